from dataclasses import replace
from datetime import datetime, timedelta

from fieldwork.book import Text
from inspection.lane.order import Priority
from storage.store import Store
from tests.storage.samples import HOUR, NOW

_TEXT = Text(
    id=0,
    body="words",
    segments=1,
    token="",
    state="DUE",
    made_at=NOW,
    next_at=NOW,
)


def due(store: Store, now: datetime, limit: int = 50, after: str = "") -> list[str]:
    with store.ledger.read() as book:
        found = book.texts.due(now, limit, after=after)
        return [book.texts.get(one.id).token for one in found]


def test_who_wrote_to_us_is_answered_before_ten_thousand_invitations(store: Store) -> None:
    later = NOW + timedelta(minutes=5)
    answer = replace(
        _TEXT,
        purpose="answer",
        number="+8619900001001",
        from_lane="telephone",
        priority=Priority.REPLY,
    )
    with store.ledger.write() as book:
        for token, at in (("first", NOW), ("second", NOW)):
            book.texts.add(replace(_TEXT, token=token, next_at=at))
        for token, at in (("told", later), ("ahead", NOW + HOUR)):
            book.texts.add(replace(answer, token=token, made_at=later, next_at=at))
        assert book.texts.next_due() == NOW
    assert due(store, later) == ["told", "first", "second"]
    assert due(store, later, 2) == ["told", "first"]
    assert due(store, NOW) == ["first", "second"]


def test_checks_go_before_invitations_and_in_both_regions_take_turns(store: Store) -> None:
    """However long one of them has waited."""
    with store.ledger.write() as book:
        for n in range(6):
            for kind, priority in (("invite", Priority.NEWS), ("check", Priority.FIRST)):
                text = replace(_TEXT, token=f"{kind} big {n}", region="530128", priority=priority)
                book.texts.add(replace(text, next_at=NOW - HOUR))
        for kind, priority in (("invite", Priority.NEWS), ("check", Priority.FIRST)):
            small = replace(_TEXT, token=f"{kind} small", region="530329", priority=priority)
            book.texts.add(small)
        book.texts.add(replace(_TEXT, token="reminder", priority=Priority.RETRY, region="530128"))
    order = due(store, NOW)
    assert order[:4] == ["reminder", "check big 0", "check small", "check big 1"]
    assert order[8:11] == ["invite big 0", "invite small", "invite big 1"]
    assert len(order) == 15
    assert due(store, NOW, after="530128")[1:4] == ["check small", "check big 0", "check big 1"]
    assert due(store, NOW - HOUR)[0] == "check big 0", "a region whose texts wait has no turn yet"
