"""The demo: one week of a simulated county, through the real doors."""
