"""The option `--reason`: the same demands wherever a word is given for the log."""

from inspection.reason import ReasonRefused, read_reason
from mingcha.cli.refusal import Refused


def reason_given(text: str, option: str = "--reason") -> str:
    """The reason on one line. Raises Refused."""
    try:
        return read_reason(text)
    except ReasonRefused as wrong:
        raise Refused(f"{option}: {wrong}") from None
