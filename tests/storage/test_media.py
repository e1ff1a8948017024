"""Files that were sent as answers: wanted once, claimed by one, kept sealed, and gone for good."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from fieldwork.book import Book
from inspection.media import Lost, MediaFile, MediaState
from storage.store import Store
from tests.storage.samples import HOUR, NOW, ROSTER, contact_of, open_inspection

PHOTO = b"\xff\xd8\xff a photo"
MINUTE = timedelta(minutes=1)
LANES = ("chat",)


def photo_of(contact: int, unique_id: str = "u1", name: str = "roof-1.jpg") -> MediaFile:
    return MediaFile(
        id=0,
        contact=contact,
        question="roof",
        kind="image",
        provider="telegram",
        lane="chat",
        provider_id=f"file of {unique_id}",
        unique_id=unique_id,
        stated_size=1234,
        media_type="image/jpeg",
        name=name,
        wanted_at=NOW,
        next_at=NOW,
    )


def wanted(book: Book, unique_id: str = "u1", name: str = "roof-1.jpg") -> MediaFile:
    inspection = open_inspection(book, hours=int(name[-5]))
    contact = book.contacts.open(contact_of(inspection, tag=name)).id
    return book.media.want(photo_of(contact, unique_id, name))


def here(file: MediaFile, content: bytes = PHOTO) -> MediaFile:
    return replace(
        file,
        state=MediaState.HERE,
        next_at=None,
        size=len(content),
        digest=sha256(content).digest(),
        here_at=NOW + MINUTE,
    )


@pytest.fixture
def filled(store: Store) -> Store:
    with store.ledger.write() as book:
        book.roster.store(ROSTER, NOW)
    return store


def test_what_is_wanted_is_found_again_as_it_was_told(filled: Store) -> None:
    with filled.ledger.write() as book:
        file = wanted(book)
    with filled.ledger.read() as book:
        assert book.media.get(file.id) == replace(file, unique_id="")
        assert list(book.media.of_contact(file.contact)) == [book.media.get(file.id)]
        assert [one.id for one in book.media.of_inspection(1)] == [file.id]
        assert [one.id for one in book.media.latest(5)] == [file.id]
        with pytest.raises(LookupError, match="no file 99"):
            book.media.get(99)


def test_the_same_file_for_the_same_question_is_wanted_once(filled: Store) -> None:
    with filled.ledger.write() as book:
        file = wanted(book)
        again = book.media.want(replace(photo_of(file.contact), wanted_at=NOW + HOUR))
        assert (again.id, again.wanted_at, again.before) == (file.id, NOW, None)
        lost = replace(file, state=MediaState.LOST, next_at=None, problem=Lost.UNKNOWN)
        assert book.media.record(lost)
        fresh = replace(photo_of(file.contact), provider_id="another", next_at=NOW + HOUR)
        again = book.media.want(fresh)
        assert (again.id, again.state, again.provider_id) == (file.id, "WANTED", "another")
        assert again.problem == ""


def test_a_file_that_was_sent_before_names_the_first_one(filled: Store) -> None:
    with filled.ledger.write() as book:
        first, other = wanted(book), wanted(book, "u2", "roof-2.jpg")
        same = wanted(book, "u1", "roof-3.jpg")
        assert (first.before, other.before, same.before) == (None, None, first.id)
        # Sent under another name of the messenger's: the bytes tell.
        assert book.media.keep(here(first), PHOTO)
        assert book.media.keep(here(other), PHOTO)
        assert book.media.get(other.id).before == first.id
        assert book.media.get(first.id).before is None


def test_what_was_sent_first_is_never_said_to_be_sent_before(filled: Store) -> None:
    with filled.ledger.write() as book:
        first, second, third = (wanted(book, f"u{n}", f"roof-{n}.jpg") for n in (1, 2, 3))
        for file in (third, second, first):  # they are fetched in whatever order
            assert book.media.keep(here(file), PHOTO)
        found = [book.media.get(file.id).before for file in (first, second, third)]
        assert found == [None, first.id, first.id]


def test_a_file_that_is_sent_to_another_bot_is_fetched_from_there(filled: Store) -> None:
    with filled.ledger.write() as book:
        file = wanted(book)
        mine = book.media.claim(file.id, NOW, NOW + HOUR)
        assert mine is not None
        elsewhere = replace(photo_of(file.contact), lane="north", provider_id="the north's name")
        again = book.media.want(elsewhere)
        assert (again.id, again.lane, again.provider_id) == (file.id, "north", "the north's name")
        assert book.media.due(NOW, ("north",)) == file.id
        # The bot that it came to first does not know that name, and may be gone.
        assert not book.media.record(replace(mine, state=MediaState.LOST, next_at=None))
        theirs = book.media.claim(file.id, NOW, NOW + HOUR)
        assert theirs is not None
        lost = replace(theirs, state=MediaState.LOST, next_at=None, problem=Lost.UNKNOWN)
        assert book.media.record(lost)
        assert book.media.want(photo_of(file.contact)).lane == "chat"
        assert book.media.due(NOW, LANES) == file.id


def test_one_worker_has_it_at_a_time(filled: Store) -> None:
    with filled.ledger.write() as book:
        file = wanted(book)
        assert book.media.due(NOW, LANES) == file.id
        assert book.media.due(NOW, ("a telephone",)) is None
        assert book.media.due(NOW - MINUTE, LANES) is None
        mine = book.media.claim(file.id, NOW, NOW + HOUR)
        assert mine is not None
        assert mine.fence == 1
        assert book.media.claim(file.id, NOW, NOW + HOUR) is None
        assert book.media.next_due(LANES) == NOW + HOUR
        theirs = book.media.claim(file.id, NOW + HOUR, NOW + 2 * HOUR)
        assert theirs is not None
        assert not book.media.keep(here(mine), PHOTO)
        assert not book.media.record(replace(mine, state=MediaState.LOST, next_at=None))
        assert book.media.keep(here(theirs), PHOTO)
        assert book.media.next_due(LANES) is None


def test_what_is_here_opens_and_what_is_erased_does_not(filled: Store) -> None:
    with filled.ledger.write() as book:
        file, other = wanted(book), wanted(book, "u2", "roof-2.jpg")
        assert book.media.keep(here(file), PHOTO)
        assert book.media.content(file.id) == PHOTO
        with pytest.raises(LookupError, match="no content of file 2"):
            book.media.content(other.id)
        assert book.media.erase(file.id, NOW + HOUR)
        assert not book.media.erase(file.id, NOW + HOUR)
        assert book.media.erase(other.id, NOW + HOUR), "one that never came can be given up, too"
        gone = book.media.get(file.id)
        assert (gone.state, gone.provider_id, gone.ended_at) == ("ERASED", "", NOW + HOUR)
        assert gone.digest == sha256(PHOTO).digest()
        with pytest.raises(LookupError):
            book.media.content(file.id)
        assert book.media.next_due(LANES) is None


def test_what_is_old_is_found_whether_it_came_or_not(filled: Store) -> None:
    with filled.ledger.write() as book:
        came, waits, lost = (wanted(book, f"u{n}", f"roof-{n}.jpg") for n in (1, 2, 3))
        assert book.media.keep(here(came), PHOTO)
        assert book.media.record(replace(lost, state=MediaState.LOST, next_at=None))
        assert list(book.media.expired(NOW, 9)) == []
        assert list(book.media.expired(NOW + MINUTE, 9)) == [came.id, waits.id]
        assert list(book.media.expired(NOW + MINUTE, 1)) == [came.id]
