"""What the desk may read, and what it must give a reason for."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from simulator import World
from tests.mingcha.command import EMBEDDED, Mingcha, Told
from tests.scenarios.answers import OPENING, says
from tests.scenarios.town import (
    VILLAGE,
    Drawn,
    Town,
    household_number,
    official_number,
    small_roster,
    town_on,
)

MARCH = ("--from", "2026-03-01", "--to", "2026-03-07")
WORK = "We are mending the water pipe."
WHY = "check the wrong number of the register"


@pytest.fixture
def town(database: str, home: Path, world: World) -> Iterator[Town]:
    """One household is called. None is in the programme: then everybody is asked about money."""
    one = {"household.calls": "1", "household.contacts_an_inspection": "1"}
    roster = small_roster()
    outside = tuple(replace(household, in_programme=False) for household in roster.households)
    with ExitStack() as towns:
        town = town_on(
            database, home, world, policy=one, roster=replace(roster, households=outside)
        )
        yield towns.enter_context(town)


@pytest.fixture
def asked(town: Town) -> Drawn:
    """Monday at eleven: the official has answered, the household is called in the evening."""
    town.link("O1", "O2", "I1")
    drawn = town.drawn()
    town.to(11)
    chat = town.chat(drawn.official).receives("Unannounced check")
    chat.taps("In the village").receives("Please type").says(WORK).receives("Thank you")
    return drawn


@pytest.fixture
def closed(town: Town, asked: Drawn) -> Drawn:
    """The household says that somebody asked it for money."""
    phone = town.phone_of(asked.households[0]).answers()
    phone.hears("Choose your language").chooses("English").hears("alone").chooses("yes")
    phone.hears("Is your household").chooses("yes")
    contact = town.book().contact_of(asked.households[0])
    for question in contact.dialogue.order[len(OPENING) :]:
        if question == "money":
            phone.hears("ask you for money").chooses("somebody asked")
        else:
            says(phone, question)
    town.to(23)
    return asked


def log_of(town: Town) -> list[tuple[str, str]]:
    """Acts of the desk with what they were about, oldest first."""
    with town.product.foundation.ledger.read() as book:
        newest = book.audit.newest().index
        entries = [book.audit.proof(n).entry for n in range(1, newest + 1)]
    return [(str(e["act"]), str(e["about"])) for e in entries if e["actor"] == "operator"]


def json_of(told: Told) -> list[dict[str, object]]:
    assert told.status == 0, told.err
    found = json.loads(told.out)
    assert isinstance(found, list)
    return found


def secrets_of(drawn: Drawn) -> list[str]:
    official = int(drawn.official[1:])
    household = int(drawn.households[0][1:])
    return [official_number(official), f"Official {official}", household_number(household)]


def test_an_open_inspection_is_hidden_until_a_reason_is_in_the_log(
    mingcha: Mingcha, town: Town, asked: Drawn
) -> None:
    assert json_of(mingcha("inspections", "list", *MARCH, "--json")) == []
    refused = mingcha("inspections", "list", *MARCH, "--open")
    assert (refused.status, refused.out) == (2, "")
    assert "expected a reason with it" in refused.err
    refused = mingcha("contacts", "show", "1")
    assert "still open, and who learns of it could warn" in refused.err
    (found,) = json_of(mingcha("inspections", "list", *MARCH, "--open", "--reveal", WHY, "--json"))
    assert found["inspection"] == asked.inspection.id
    assert found["assessed_at"] is None
    assert log_of(town)[-1] == ("revealed", f"inspections {asked.inspection.id}: {WHY}")


def test_lists_show_outcomes_and_neither_names_nor_numbers(
    mingcha: Mingcha, town: Town, closed: Drawn
) -> None:
    lists = [
        mingcha(kind, "list", *MARCH, *more)
        for kind in ("inspections", "contacts", "findings")
        for more in ((), ("--json",))
    ]
    for told in lists:
        assert told.status == 0
        assert closed.official in told.out
        assert [one for one in secrets_of(closed) if one in told.out] == []
        assert closed.households[0] not in told.out
    assert "COMPLETE" in lists[0].out
    assert "household 1" in lists[2].out
    assert "money or gifts were asked for" in " ".join(lists[4].out.split())


def test_a_reason_shows_names_and_numbers_and_stands_in_the_log(
    mingcha: Mingcha, town: Town, closed: Drawn
) -> None:
    contacts = json_of(mingcha("contacts", "list", *MARCH, "--json", "--reveal", WHY))
    numbers = {str(one["person"]): one["numbers"] for one in contacts}
    assert numbers == {closed.official: [secrets_of(closed)[0]], "household 1": None}
    shown_ids = ",".join(str(one["contact"]) for one in contacts)
    assert log_of(town)[-1] == ("revealed", f"contacts {shown_ids}: {WHY}")
    shown = mingcha("inspections", "show", str(closed.inspection.id), "--reveal", WHY)
    assert secrets_of(closed)[1] in shown.out
    hidden = mingcha("inspections", "show", str(closed.inspection.id))
    assert secrets_of(closed)[1] not in hidden.out
    assert WORK in hidden.out


def test_nobody_learns_which_household_it_was_that_said_something(
    mingcha: Mingcha, town: Town, closed: Drawn
) -> None:
    contacts = json_of(mingcha("contacts", "list", *MARCH, "--kind", "household", "--json"))
    (one,) = contacts
    number = str(one["contact"])
    assert one["answers"]
    assert log_of(town)[-1] == ("read", f"contacts {number}")
    for told in (
        mingcha("contacts", "show", number),
        mingcha("contacts", "show", number, "--reveal", WHY),
        mingcha("contacts", "list", *MARCH, "--json", "--reveal", WHY),
    ):
        assert told.status == 0
        assert "household 1" in told.out
        assert closed.households[0] not in told.out
        assert secrets_of(closed)[2] not in told.out


def test_a_strangers_number_can_be_found_so_that_the_register_is_mended(
    mingcha: Mingcha, town: Town, asked: Drawn
) -> None:
    phone = town.phone_of(asked.households[0]).answers()
    phone.hears("Choose your language").chooses("English").hears("alone").chooses("yes")
    phone.hears("Is your household").chooses("no")
    open_one = mingcha("contacts", "show", "2", "--reveal", WHY)
    assert secrets_of(asked)[2] not in open_one.out, "it may still say something"
    town.to(23)
    wrong = ("contacts", "list", *MARCH, "--disposition", "WRONG_PERSON", "--json")
    (one,) = json_of(mingcha(*wrong, "--reveal", WHY))
    assert one["person"] == asked.households[0]
    assert one["numbers"] == [secrets_of(asked)[2]]
    (hidden,) = json_of(mingcha(*wrong))
    assert (hidden["person"], hidden["numbers"]) == ("household 1", None)


def test_every_look_at_one_of_them_is_noted(mingcha: Mingcha, town: Town, closed: Drawn) -> None:
    number = str(closed.inspection.id)
    mingcha("inspections", "show", number)
    mingcha("findings", "show", number)
    mingcha("contacts", "show", "1")
    assert log_of(town)[-3:] == [
        ("read", f"inspection {number}"),
        ("read", f"findings of inspection {number}"),
        ("read", "contact 1"),
    ]


@EMBEDDED
def test_findings_are_shown_with_reason_and_evidence(
    mingcha: Mingcha, town: Town, closed: Drawn
) -> None:
    told = mingcha("findings", "show", str(closed.inspection.id))
    assert "money or gifts were asked for · serious · inspection" in told.out
    assert "why: 1 household said that somebody asked" in told.out
    assert "household 1: money = " in told.out
    chinese = mingcha("findings", "show", str(closed.inspection.id), "--language", "zh")
    assert "1户说有人向他们要过钱物" in chinese.out


@EMBEDDED
@pytest.mark.parametrize(
    ("filters", "there"),
    [
        ((), True),
        (("--region", VILLAGE[:6]), True),
        (("--region", "110000"), False),
        (("--team", "T1"), True),
        (("--team", "T2"), False),
        (("--found",), True),
        (("--to", "2026-03-01", "--from", "2026-02-01"), False),
    ],
)
def test_filters_leave_out_what_was_not_wanted(
    mingcha: Mingcha, closed: Drawn, filters: tuple[str, ...], there: bool
) -> None:
    found = json_of(mingcha("inspections", "list", *MARCH, *filters, "--json"))
    assert bool(found) is there


@EMBEDDED
def test_contacts_are_chosen_by_kind_outcome_and_inspection(
    mingcha: Mingcha, closed: Drawn
) -> None:
    def found(*filters: str) -> int:
        return len(json_of(mingcha("contacts", "list", *MARCH, *filters, "--json")))

    assert found() == 2
    assert found("--kind", "official") == 1
    assert found("--disposition", "COMPLETE", "--disposition", "PARTIAL") == 2
    assert found("--disposition", "REFUSED") == 0
    assert found("--inspection", str(closed.inspection.id)) == 2
    assert found("--limit", "1") == 1


@EMBEDDED
@pytest.mark.parametrize(
    ("arguments", "right"),
    [
        (("inspections", "show", "99"), "there is no inspection 99"),
        (("contacts", "show", "99"), "there is no contact 99"),
        (("inspections", "list", "--region", "5301x"), "--region '5301x':"),
        (("contacts", "list", "--kind", "cat"), "--kind 'cat': expected official or household"),
        (("findings", "show", "1", "--language", "fr"), "--language 'fr': expected zh or en"),
        (("contacts", "list", "--reveal", "x"), "--reveal: 'x' is too short"),
        (
            ("findings", "list", "--from", "2026-03-02", "--to", "2026-03-01"),
            "--from 2026-03-02 lies after --to 2026-03-01",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_would_be_right(
    mingcha: Mingcha, town: Town, arguments: tuple[str, ...], right: str
) -> None:
    told = mingcha(*arguments)
    assert (told.status, told.out) == (2, "")
    assert right in told.err
