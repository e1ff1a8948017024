"""Wakes the workflows and decides nothing."""
