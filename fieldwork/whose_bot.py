"""Whose chat or update it is, where there are several bots: each has its own numbers.

The first bot's names are bare numbers, as they were when there was one bot alone.
"""

from inspection.lane.lane import CHAT


def of_bot(bot: str, number: str) -> str:
    return number if bot == CHAT else f"{bot}:{number}"


def bot_in(name: str) -> str:
    bot, mark, _ = name.rpartition(":")
    return bot if mark else CHAT


def number_in(name: str) -> int:
    return int(name.rpartition(":")[2])
