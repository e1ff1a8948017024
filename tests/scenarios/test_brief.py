"""`mingcha brief` prints what the inspectors got."""

from datetime import timedelta

import pytest
from typer.testing import CliRunner

from mingcha.cli.main import app
from tests.scenarios.check import Check, MakeTown
from tests.scenarios.town import Town


@pytest.mark.parametrize("linked", [True, False])
def test_brief_prints_what_an_inspector_got_or_would_have_got(
    make_town: MakeTown, linked: bool
) -> None:
    check = Check.drawn_in(make_town)
    if linked:
        check.town.link("I1")
    check.after()
    check.chat.receives("Unannounced").taps("On leave").receives("Until").says("Friday.")
    check.chat.receives("recorded")
    check.town.to(23)
    (summary,) = stored(check.town)
    printed = brief(check.town)
    assert summary in printed
    assert "Digest of Monday 2 March\n1 inspection drawn; 1 contact" in printed
    if linked:
        check.town.chat("I1").receives(summary).receives("Digest of Monday 2 March")
    else:
        check.town.link("I1")
        check.town.clock.run_until(check.town.world.now + timedelta(hours=1))
        check.town.chat("I1").receives_nothing()


def test_brief_prints_below_a_summary_what_was_said_after_it(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.chat.taps("On leave").receives("Until when")
    check.after(hours=5)
    check.chat.receives("A reminder")
    (summary,) = stored(check.town)
    assert "After this summary:" not in brief(check.town)
    check.chat.says("Until Friday.").receives("marked late")
    check.chat.says("The road was closed.").receives("Your statement is kept")
    _, _, after = brief(check.town).partition(f"{summary}\n\nAfter this summary:\n")
    late, statement = after.splitlines()[:2]
    assert late.endswith("“Until Friday.” (late)")
    assert statement.endswith("statement: “The road was closed.”")


def test_brief_shows_the_digest_of_a_past_day_as_it_was_sent(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town, policy={"digest.at": "10:05"})
    check.town.link("I1")
    check.town.to(11)
    inspector = check.town.chat("I1").receives("Digest of Monday 2 March")
    sent = inspector.messages[-1].text
    check.chat.receives("Unannounced").taps("On leave").receives("Until").says("Friday.")
    check.chat.receives("recorded")
    check.town.to(9, day=3)
    inspector.receives("Inspection 1")
    assert "0 inspections assessed since" in sent
    assert "0 inspections assessed since" in brief(check.town)
    assert "1 inspection assessed since" in brief(check.town, day="2026-03-03")


def stored(town: Town) -> list[str]:
    with town.product.foundation.ledger.read() as book:
        return [summary.text for summary in book.summaries.of_inspection(1)]


def brief(town: Town, *, day: str = "2026-03-02") -> str:
    """`mingcha brief --day ...` beside the running product."""
    settings = town.product.foundation.settings
    environment = {
        "MINGCHA_HOME": str(settings.home),
        "MINGCHA_DATABASE_URL": settings.url,
    }
    done = CliRunner().invoke(app, ["brief", "--day", day], env=environment)
    assert done.exit_code == 0, done.output
    return done.output
