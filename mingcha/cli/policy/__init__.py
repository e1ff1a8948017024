"""`mingcha policy`: the numbers that decide about people, shown and set."""
