"""The pure rules of unannounced inspection: no input or output, no clock, no chance of its own."""
