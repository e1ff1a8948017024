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
    assert "Digest of Monday 2 March\n1 inspections drawn; 1 contacts" in printed
    if linked:
        check.town.chat("I1").receives(summary).receives("Digest of Monday 2 March")
    else:
        check.town.link("I1")
        check.town.clock.run_until(check.town.world.now + timedelta(hours=1))
        check.town.chat("I1").receives_nothing()


def stored(town: Town) -> list[str]:
    with town.product.foundation.ledger.read() as book:
        return [summary.text for summary in book.summaries.of_inspection(1)]


def brief(town: Town) -> str:
    """`mingcha brief --day 2026-03-02` beside the running product."""
    settings = town.product.foundation.settings
    environment = {
        "MINGCHA_HOME": str(settings.home),
        "MINGCHA_DATABASE_URL": settings.url,
    }
    done = CliRunner().invoke(app, ["brief", "--day", "2026-03-02"], env=environment)
    assert done.exit_code == 0, done.output
    return done.output
