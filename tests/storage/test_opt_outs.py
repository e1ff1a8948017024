from datetime import timedelta

from storage.store import Store
from tests.storage.samples import HOUSEHOLD_NUMBER, NOW, ROSTER

LATER = NOW + timedelta(hours=1)


def test_an_opt_out_holds_once_until_it_is_taken_back(store: Store) -> None:
    with store.ledger.write() as book:
        assert not book.opt_outs.end(HOUSEHOLD_NUMBER, "text", NOW)
        assert book.opt_outs.begin(HOUSEHOLD_NUMBER, "text", NOW)
        assert not book.opt_outs.begin(HOUSEHOLD_NUMBER, "call", LATER)
        assert book.opt_outs.holds(HOUSEHOLD_NUMBER)
        assert book.opt_outs.end(HOUSEHOLD_NUMBER, "text", LATER)
        assert not book.opt_outs.holds(HOUSEHOLD_NUMBER)
        assert book.opt_outs.begin(HOUSEHOLD_NUMBER, "office", LATER)
        (one,) = book.opt_outs.current()
        assert (one.how, one.since, one.holders) == ("office", LATER, ())


def test_it_is_found_by_the_number_whoever_has_it(store: Store) -> None:
    with store.ledger.write() as book:
        book.opt_outs.begin(HOUSEHOLD_NUMBER, "text", NOW)
        book.roster.store(ROSTER, NOW)
        (address, *_) = book.roster.voice_addresses("household", "H1")
        assert book.opt_outs.holds_on(address.id)
        assert book.opt_outs.households(["H1", "H2", "H9"]) == {"H1", "H2"}
        holders = book.roster.holders(HOUSEHOLD_NUMBER)
        assert [(one.kind, one.person, one.now) for one in holders] == [
            ("household", "H1", True),
            ("household", "H2", True),
        ]
        assert book.opt_outs.current()[0].holders == tuple(holders)
        assert book.roster.holders("+8619999999999") == []
        (other, *_) = book.roster.voice_addresses("official", "O1")
        assert not book.opt_outs.holds_on(other.id)
