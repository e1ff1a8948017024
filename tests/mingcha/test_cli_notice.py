from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from inspection.policy import PolicyRow
from simulator import World
from tests.mingcha.command import EMBEDDED, Mingcha
from tests.scenarios.town import Town, town_on

BY = ("--by", "I1")
ON = ("--on", "2026-03-01")


@pytest.fixture
def town(database: str, home: Path, world: World) -> Iterator[Town]:
    with ExitStack() as towns:
        yield towns.enter_context(town_on(database, home, world))


def set_rule(town: Town, key: str, value: str, region: str = "") -> None:
    with town.product.foundation.ledger.write() as book:
        book.policy.set(PolicyRow(region=region, key=key, value=value, valid_from=date(2026, 1, 1)))


@EMBEDDED
@pytest.mark.parametrize("short", [True, False])
def test_the_notice_is_written_in_both_languages(
    mingcha: Mingcha, town: Town, tmp_path: Path, short: bool
) -> None:
    out = tmp_path / "notice.html"
    arguments = ("notice",) if short else ("notice", "print")
    told = mingcha(*arguments, str(out), "--region", "530128")
    assert (told.status, told.err) == (0, "")
    assert "4 pages, version" in told.out
    html = out.read_text(encoding="utf-8")
    for part in ("Luquan (530128)", "+8687112345", "驻村工作抽查公告", "To the villagers"):
        assert part in html


@EMBEDDED
def test_one_language_and_the_regions_with_rules_of_their_own(
    mingcha: Mingcha, town: Town, tmp_path: Path
) -> None:
    set_rule(town, "official.contacts_a_month", "1", "530128106")
    set_rule(town, "household.busy_minutes", "30", "5301")
    told = mingcha("notice", str(tmp_path / "n.html"), "--language", "zh")
    assert "2 pages" in told.out
    assert "These regions have rules of their own: 530128106; print theirs, too." in told.out


@EMBEDDED
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--language", "fr"), "--language 'fr': expected "),
        (("--region", "44"), "no village of the register has a code that begins so"),
        (("--region", "x"), "write the code of a province (2)"),
    ],
)
def test_a_notice_that_cannot_be_is_refused(
    mingcha: Mingcha, town: Town, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    out = tmp_path / "n.html"
    refused = mingcha("notice", str(out), *arguments)
    assert refused.status == 2
    assert told in refused.err
    assert not out.exists()


@EMBEDDED
def test_without_a_public_number_the_remedy_is_told(
    mingcha: Mingcha, town: Town, tmp_path: Path
) -> None:
    set_rule(town, "public_number", "")
    refused = mingcha("notice", str(tmp_path / "n.html"), "--region", "5301")
    assert refused.status == 2
    assert "mingcha policy set public_number" in refused.err
    assert "--region 5301 --reason" in refused.err


def test_whoever_was_handed_the_notice_may_be_asked(mingcha: Mingcha, town: Town) -> None:
    told = mingcha("notice", "given", "O1", *BY, *ON)
    assert (told.status, told.err) == (0, "")
    assert told.out.startswith("Noted: notice handed over on 2026-03-01 to 1 (version ")
    assert "Noted before: 1." in mingcha("notice", "given", "--team", "T1", *BY, *ON).out
    assert "Noted before: 2." in mingcha("notice", "given", "--region", "53", *BY, *ON).out
    with town.product.foundation.ledger.read() as book:
        latest = book.announcements.latest(date(2026, 3, 2))
    assert {who: (what.how, what.ever) for who, what in latest.items()} == {
        "O1": ("given", True),
        "O2": ("given", True),
    }


@EMBEDDED
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("O1", "--by", "I9", *ON), "--by 'I9': no such inspector"),
        (("O1", "O9", *BY, *ON), "O9: no such official in the register"),
        (("O1", *BY, "--on", "2024-12-31"), "O1: not posted on 2024-12-31"),
        (("--team", "T9", *BY, *ON), "--team 'T9': no such team"),
        (("--region", "44", *BY, *ON), "no village of the register"),
        ((*BY, *ON), "nobody was named"),
    ],
)
def test_what_cannot_be_noted_is_refused_and_nothing_is_noted(
    mingcha: Mingcha, town: Town, arguments: tuple[str, ...], told: str
) -> None:
    refused = mingcha("notice", "given", *arguments)
    assert refused.status == 2
    assert told in refused.err
    with town.product.foundation.ledger.read() as book:
        assert book.announcements.latest(date(2030, 1, 1)) == {}


@EMBEDDED
def test_a_day_that_lies_ahead_is_refused(mingcha: Mingcha, town: Town) -> None:
    ahead = datetime.now(UTC).date() + timedelta(days=3)
    refused = mingcha("notice", "given", "O1", *BY, "--on", ahead.isoformat())
    assert refused.status == 2
    assert f"O1: {ahead} lies ahead" in refused.err


@EMBEDDED
def test_a_number_that_begins_tomorrow_is_not_called_missing(
    mingcha: Mingcha, tmp_path: Path
) -> None:
    out = str(tmp_path / "notice.html")
    number = ("policy", "set", "public_number", "+8687112345", "--reason", "our office")
    assert "public_number is not set" in mingcha("notice", out).err
    assert mingcha(*number).status == 0
    told = mingcha("notice", out)
    assert (told.status, "public_number begins on " in told.err) == (2, True)
    today = told.err.split("--from ")[1].strip()
    assert mingcha(*number, "--from", today).status == 0
    assert mingcha("notice", out).status == 0
