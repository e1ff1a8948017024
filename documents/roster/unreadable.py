"""What can't be taken as a roster."""


class RosterUnreadable(ValueError):
    """The folder or file can't be taken as a roster at all; nothing was read."""
