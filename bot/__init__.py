"""The chat with officials and inspectors, over Telegram."""
