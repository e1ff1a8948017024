"""A visit to a custodian elsewhere: is it healthy, and is it who it said to be?"""

from witness import wire
from witness.asking import NoAnswer, ask, client
from witness.roll import Entry


def visit(entry: Entry, *, seconds: float) -> str | None:
    """What is wrong with it; None if nothing. Neither the token nor any code is asked for."""
    at = client(entry.url, seconds=seconds)
    try:
        health = ask(at, "GET", "/health", seconds=seconds)
        shown = ask(at, "GET", "/anchor", seconds=seconds)
        published = wire.read_object(shown.body)
    except NoAnswer as silence:
        return f"it does not answer ({silence})"
    except wire.Malformed:
        return "something else than a custodian answers there"
    finally:
        at.close()
    if shown.status != 200:
        return f"it does not show its anchor (status {shown.status})"
    if health.status != 200:
        return f"its own file cannot be used (status {health.status})"
    expected = {
        "name": entry.name,
        "n": entry.n,
        "start": entry.start.isoformat(),
        "anchor": entry.anchor.hex(),
        "public_key": entry.public_key.hex(),
    }
    wrong = [name for name, value in expected.items() if published.get(name) != value]
    if wrong:
        return f"it shows another {' and '.join(wrong)} than the roll says"
    return None
