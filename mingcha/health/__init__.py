"""How the program is: alive, ready, and in figures. Nobody's name or number is in any of it."""
