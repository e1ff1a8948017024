from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from stat import S_IMODE

import pytest

from inspection.calendar import DayKind
from mingcha.environment import read_settings
from mingcha.foundation import Foundation
from mingcha.provision import make_ready, seed_calendar
from mingcha.settings import Settings, SettingsRefused
from storage.seal import SealBroken
from storage.store import SchemaDiffers
from tests.mingcha.command import Mingcha
from tests.mingcha.installation import STEPPED, environment, opened, people_invited

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
OTHER_KEY = "ab" * 32


def test_an_embedded_store_is_made_ready_in_a_folder_of_its_owner(
    settings: Settings, home: Path
) -> None:
    make_ready(settings)
    assert S_IMODE(home.stat().st_mode) == 0o700
    with Foundation.of(settings) as foundation, foundation.ledger.read() as book:
        assert book.roster.counts().get("teams", 0) == 0


def test_making_ready_again_changes_nothing(settings: Settings) -> None:
    with opened(settings) as foundation:
        people_invited(foundation)
    with opened(settings) as foundation, foundation.ledger.read() as book:
        assert book.roster.counts()["teams"] == 1


def test_a_home_that_cannot_be_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    for home in (tmp_path / "file", tmp_path / "file" / "home"):
        with pytest.raises(SettingsRefused, match=f"MINGCHA_HOME: {home} cannot be made"):
            make_ready(read_settings(environment(home)))


def test_a_shared_database_is_never_migrated_on_the_way(home: Path, empty_database: str) -> None:
    settings = read_settings(environment(home, database_url=empty_database))
    make_ready(settings)
    with pytest.raises(SchemaDiffers, match="run `mingcha migrate`"):
        Foundation.of(settings)


def test_a_store_opens_with_its_key_and_with_no_other(home: Path, database: str) -> None:
    own = environment(home, database_url=database, store_key="cd" * 32)
    other = own | {"MINGCHA_STORE_KEY": OTHER_KEY}
    with opened(read_settings(own)) as foundation:
        people_invited(foundation)
    with pytest.raises(SealBroken, match="the key does not belong to this store"):
        Foundation.of(read_settings(other))
    with Foundation.of(read_settings(own)) as foundation, foundation.ledger.read() as book:
        assert book.roster.counts()["teams"] == 1


def test_a_command_with_another_key_is_refused_and_changes_nothing(
    home: Path, database: str
) -> None:
    own = environment(home, database_url=database)
    with opened(read_settings(own)) as foundation:
        before = people_invited(foundation)
    told = Mingcha(own | {"MINGCHA_STORE_KEY": OTHER_KEY})("invite", "--bot", "a_bot")
    assert (told.status, told.out) == (2, "")
    assert told.err.startswith("mingcha: the key does not belong to this store")
    assert "nothing was opened or changed" in told.err
    with opened(read_settings(own)) as foundation, foundation.ledger.read() as book:
        invite = book.chats.invite_of(before["O1"])
        assert invite is not None


def test_the_calendar_reaches_to_the_end_of_the_next_year(settings: Settings) -> None:
    make_ready(settings)
    with Foundation.of(settings) as foundation:
        seed_calendar(foundation.ledger, NOW, "CN")
        with foundation.ledger.read() as book:
            days = book.policy.calendar().days
    assert (min(days), max(days)) == (date(2024, 1, 1), date(2027, 12, 31))
    assert not days[date(2026, 10, 1)].working


def test_a_calendar_that_is_there_is_left_alone(settings: Settings) -> None:
    make_ready(settings)
    with Foundation.of(settings) as foundation:
        seed_calendar(foundation.ledger, NOW, "CN")
        seed_calendar(foundation.ledger, NOW, "VN")
        with foundation.ledger.read() as book:
            assert not book.policy.calendar().days[date(2026, 10, 1)].working
        seed_calendar(foundation.ledger, NOW.replace(year=2027), "CN")
        with foundation.ledger.read() as book:
            assert max(book.policy.calendar().days) == date(2028, 12, 31)


def test_what_was_announced_meanwhile_is_taken_for_days_ahead_that_nobody_confirmed(
    settings: Settings,
) -> None:
    """A store from before 2026 was announced: everything in it was expected to be ordinary."""
    ordinary = DayKind(working=True, confirmed=False)
    passed, ahead, imported = date(2026, 1, 1), date(2026, 5, 1), date(2026, 10, 1)
    with opened(settings) as foundation:
        with foundation.ledger.write() as book:
            held = {passed: ordinary, ahead: ordinary, imported: replace(ordinary, confirmed=True)}
            book.policy.set_calendar(book.policy.calendar().replaced(held))
        seed_calendar(foundation.ledger, NOW, "CN")
        with foundation.ledger.read() as book:
            days = book.policy.calendar().days
    assert days[passed] == ordinary
    assert (days[ahead].working, days[ahead].confirmed) == (False, True)
    assert days[imported].working


def test_a_restart_with_a_seed_does_not_draw_its_tokens_again(home: Path) -> None:
    settings = read_settings(environment(home, **STEPPED))
    with opened(settings) as foundation:
        codes = people_invited(foundation)
    with opened(settings) as foundation:
        again = people_invited(foundation)
    assert not set(codes.values()) & set(again.values())
