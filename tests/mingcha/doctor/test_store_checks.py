"""What the doctor reads from the store."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from fieldwork.book import StoredPause
from fieldwork.issue import CALLS
from fieldwork.rules import Rules
from inspection.policy import PolicyRow
from inspection.roster import Roster
from mingcha.clock import SteppedClock, SystemChance
from mingcha.custody import custodian_of
from mingcha.doctor import custodians, log, pauses, policy, roster, slots
from mingcha.doctor.database import opened as looked_at
from mingcha.doctor.home import CHECK_HOME, room
from mingcha.keys import keys_of
from storage.migrate import head_revision
from tests.databases import Postgresql
from tests.mingcha.doctor.patients import patient, said, started
from tests.mingcha.installation import people_invited
from tests.scenarios.town import small_roster
from tests.shelf import taken
from tests.storage.samples import NOW as SLOTS_AT
from tests.storage.samples import slot_opening

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
CLOCK = SteppedClock(NOW)


def real_people() -> Roster:
    known = small_roster()
    return replace(
        known,
        synthetic=False,
        officials=tuple(replace(one, synthetic=False) for one in known.officials),
        households=tuple(replace(one, synthetic=False) for one in known.households),
        inspectors=tuple(replace(one, synthetic=False) for one in known.inspectors),
    )


def test_an_empty_register_is_told_with_the_command_that_fills_it(home: Path) -> None:
    with started(home) as (_, installation):
        (line,) = roster.CHECK.examine(installation)
    assert (line.level, line.found) == ("fail", "no team is registered")
    assert "mingcha roster import" in line.remedy


def test_a_register_is_counted_and_says_who_is_not_linked(home: Path) -> None:
    with started(home, clock=CLOCK) as (foundation, installation):
        people_invited(foundation)
        lines = said(roster.CHECK, installation)
        here = said(roster.CHECK, replace(installation, region="530128"))
        elsewhere = said(roster.CHECK, replace(installation, region="11"))
    assert lines == here
    assert lines == [
        ("ok", "teams: 1, posted today: 2, households: 5"),
        ("warn", "0 of 2 officials are linked (0 %)"),
        ("ok", "0 of 8 numbers were found not to work"),
        ("warn", "0 of 1 inspectors are linked"),
    ]
    assert elsewhere == [("fail", "no team in region '11'")]


def test_a_register_says_who_was_not_told_the_rules_in_force(home: Path) -> None:
    with started(home, clock=CLOCK) as (foundation, installation):
        people_invited(foundation)
        with foundation.ledger.write() as book:
            for official in ("O1", "O2"):
                chat = book.chats.meet(f"chat of {official}", NOW)
                book.chats.save(replace(chat, kind="official", person=official, state="linked"))
        before = said(roster.CHECK, installation)
        with foundation.ledger.write() as book:
            rules = Rules.at(book, NOW)
            for official in ("O1", "O2"):
                book.announcements.add(
                    official, rules.version, how="sent", from_day=NOW.date(), at=NOW
                )
        after = said(roster.CHECK, installation)
    untold = ("warn", "2 of 2 officials with an account were not told today's rules")
    assert [line for line in before if line not in after] == [untold]
    assert ("ok", "2 of 2 officials are linked (100 %)") in after


def test_invented_numbers_and_a_real_carrier_do_not_go_together(home: Path) -> None:
    real = {"telegram_api": "", "twilio_api": ""}
    with started(home, real, clock=CLOCK) as (foundation, installation):
        people_invited(foundation)
        assert ("fail", "8 numbers are invented") in said(roster.CHECK, installation)
    with started(home.with_name("real"), real, clock=CLOCK) as (foundation, installation):
        with foundation.ledger.write() as book:
            book.roster.store(real_people(), NOW)
        assert "fail" not in [level for level, _ in said(roster.CHECK, installation)]


def test_a_policy_of_defaults_lacks_the_public_number(home: Path) -> None:
    with started(home, clock=CLOCK) as (foundation, installation):
        (version, number) = said(policy.CHECK_POLICY, installation)
        assert version[0] == "ok"
        assert number == ("warn", "public_number is empty")
        row = PolicyRow(
            region="", key="public_number", value="+8687112345", valid_from=date(2026, 1, 1)
        )
        with foundation.ledger.write() as book:
            book.policy.set(row)
        ((level, found),) = said(policy.CHECK_POLICY, installation)
    assert level == "ok"
    assert "1 rows hold" in found


def test_rules_that_contradict_each_other_in_a_region_are_told_with_the_region(home: Path) -> None:
    with started(home, clock=CLOCK) as (foundation, installation):
        with foundation.ledger.write() as book:
            for key, value in (("official.answer_minutes", "60"),):
                row = PolicyRow(region="53", key=key, value=value, valid_from=date(2026, 1, 1))
                book.policy.set(row)
        ((level, found),) = said(policy.CHECK_POLICY, installation)
        beside = said(policy.CHECK_POLICY, replace(installation, region="11"))
    assert level == "fail"
    assert found.startswith("region 53: official.reminder_minutes")
    assert beside[0][0] == "ok"


@pytest.mark.parametrize(
    ("now", "levels"),
    [
        (NOW, {"ok"}),
        (datetime(2100, 1, 1, tzinfo=UTC), {"fail"}),
    ],
)
def test_a_calendar_says_when_it_ends(home: Path, now: datetime, levels: set[str]) -> None:
    with started(home, clock=SteppedClock(now)) as (_, installation):
        lines = said(policy.CHECK_CALENDAR, installation)
    assert {level for level, _ in lines} == levels


def test_a_calendar_that_ends_soon_or_is_not_announced_is_a_warning(home: Path) -> None:
    with started(home, clock=CLOCK) as (foundation, installation):
        with foundation.ledger.read() as book:
            end = max(book.policy.calendar().days)
        late = datetime.combine(end, NOW.time(), tzinfo=UTC) - timedelta(days=30)
        lines = said(policy.CHECK_CALENDAR, replace(installation, clock=SteppedClock(late)))
    assert ("warn", f"it ends on {end}") in lines


def test_the_log_and_the_inbox_are_looked_through(home: Path) -> None:
    with started(home) as (foundation, installation):
        people_invited(foundation)
        ((level, found),) = said(log.CHECK_LOG, installation)
        assert (level, found[-8:]) == ("ok", "unbroken")
        foundation.inbox.append("telegram", "1", b"{}", NOW)
        assert said(log.CHECK_INBOX, installation) == [("ok", "0 applied, 1 waiting")]
        with foundation.ledger.write() as book:
            book.inbox.failed(taken(book, NOW), "Unreadable", NOW, None)
        assert said(log.CHECK_INBOX, installation)[0][0] == "warn"


def test_a_region_that_is_paused_is_told_to_whom_it_concerns(home: Path) -> None:
    with started(home, clock=CLOCK) as (foundation, installation):
        assert said(pauses.CHECK, installation) == [("ok", "no region is paused")]
        pause = StoredPause(id=0, region="5301", reason="flood", began_at=NOW, until=None)
        with foundation.ledger.write() as book:
            book.pauses.begin(pause)
        assert said(pauses.CHECK, installation) == [("warn", "5301 since 2026-03-02")]
        assert said(pauses.CHECK, replace(installation, region="530128"))[0][0] == "warn"
        assert said(pauses.CHECK, replace(installation, region="11"))[0][0] == "ok"


def test_before_the_first_draw_there_is_nothing_to_tell(home: Path) -> None:
    with started(home) as (_, installation):
        assert said(slots.CHECK, installation) == [("skipped", "nothing was ever drawn")]


def test_missed_and_degraded_draws_are_told_with_their_reasons(home: Path) -> None:
    with started(home, clock=SteppedClock(SLOTS_AT + timedelta(hours=6))) as (
        foundation,
        installation,
    ):
        drawn = replace(slot_opening(0), draw=CALLS, state="CLOSED", degraded="no beacon")
        lost = [
            replace(slot_opening(hours), draw=CALLS, state="MISSED", reason="academy silent")
            for hours in (1, 2)
        ]
        with foundation.ledger.write() as book:
            for slot in (drawn, *lost):
                book.slots.commit(slot, b"frame")
        lines = said(slots.CHECK, installation)
    assert lines == [
        ("warn", "2 slots missed in seven days (2 x academy silent), 1 drawn"),
        ("warn", "1 of 1 draws are marked degraded: no beacon"),
    ]


def test_a_local_custodian_is_degraded_and_its_codes_end(home: Path) -> None:
    ((level, _),) = said(custodians.CHECK, patient(home))
    assert level == "skipped"
    custodian_of(patient(home).settings, SystemChance(), NOW)
    degraded, lasts = said(custodians.CHECK, patient(home, clock=CLOCK))
    assert (degraded[0], lasts[0]) == ("warn", "ok")
    assert "local custodian only" in degraded[1]
    for days, wanted in ((340, "warn"), (400, "fail")):
        later = SteppedClock(NOW + timedelta(days=days))
        assert said(custodians.CHECK, patient(home, clock=later))[1][0] == wanted
    (home / "custodian.json").write_text("{}", encoding="utf-8")
    assert said(custodians.CHECK, patient(home))[0][0] == "fail"


def test_custodians_elsewhere_that_are_silent_or_badly_listed_fail(
    home: Path, tmp_path: Path
) -> None:
    roll = tmp_path / "roll.json"
    roll.write_text("[]", encoding="utf-8")
    assert said(custodians.CHECK, patient(home, {"custodians": str(roll)}))[0][0] == "fail"
    entry = {
        "name": "academy",
        "url": "http://127.0.0.1:9",
        "n": 17569,
        "start": "2026-01-01T00:00:00+00:00",
        "anchor": "0" * 64,
        "public_key": "1" * 64,
        "token": "2" * 64,
    }
    roll.write_text(json.dumps([entry]), encoding="utf-8")
    silent, alone, lasts = said(
        custodians.CHECK, patient(home, {"custodians": str(roll)}, clock=CLOCK)
    )
    assert silent == ("fail", "academy: it does not answer (ConnectError)")
    assert (alone[0], lasts[0]) == ("warn", "ok")


def test_files_that_others_may_read_are_told(home: Path) -> None:
    ((level, _),) = said(CHECK_HOME, patient(home))
    assert level == "skipped"
    home.mkdir(mode=0o700)
    keys_of(patient(home).settings)
    installation = patient(home)
    assert [level for level, _ in said(CHECK_HOME, installation)] == ["ok"]
    (home / "store.key").chmod(0o640)
    home.chmod(0o755)
    assert [level for level, _ in said(CHECK_HOME, installation)] == ["warn", "fail"]


def test_a_key_that_is_gone_is_told_before_anything_makes_a_new_one(home: Path) -> None:
    with started(home):
        pass
    (home / "store.key").unlink()
    installation = patient(home)
    assert [level for level, _ in said(CHECK_HOME, installation)] == ["fail"]
    with looked_at(installation) as (ledger, line):
        assert ledger is None
    assert line.level == "fail"
    assert not (home / "store.key").exists()


@pytest.mark.parametrize(("mebibytes", "level"), [(100, "fail"), (500, "warn"), (2048, "ok")])
def test_little_room_is_told(mebibytes: int, level: str) -> None:
    assert room(mebibytes * 2**20, "/srv").level == level


def test_a_database_of_another_key_is_not_opened(home: Path) -> None:
    with started(home):
        pass
    with looked_at(patient(home, {"store_key": "ab" * 32})) as (ledger, line):
        assert ledger is None
    assert (line.level, line.found) == ("fail", "it was sealed with another key than ours")


def test_a_shared_database_is_looked_at_and_not_migrated(
    home: Path, empty_postgresql_url: str, postgresql: Postgresql
) -> None:
    for _ in range(2):
        with looked_at(patient(home, {"database_url": empty_postgresql_url})) as (ledger, line):
            assert ledger is None
        assert line.level == "fail"
        assert line.found == f"its schema is none, this program needs {head_revision()}"
        assert "mingcha migrate" in line.remedy
    gone = empty_postgresql_url.replace("/t", "/no_such_")
    with looked_at(patient(home, {"database_url": gone})) as (_, line):
        assert line.level == "fail"
    assert postgresql is not None
