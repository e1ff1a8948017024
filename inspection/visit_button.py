"""What a button of an assignment carries: which assignment, and what is done with it."""

from dataclasses import dataclass
from typing import Literal, get_args

from inspection.assignment import DECLINING, Why

Act = Literal["accept", "decline", "visited", "hindered", "done"]
_ACTS: tuple[Act, ...] = get_args(Act)


@dataclass(frozen=True, kw_only=True)
class VisitPress:
    token: str
    act: Act | Why

    def data(self) -> str:
        return f"v:{self.token}:{self.act}"


def read_visit_press(data: str) -> VisitPress | None:
    """None for what is no button of an assignment."""
    match data.split(":"):
        case ["v", token, word] if token:
            known: tuple[Act | Why, ...] = (*_ACTS, *DECLINING)
            found = next((act for act in known if act == word), None)
            return None if found is None else VisitPress(token=token, act=found)
    return None
