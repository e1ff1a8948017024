"""Kinds of people."""

from typing import Literal

PersonKind = Literal["official", "household", "inspector"]
