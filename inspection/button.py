"""What a button of a check carries: which contact, which question, which choice."""

from dataclasses import dataclass

MOST_BYTES = 64
"""As much as a messenger carries with a button."""


@dataclass(frozen=True, kw_only=True)
class Press:
    token: str
    """Of the contact."""
    question: str
    choice: str

    def data(self) -> str:
        """Raises ValueError if it does not fit on a button or could not be read again."""
        parts = ("c", self.token, self.question, self.choice)
        data = ":".join(parts)
        if any(not part or ":" in part for part in parts):
            raise ValueError(f"button {data!r}: expected three names without colon, none empty")
        if len(data.encode()) > MOST_BYTES:
            raise ValueError(
                f"a button for {self.question!r} carries {len(data.encode())} bytes;"
                f" expected at most {MOST_BYTES}"
            )
        return data


def read_press(data: str) -> Press | None:
    """None for what is no button of a check: old ones and those of others are never guessed."""
    match data.split(":"):
        case ["c", token, question, choice] if token and question and choice:
            return Press(token=token, question=question, choice=choice)
    return None
