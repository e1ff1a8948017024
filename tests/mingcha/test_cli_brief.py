from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from simulator import World
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.scenarios.town import Drawn, Town, official_number, town_on

ONLY_ONE = {"household.calls": "1", "household.contacts_an_inspection": "1"}
"""One household is called, and nobody in its place: its refusal closes the inspection."""
MONDAY = "2026-03-02"
WORK = "We are mending the water pipe."


@pytest.fixture
def town(database: str, home: Path, world: World) -> Iterator[Town]:
    with ExitStack() as towns:
        yield towns.enter_context(town_on(database, home, world, policy=ONLY_ONE))


@pytest.fixture
def drawn(town: Town) -> Drawn:
    """Monday at eleven: somebody was drawn and has answered."""
    town.link("O1", "O2", "I1")
    drawn = town.drawn()
    town.to(11)
    chat = town.chat(drawn.official).receives("Unannounced check")
    chat.taps("In the village").receives("Please type").says(WORK).receives("Thank you")
    return drawn


def finished(town: Town, drawn: Drawn) -> None:
    """The household refuses, which closes the inspection; its summary is sent."""
    phone = town.phone_of(drawn.households[0]).answers()
    phone.hears("Choose your language").chooses("English")
    phone.hears("alone").chooses("no")
    town.to(23)


def test_an_open_inspection_of_the_day_is_shown_as_open(mingcha: Mingcha, drawn: Drawn) -> None:
    told = mingcha("brief", "--day", MONDAY)
    assert (told.status, told.err) == (0, "")
    assert told.out.startswith("Digest of Monday 2 March\n1 inspection drawn")
    assert f"Inspection {drawn.inspection.id}: still open." in told.out


def test_a_finished_inspection_is_shown_as_its_inspector_got_it(
    mingcha: Mingcha, town: Town, drawn: Drawn
) -> None:
    finished(town, drawn)
    with town.product.foundation.ledger.read() as book:
        (summary,) = book.summaries.of_inspection(drawn.inspection.id)
    told = mingcha("brief", "--day", MONDAY)
    assert summary.text in told.out
    assert WORK in told.out
    assert "still open" not in told.out
    assert any(summary.text[:200] in message.text for message in town.chat("I1").messages)


def test_the_digest_is_the_one_that_was_sent_at_the_days_end(
    mingcha: Mingcha, town: Town, drawn: Drawn
) -> None:
    finished(town, drawn)
    digest = town.chat("I1").messages[-1].text
    told = mingcha("brief", "--day", MONDAY, "--inspector", "I1")
    assert told.out.startswith(digest)


@EMBEDDED
def test_a_day_without_draws_says_so(mingcha: Mingcha, drawn: Drawn) -> None:
    told = mingcha("brief", "--day", "2026-03-01")
    assert told.status == 0
    assert "Inspection" not in told.out


@EMBEDDED
def test_the_digest_can_be_read_in_chinese(mingcha: Mingcha, drawn: Drawn) -> None:
    english = mingcha("brief", "--day", MONDAY, "--language", "en").out
    chinese = mingcha("brief", "--day", MONDAY, "--language", "zh").out
    assert english != chinese
    assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese.splitlines()[0])


@EMBEDDED
def test_no_number_is_ever_shown(mingcha: Mingcha, town: Town, drawn: Drawn) -> None:
    finished(town, drawn)
    told = mingcha("brief", "--day", MONDAY)
    assert official_number(1)[3:-3] not in told.out


@EMBEDDED
def test_an_unknown_inspector_is_refused_with_those_who_are_known(
    mingcha: Mingcha, drawn: Drawn
) -> None:
    told = mingcha("brief", "--day", MONDAY, "--inspector", "I9")
    assert (told.status, told.out) == (2, "")
    assert told.err == "mingcha: --inspector 'I9': expected one of I1\n"


@EMBEDDED
def test_without_inspectors_an_unknown_one_is_refused_too(mingcha: Mingcha) -> None:
    told = mingcha("brief", "--day", MONDAY, "--inspector", "I1")
    assert told.status == 2
    assert "none is registered" in told.err


@EMBEDDED
@pytest.mark.parametrize(
    ("arguments", "right"),
    [
        (("--day", MONDAY, "--language", "fr"), "--language 'fr': expected zh or en"),
        (("--day", "2 March"), "'%Y-%m-%d'"),
        ((), "--day"),
    ],
)
def test_what_cannot_be_understood_is_refused(
    mingcha: Mingcha, arguments: tuple[str, ...], right: str
) -> None:
    told = mingcha("brief", *arguments)
    assert told.status == 2
    assert right in told.err


@EMBEDDED
def test_every_reading_is_noted(mingcha: Mingcha, town: Town, drawn: Drawn) -> None:
    def heads() -> bytes:
        with town.product.foundation.ledger.read() as book:
            return book.audit.head()

    before = heads()
    mingcha("brief", "--day", MONDAY)
    assert heads() != before
