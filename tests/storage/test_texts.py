from dataclasses import replace
from datetime import timedelta

from fieldwork.book import Text
from storage.store import Store
from tests.storage.samples import HOUR, NOW, ROSTER

_TEXT = Text(
    id=0,
    body="words",
    segments=1,
    token="",
    state="DUE",
    made_at=NOW,
    next_at=NOW,
)


def test_who_wrote_to_us_is_answered_before_ten_thousand_invitations(store: Store) -> None:
    answer = replace(_TEXT, purpose="answer", number="+8619900001001", from_lane="telephone")
    with store.ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        address = book.roster.voice_addresses("official", "O1")[0].id
        invite = book.chats.invite("official", "O1", "a code", NOW, NOW + HOUR)
        invited = replace(_TEXT, invite=invite, kind="official", person="O1", address=address)
        first, second = (book.texts.add(replace(invited, token=f"i{n}")).id for n in range(2))
        later = NOW + timedelta(minutes=5)
        told = book.texts.add(replace(answer, token="a", made_at=later, next_at=later)).id
        ahead = book.texts.add(replace(answer, token="b", made_at=later, next_at=NOW + HOUR)).id
    with store.ledger.read() as book:
        assert book.texts.due(later, 50) == [told, first, second]
        assert book.texts.due(later, 2) == [told, first]
        assert book.texts.due(NOW, 50) == [first, second]
        assert ahead not in book.texts.due(later, 50)
