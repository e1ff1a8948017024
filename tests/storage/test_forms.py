"""Revisions of forms are kept as they are, and found by id or hash."""

from dataclasses import replace

from fieldwork.book import StoredRevision
from inspection.questionnaire.media import FormFile
from storage.ledger import SqlLedger
from tests.sounds import MP3, WAV
from tests.storage.samples import NOW

FIRST = StoredRevision(
    id=0,
    revision="ab" * 32,
    form="visit",
    version="1",
    title="入户走访",
    workbook="visit.xlsx",
    xml="<h:html>问</h:html>".encode(),
    added_at=NOW,
)


def test_revisions_are_found_by_form_newest_first_and_by_the_beginning_of_their_hash(
    ledger: SqlLedger,
) -> None:
    with ledger.write() as book:
        first = book.forms.add(FIRST)
        second = book.forms.add(replace(FIRST, revision="cd" * 32, version="2"))
        other = book.forms.add(replace(FIRST, revision="ef" * 32, form="log"))
    with ledger.read() as book:
        assert list(book.forms.all()) == [first, second, other]
        assert list(book.forms.of("visit")) == [second, first]
        assert list(book.forms.find("cdcd")) == [second]
        assert list(book.forms.find("00")) == []
    assert first == replace(FIRST, id=first.id)


def test_a_revision_is_kept_once_and_as_it_was(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        first = book.forms.add(FIRST)
    with ledger.write() as book:
        assert book.forms.add(replace(FIRST, form="log")) == first
        assert list(book.forms.all()) == [first]


def test_a_file_is_kept_once_and_a_name_stands_for_one_file_for_ever(ledger: SqlLedger) -> None:
    mp3, wav = FormFile(content=MP3, ending="mp3"), FormFile(content=WAV, ending="wav")
    with ledger.write() as book:
        book.forms.add_media(FIRST.revision, "where.mp3", mp3, NOW)
        book.forms.add_media("cd" * 32, "same.mp3", mp3, NOW)
        book.forms.add_media(FIRST.revision, "where.mp3", wav, NOW)
        book.forms.add_media(FIRST.revision, "well.wav", wav, NOW)
    with ledger.read() as book:
        kept = book.forms.media(FIRST.revision)
        assert [(one.name, one.file, one.size) for one in kept] == [
            ("where.mp3", mp3.name, len(MP3)),
            ("well.wav", wav.name, len(WAV)),
        ]
        assert [one.digest for one in book.forms.media("cd" * 32)] == [mp3.digest]
        assert book.forms.file(mp3.digest) == mp3
        assert book.forms.file("00") is None
        assert book.forms.media("ef" * 32) == []
