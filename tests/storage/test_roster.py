from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from fieldwork.book import TeamToday
from inspection.disposition import Disposition
from storage.ledger import SqlLedger
from storage.store import Store
from storage.tables import households
from tests.storage.samples import (
    HOUR,
    HOUSEHOLD_NUMBER,
    INSPECTOR_NAME,
    NOW,
    OFFICIAL_NAME,
    OFFICIAL_NUMBER,
    ROSTER,
    SECOND_NUMBER,
    VILLAGE,
)

LATER = NOW + HOUR
NOTHING = dict.fromkeys(
    ("villages", "teams", "officials", "postings", "households", "designations", "inspectors"), 0
)
ALL = {
    "villages": 1,
    "teams": 1,
    "officials": 2,
    "postings": 2,
    "households": 2,
    "designations": 1,
    "inspectors": 1,
}


@pytest.fixture(autouse=True)
def _stored(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        stored = book.roster.store(ROSTER, NOW)
    assert stored.added == ALL
    assert stored.changed == stored.unchanged == stored.missing == NOTHING


def test_the_same_roster_again_changes_nothing(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        before = book.roster.voice_addresses("household", "H1")
        stored = book.roster.store(ROSTER, LATER)
        assert book.roster.voice_addresses("household", "H1") == before
        assert book.roster.has_teams()
        assert book.roster.counts() == ALL
    assert stored.unchanged == ALL
    assert stored.added == stored.changed == stored.missing == NOTHING


def test_a_changed_row_closes_its_version_and_opens_another(store: Store) -> None:
    first, second = ROSTER.households
    moved = replace(ROSTER, households=(replace(first, cadre_kin=True), second))
    with store.ledger.write() as book:
        stored = book.roster.store(moved, LATER)
        assert book.roster.household("H1").cadre_kin
    assert stored.changed == NOTHING | {"households": 1}
    versions = sa.select(households.c.cadre_kin, households.c.valid_from, households.c.valid_to)
    with store.engines.reading() as connection:
        rows = connection.execute(
            versions.where(households.c.household == "H1").order_by(households.c.id)
        ).all()
    assert [tuple(row) for row in rows] == [(False, NOW, LATER), (True, LATER, None)]


def test_what_is_missing_is_reported_and_stays(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        stored = book.roster.store(replace(ROSTER, households=()), LATER)
        assert stored.missing == NOTHING | {"households": 2}
        assert book.roster.household("H2").id == "H2"
        assert len(book.roster.voice_addresses("household", "H2")) == 1


def test_teams_hold_who_is_posted_that_day_and_who_lives_there(ledger: SqlLedger) -> None:
    with ledger.read() as book:
        assert book.roster.teams(date(2026, 3, 3)) == [
            TeamToday(team="T1", village=VILLAGE, officials=("O1", "O2"), households=("H1", "H2"))
        ]
        assert book.roster.teams(date(2026, 3, 4))[0].officials == ("O1",)
        assert book.roster.teams(date(2024, 12, 31))[0].officials == ()


def test_people_and_places_are_found_by_their_ids(ledger: SqlLedger) -> None:
    with ledger.read() as book:
        assert book.roster.official("O1").name == OFFICIAL_NAME
        assert [official.id for official in book.roster.officials()] == ["O1", "O2"]
        assert [official.language for official in book.roster.officials()] == ["zh", "en"]
        assert [inspector.name for inspector in book.roster.inspectors()] == [INSPECTOR_NAME]
        assert book.roster.inspectors()[0].county == "530129"
        assert book.roster.place(VILLAGE).village == "甲村"
        assert book.roster.village_of_team("T1") == VILLAGE
        assert book.roster.household("H1").in_programme
        assert not book.roster.household("H2").in_programme


def test_who_is_not_in_the_register_is_named(ledger: SqlLedger) -> None:
    with ledger.read() as book:
        with pytest.raises(LookupError, match="no official O9 in force"):
            book.roster.official("O9")
        with pytest.raises(LookupError, match="no household H9"):
            book.roster.household("H9")
        with pytest.raises(LookupError, match="no village 999"):
            book.roster.place("999")
        with pytest.raises(LookupError, match="no team T9"):
            book.roster.village_of_team("T9")
        with pytest.raises(LookupError, match="no address 99"):
            book.roster.number(99)


def test_the_region_of_an_official_is_where_the_posting_is(ledger: SqlLedger) -> None:
    with ledger.read() as book:
        assert book.roster.region_of("O2", NOW) == VILLAGE
        assert book.roster.region_of("O2", NOW + 72 * HOUR) == ""
        assert book.roster.region_of("O9", NOW) == ""


def test_numbers_come_in_order_of_trial_and_open_one_by_one(ledger: SqlLedger) -> None:
    with ledger.read() as book:
        first, second = book.roster.voice_addresses("household", "H1")
        assert (first.rank, first.channel, first.usable, first.synthetic) == (
            1,
            "voice",
            True,
            True,
        )
        assert book.roster.number(first.id) == HOUSEHOLD_NUMBER
        assert book.roster.number(second.id) == SECOND_NUMBER
        assert book.roster.voice_addresses("official", "O9") == []


def test_two_households_may_share_a_number(ledger: SqlLedger) -> None:
    with ledger.read() as book:
        (other,) = book.roster.voice_addresses("household", "H2")
        first, second = book.roster.voice_addresses("household", "H1")
        assert list(book.roster.same_number(first.id)) == [first.id, other.id]
        assert list(book.roster.same_number(second.id)) == [second.id]


def test_households_that_share_a_number_are_found_also_by_one_given_up(
    ledger: SqlLedger,
) -> None:
    first, second = ROSTER.households
    alone = replace(first, phones=(SECOND_NUMBER,))
    with ledger.write() as book:
        assert book.roster.neighbours(["H1"]) == {"H1": ["H1", "H2"]}
        book.roster.store(replace(ROSTER, households=(alone, second)), LATER)
        found = book.roster.neighbours(["H1", "H2", "H3"])
        assert found == {"H1": ["H1"], "H2": ["H1", "H2"]}, "H3 has no number"


def test_a_number_that_is_kept_keeps_its_address(ledger: SqlLedger) -> None:
    first, second = ROSTER.households
    swapped = replace(first, phones=(SECOND_NUMBER, "+8619900009999"))
    with ledger.write() as book:
        gone, kept = book.roster.voice_addresses("household", "H1")
        book.roster.store(replace(ROSTER, households=(swapped, second)), LATER)
        now_first, now_second = book.roster.voice_addresses("household", "H1")
        assert (now_first.id, now_first.rank) == (kept.id, 1)
        assert now_second.id not in (gone.id, kept.id)
        assert book.roster.number(gone.id) == HOUSEHOLD_NUMBER


def test_a_number_that_turns_out_to_be_real_is_another_address(ledger: SqlLedger) -> None:
    first, second = ROSTER.households
    real = replace(first, synthetic=False)
    with ledger.write() as book:
        before = {address.id for address in book.roster.voice_addresses("household", "H1")}
        book.roster.store(replace(ROSTER, households=(real, second)), LATER)
        after = book.roster.voice_addresses("household", "H1")
        assert [address.synthetic for address in after] == [False, False]
        assert before.isdisjoint(address.id for address in after)


def test_a_spoiled_number_is_unusable_for_that_household_alone(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        first, _ = book.roster.voice_addresses("household", "H1")
        book.roster.spoil(first.id, Disposition.WRONG_PERSON, LATER)
        usable = [address.usable for address in book.roster.voice_addresses("household", "H1")]
        assert usable == [False, True]
        assert book.roster.voice_addresses("household", "H2")[0].usable
        book.roster.store(ROSTER, LATER)
        assert not book.roster.voice_addresses("household", "H1")[0].usable


def test_a_number_belongs_to_whom_it_is_registered_for(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        assert book.chats.number_is_of(OFFICIAL_NUMBER, "official", "O1")
        assert not book.chats.number_is_of(OFFICIAL_NUMBER, "official", "O2")
        assert not book.chats.number_is_of(OFFICIAL_NUMBER, "inspector", "O1")
        first, second = ROSTER.officials
        changed = replace(first, phone="+8619900009999")
        book.roster.store(replace(ROSTER, officials=(changed, second)), LATER)
        assert not book.chats.number_is_of(OFFICIAL_NUMBER, "official", "O1")


def test_many_are_looked_up_at_once(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        book.roster.store(ROSTER, NOW)
    with ledger.read() as book:
        assert book.roster.languages(["O1", "O2", "O9"]) == {"O1": "zh", "O2": "en"}
        found = book.roster.households(["H1", "H2", "H9"])
        assert found == {name: book.roster.household(name) for name in ("H1", "H2")}
        assert book.roster.zones([VILLAGE, "110101001001"]) == {VILLAGE: "", "110101001001": ""}
