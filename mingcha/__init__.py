"""Composition root: settings, wiring, web app, command line, demo."""
