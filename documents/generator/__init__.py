"""A synthetic roster: invented people with the troubles of a real one, the same for a seed."""
