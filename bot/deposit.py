"""What both doors for updates, webhook and polling, keep of them."""

SOURCE = "telegram"
MOST_BYTES = 256 * 1024
_LARGEST_ID = 2**63


def key_of(update: object) -> str | None:
    """The update's id, under which it is stored once; None for what is no update."""
    number = update.get("update_id") if isinstance(update, dict) else None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < _LARGEST_ID:
        return None
    return str(number)
