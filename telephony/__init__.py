"""Calls: carriers, the words of a call, signed webhooks, phone numbers."""
