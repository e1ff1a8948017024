"""Lanes: the ways out to people, how fast each may go, what it may cost, and when it is held."""
