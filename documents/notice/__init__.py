"""The printed notice."""
