"""The simulated messenger: Telegram's Bot API with webhook delivery."""
