"""A county of simulated phones and chats, spoken to over HTTP like the real providers."""

from simulator.county import County
from simulator.happening import Happening
from simulator.people import Habits
from simulator.world import World

__all__ = ["County", "Habits", "Happening", "World"]
