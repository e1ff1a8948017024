"""The command line."""

from mingcha.cli.main import main

__all__ = ["main"]
