"""Leave, trips and rest on file: before the commitment they spare a person, after it nothing."""

from datetime import date, datetime, timedelta

from fieldwork import absences
from fieldwork.framing import Framed
from inspection.absence import AbsenceKind
from inspection.absence_entry import AbsenceEntry
from inspection.contact import Unbegun
from inspection.disposition import Disposition
from inspection.hours import Hours
from inspection.passing import Passed, PassReason
from tests.scenarios.check import NO_HOUSEHOLDS, Check, MakeTown, link, stop_drawing
from tests.scenarios.town import MONDAY, SHANGHAI, Town, small_roster

TEN = datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)


def away(
    town: Town, official: str, kind: AbsenceKind = "leave", *, hours: str = "", last: date = MONDAY
) -> int:
    """Puts it on file at the world's present hour."""
    entry = AbsenceEntry(
        official=official,
        kind=kind,
        first_day=MONDAY,
        last_day=last,
        hours=Hours.parse(hours),
        note="",
    )
    with town.product.foundation.ledger.write() as book:
        (made,) = absences.record(book, [entry], by="I1", now=town.world.now)
    return made.stored.id


def order(town: Town) -> tuple[tuple[str, ...], list[Passed]]:
    with town.product.foundation.ledger.read() as book:
        (slot,) = book.slots.between("calls", TEN, TEN + timedelta(minutes=1))
        (pick,) = book.slots.picks(slot.id)
        return pick.respondents, list(book.slots.passed(pick.id))


def summary(town: Town) -> str:
    with town.product.foundation.ledger.read() as book:
        (made,) = book.summaries.of_inspection(1)
        return made.text


def two_officials(make_town: MakeTown) -> Town:
    town = make_town(policy=NO_HOUSEHOLDS, roster=small_roster(officials=2))
    link(town, "O1")
    link(town, "O2")
    stop_drawing(town)
    return town


def test_whoever_is_away_is_passed_over_and_the_next_in_the_drawn_order_is_asked(
    make_town: MakeTown,
) -> None:
    town = two_officials(make_town)
    away(town, "O1", "trip")
    drawn = town.drawn()
    assert drawn.official == "O2"
    respondents, passed = order(town)
    due = [Passed(kind="official", rank=1, reason=PassReason.ON_TRIP)]
    assert passed == (due if respondents[0] == "O1" else [])


def test_an_absence_in_other_hours_spares_nobody(make_town: MakeTown) -> None:
    town = two_officials(make_town)
    for official in ("O1", "O2"):
        away(town, official, hours="14:00-18:00")
    assert town.drawn().official in ("O1", "O2")
    assert order(town)[1] == []


def test_a_team_of_which_everybody_is_away_cannot_be_drawn_and_the_frame_says_why(
    make_town: MakeTown,
) -> None:
    town = two_officials(make_town)
    away(town, "O1")
    taken_back = away(town, "O2", "rest")
    with town.product.foundation.ledger.write() as book:
        absences.cancel(book, taken_back, by="I1", now=town.world.now)
    away(town, "O2", "trip", last=date(2026, 3, 3))
    town.to(10, 1)
    with town.product.foundation.ledger.read() as book:
        (slot,) = book.slots.between("calls", TEN, TEN + timedelta(minutes=1))
        (row,) = Framed.unpack(book.slots.frame(slot.id)).frame.rows
        assert (row.reason, row.pi_ppb, row.eligible) == ("on_leave", 0, False)
        assert list(book.slots.picks(slot.id)) == []


def test_what_is_entered_after_the_commitment_excuses_nobody_and_is_shown_as_late(
    make_town: MakeTown,
) -> None:
    """The team's only official is drawn; the leave comes half a minute before the slot opens."""
    town = make_town(policy=NO_HOUSEHOLDS, roster=small_roster(officials=1))
    link(town, "O1")
    stop_drawing(town)
    town.clock.run_until(TEN - timedelta(seconds=30))
    away(town, "O1")
    check = Check(town=town, drawn=town.drawn())
    check.after()
    check.chat.receives("Unannounced check")
    check.chat.taps("On leave").receives("Please type").says("Until Tuesday.").receives("recorded")
    assert "Late excuse, entered 2 March 09:59, after the draw was committed" in summary(town)
    assert town.book().findings() == []


def test_a_claim_without_a_record_is_information_and_no_finding(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.chat.taps("On an official trip").receives("Please type")
    check.chat.says("To the county.").receives("recorded")
    assert check.town.book().findings() == []
    assert "Nothing is on file for it" in summary(check.town)


def test_nobody_is_asked_again_during_an_absence_that_was_on_file(make_town: MakeTown) -> None:
    """Drawn in the morning, away from noon: the reminder and the calls wait."""
    town = make_town(policy=NO_HOUSEHOLDS, roster=small_roster(officials=1))
    link(town, "O1")
    stop_drawing(town)
    away(town, "O1", hours="12:00-24:00")
    check = Check(town=town, drawn=town.drawn())
    check.after()
    check.chat.receives("Unannounced check")
    town.to(23)
    assert check.contact.disposition is None
    assert len(check.attempts) == 1


def test_where_everybody_may_not_be_asked_the_contact_was_never_begun(
    make_town: MakeTown,
) -> None:
    town = make_town(policy=NO_HOUSEHOLDS, roster=small_roster(officials=1))
    link(town, "O1")
    stop_drawing(town)
    away(town, "O1", hours="10:00-10:29")  # back in the slot's last minute
    drawn = town.drawn()
    contact = town.book().contact_of(drawn.official)
    assert (contact.disposition, contact.why) == (Disposition.NOT_ATTEMPTED, Unbegun.PASSED_OVER)
    assert [one.reason for one in order(town)[1]] == [PassReason.ON_LEAVE]
