"""Recordings at a carrier are noted once, and deleted when nobody wants them there any more."""

from dataclasses import replace
from datetime import timedelta

from inspection.media import MediaState
from storage.ledger import SqlLedger
from tests.storage.samples import NOW
from tests.storage.test_media import wanted

LANES = ("telephone", "office")
FIRST, SECOND = "RE" + "1" * 32, "RE" + "2" * 32
HOUR = timedelta(hours=1)


def test_one_is_due_once_and_whoever_claims_it_has_it(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        book.recordings.note("telephone", FIRST, NOW, file=None, due=NOW + HOUR)
        book.recordings.note("telephone", FIRST, NOW, file=None, due=NOW)
        assert book.recordings.due(NOW, LANES) is None
        assert book.recordings.next_due(LANES) == NOW + HOUR
        assert book.recordings.next_due(["office"]) is None
        number = book.recordings.due(NOW + HOUR, LANES)
        assert number is not None
        assert book.recordings.lane_of(number) == "telephone"
        claimed = book.recordings.claim(number, NOW + HOUR, NOW + 2 * HOUR)
        assert claimed is not None
        assert (claimed.recording, claimed.fence) == (FIRST, 1)
        assert book.recordings.claim(number, NOW + HOUR, NOW + 2 * HOUR) is None
        assert book.recordings.left(NOW + HOUR) == 1
        book.recordings.gone(claimed, NOW + HOUR)
        book.recordings.put_off(number, NOW)
        book.recordings.note("telephone", FIRST, NOW, file=None, due=NOW)
        assert book.recordings.left(NOW + HOUR) == 0
        assert book.recordings.next_due(LANES) is None


def test_one_that_is_an_answer_stays_until_it_is_x(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        file = wanted(book)
        book.recordings.note("telephone", SECOND, NOW, file=None, due=NOW + 9 * HOUR)
        book.recordings.note("telephone", SECOND, NOW, file=file.id, due=NOW)
        assert book.recordings.due(NOW + HOUR, LANES) is None
        claimed = book.media.claim(file.id, NOW + HOUR, NOW + 2 * HOUR)
        assert claimed is not None
        book.media.record(replace(claimed, state=MediaState.LOST, next_at=None, ended_at=NOW))
        assert book.recordings.due(NOW + HOUR, LANES) is not None
