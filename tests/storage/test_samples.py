from dataclasses import replace
from datetime import timedelta

from fieldwork.book import Book, Reply
from inspection.contact import Contact
from inspection.disposition import Disposition
from inspection.sample import SampledPick
from storage.ledger import SqlLedger
from tests.storage.samples import DIALOGUE, HOUR, NOW, ROSTER, contact_of, open_inspection

DRAW = "checks"
ASKED = ("whereabouts", "seen", "money")
ALIKE = (DIALOGUE.revision,)


def said(book: Book, contact: Contact, question: str, value: str, *, late: bool = False) -> None:
    book.contacts.add_reply(
        Reply(
            contact=contact.id, attempt=None, question=question, value=value, raw="1",
            channel="chat", at=NOW + 2 * HOUR, late=late,
        )
    )  # fmt: skip


def closed(book: Book, inspection: int, person: str, ended: Disposition) -> Contact:
    contact = book.contacts.open(contact_of(inspection, person, tag=f"{inspection} {person}"))
    book.contacts.save(replace(contact, disposition=ended, next_at=None, closed_at=NOW))
    return contact


def settled(ledger: SqlLedger) -> list[SampledPick]:
    with ledger.read() as book:
        return list(book.samples.settled(DRAW, NOW - HOUR, NOW + HOUR, ASKED, ALIKE))


def test_a_pick_comes_with_its_chance_its_candidates_and_its_contacts(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        book.roster.store(ROSTER, NOW - timedelta(days=30))
        number = open_inspection(book)
        said(book, closed(book, number, "O1", Disposition.COMPLETE), "whereabouts", "village")
        household = closed(book, number, "H2", Disposition.PARTIAL)
        said(book, household, "seen", "no")
        said(book, household, "seen", "yes")
        said(book, household, "consent", "yes")
        closed(book, number, "H1", Disposition.REFUSED)
        book.inspections.assessed(number, [], NOW)
    (pick,) = settled(ledger)
    assert (pick.pi_ppb, pick.officials, pick.households) == (16_000_000, 2, 2)
    official, answered, refused = pick.contacts
    assert (official.answers, official.person) == ({"whereabouts": "village"}, "O1")
    assert (answered.answers, answered.in_programme) == ({"seen": "yes"}, False)
    assert (refused.answers, refused.in_programme) == ({}, True)
    assert [one.answered for one in pick.contacts] == [True, True, False]
    assert [one.answered_at for one in pick.contacts] == [NOW + 2 * HOUR, NOW + 2 * HOUR, None]


def test_words_are_not_opened(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        number = open_inspection(book)
        official = closed(book, number, "O1", Disposition.COMPLETE)
        said(book, official, "whereabouts", "trip", late=True)
        said(book, official, "trip_detail", "on the road to the county town")
        book.inspections.assessed(number, [], NOW)
    (pick,) = settled(ledger)
    assert pick.contacts[0].answers == {"whereabouts": "trip"}
    assert pick.contacts[0].late


def test_a_household_counts_as_it_stood_in_the_register_when_it_was_called(
    ledger: SqlLedger,
) -> None:
    left = replace(ROSTER.households[0], in_programme=False)
    with ledger.write() as book:
        book.roster.store(ROSTER, NOW - timedelta(days=30))
        number = open_inspection(book)
        closed(book, number, "H1", Disposition.REFUSED)
        book.inspections.assessed(number, [], NOW)
        changed = replace(ROSTER, households=(left, ROSTER.households[1]))
        book.roster.store(changed, NOW + timedelta(days=1))
    (pick,) = settled(ledger)
    assert [one.in_programme for one in pick.contacts] == [True]


def test_only_what_is_over_counts_and_the_rest_is_counted(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        over = open_inspection(book)
        closed(book, over, "O1", Disposition.ATTEMPTS_EXHAUSTED)
        book.inspections.assessed(over, [], NOW)
        open_inspection(book, "T2", hours=1)
    end = NOW + 2 * HOUR
    with ledger.read() as book:
        assert [pick.id for pick in book.samples.settled(DRAW, NOW, end, ASKED, ALIKE)] == [over]
        assert book.samples.unsettled(DRAW, NOW, end, "") == 1
        assert book.samples.unsettled(DRAW, NOW, end, "530128") == 1
        assert book.samples.unsettled(DRAW, NOW, end, "11") == 0


def test_other_draws_and_other_times_are_left_out(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        number = open_inspection(book)
        book.inspections.assessed(number, [], NOW)
    with ledger.read() as book:
        assert len(book.samples.settled(DRAW, NOW, NOW + HOUR, ASKED, ALIKE)) == 1
        assert book.samples.settled("visits", NOW, NOW + HOUR, ASKED, ALIKE) == []
        assert book.samples.settled(DRAW, NOW - HOUR, NOW, ASKED, ALIKE) == []
