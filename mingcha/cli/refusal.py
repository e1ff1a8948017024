"""Refusals of commands."""


class Refused(Exception):
    """A command cannot do what was asked; the text says why and what would be right."""
