"""The register as it stands: what an import refers to, and what an export takes."""

from dataclasses import replace

import pytest

from inspection.difference import difference
from storage.ledger import SqlLedger
from tests.storage.samples import (
    HOUR,
    HOUSEHOLD_NUMBER,
    INSPECTOR_NUMBER,
    NOW,
    OFFICIAL_NUMBER,
    ROSTER,
    SECOND_NUMBER,
    VILLAGE,
)

LATER = NOW + HOUR


@pytest.fixture(autouse=True)
def _stored(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        book.roster.store(ROSTER, NOW)


def test_the_register_is_read_as_it_was_delivered(ledger: SqlLedger) -> None:
    with ledger.read() as book:
        found = book.roster.at(NOW)
    assert found.synthetic
    assert replace(found, synthetic=ROSTER.synthetic) == ROSTER


def test_an_earlier_moment_has_the_versions_and_numbers_of_then(ledger: SqlLedger) -> None:
    first, second = ROSTER.households
    changed = replace(first, cadre_kin=True, phones=(SECOND_NUMBER,))
    with ledger.write() as book:
        book.roster.store(replace(ROSTER, households=(changed, second)), LATER)
    with ledger.read() as book:
        assert book.roster.at(NOW - HOUR).villages == ()
        assert not book.roster.at(LATER - HOUR / 2).households[0].cadre_kin
        assert HOUSEHOLD_NUMBER in book.roster.at(LATER - HOUR / 2).households[0].phones
        assert book.roster.at(LATER).households[0] == changed


def test_a_trial_counts_what_an_import_then_does(ledger: SqlLedger) -> None:
    first, second = ROSTER.households
    delivered = replace(
        ROSTER,
        households=(replace(first, phones=first.phones[::-1]), replace(second, household="H9")),
        designations=(),
    )
    with ledger.write() as book:
        told = difference(book.roster.at(NOW), delivered)
        done = book.roster.store(delivered, LATER)
    assert {sheet: len(one.new) for sheet, one in told.items()} == done.added
    assert {sheet: len(one.changed) for sheet, one in told.items()} == done.changed
    assert {sheet: one.unchanged for sheet, one in told.items()} == done.unchanged
    assert {sheet: len(one.missing) for sheet, one in told.items()} == done.missing
    assert told["households"].changed == {("H1",): ("phones",)}


def test_rows_may_refer_to_what_is_in_force(ledger: SqlLedger) -> None:
    with ledger.read() as book:
        register = book.roster.in_force()
    assert register.holds("villages")
    assert register.has("villages", VILLAGE)
    assert register.has("teams", "T1")
    assert register.has("officials", "O2")
    assert register.has("households", "H2")
    assert not register.has("households", "H9")
    assert register.kinds == {True}
    assert [term.key[1] for term in register.terms["postings"]["O1"]] == ["T1"]
    assert [term.key[1] for term in register.terms["designations"]["H1"]] == ["O1"]


def test_a_number_has_its_holder_if_its_holder_is_known_by_it(ledger: SqlLedger) -> None:
    with ledger.write() as book:
        first, second = ROSTER.officials
        changed = replace(first, phone="+8619900009999")
        register = book.roster.in_force()
        assert register.holder(OFFICIAL_NUMBER) == ("officials", "O1")
        assert register.holder(INSPECTOR_NUMBER) == ("inspectors", "I1")
        assert register.holder(HOUSEHOLD_NUMBER) is None
        book.roster.store(replace(ROSTER, officials=(changed, second)), LATER)
        assert book.roster.in_force().holder(OFFICIAL_NUMBER) is None
        assert book.roster.in_force().holder(changed.phone) == ("officials", "O1")


def test_the_mark_changes_with_every_import_that_changes_anything(ledger: SqlLedger) -> None:
    with ledger.read() as book:
        before = book.roster.mark()
    with ledger.write() as book:
        assert book.roster.mark() == before
        book.roster.store(ROSTER, LATER)
        assert book.roster.mark() == before
        team = replace(ROSTER.teams[0], name="甲村驻村工作队")
        book.roster.store(replace(ROSTER, teams=(team,)), LATER)
        assert book.roster.mark() != before
