"""Somebody calls us: what is heard, and what follows; on both databases."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from fieldwork.calling_back import (
    CALLS_A_MINUTE,
    CALLS_AN_HOUR,
    LIVE_FOR,
    MOST_ASKED,
    WISHES_A_DAY,
    CallingBack,
    call_over,
    on_the_line,
)
from inspection.call import Turn
from inspection.incoming_call import IncomingCall
from inspection.policy import PolicyRow
from storage.store import Store
from telephony.numbering import PhoneNumbering
from tests.storage.samples import (
    HOUSEHOLD_NUMBER,
    NOW,
    OFFICIAL_NUMBER,
    ROSTER,
    SECOND_NUMBER,
    contact_of,
    open_inspection,
)

STRANGER = "+8619900009999"
HIDDEN = ("anonymous", "", "+266696687", "+7378742883", "+2562533", "+8656696", "+86282452253")
"""As the carrier shows callers who do not show their number."""


@dataclass(kw_only=True)
class Line:
    store: Store
    now: datetime = NOW
    calls: int = 0

    def __post_init__(self) -> None:
        self._answers = CallingBack(
            ledger=self.store.ledger,
            now=lambda: self.now,
            numbering=PhoneNumbering(("CN",), "CN"),
            voices=("zh", "en"),
        )

    def hears(self, sid: str, number: str, step: int = 0, key: str = "") -> Turn | None:
        return self._answers.converse(
            IncomingCall(provider_id=sid, caller=number, step=step, digits=key)
        )

    def call(self, number: str, *keys: str) -> list[str]:
        """All that is heard in one call, in Chinese."""
        self.calls += 1
        heard, step = [], 0
        for key in ("", *keys):
            turn = self.hears(f"CA{self.calls}", number, step, key)
            if turn is None:
                return ["turned away"]
            assert [line.language for line in turn.lines] == ["zh", "en"]
            heard.append(turn.lines[0].text)
            if not turn.listens:
                break
            step = turn.step
        return heard


@pytest.fixture
def line(store: Store) -> Line:
    with store.ledger.write() as book:
        book.roster.store(ROSTER, NOW)
        row = PolicyRow(region="", key="public_number", value="+8687112345", valid_from=NOW.date())
        book.policy.set(row)
        contact = replace(contact_of(open_inspection(book)), next_at=NOW + timedelta(days=1))
        book.contacts.open(replace(contact, person="H1"))
    return Line(store=store)


def test_everybody_hears_the_same_whatever_they_press(line: Line) -> None:
    people = (HOUSEHOLD_NUMBER, SECOND_NUMBER, OFFICIAL_NUMBER, STRANGER)
    for keys in ([""], ["1"], ["7"], ["9", "9"], ["5", "1"], ["*", "#"]):
        said = {number: line.call(number, *keys) for number in people}
        assert len({tuple(heard) for heard in said.values()}) == 1
        line.now += timedelta(hours=1)
    assert "+ 8 6 8 7" in line.call(STRANGER)[0]


def test_who_does_not_show_a_number_can_do_nothing_and_is_told_so(line: Line) -> None:
    for caller in HIDDEN:
        assert "看不到您的号码" in line.call(caller, "1")[-1]
        assert "看不到您的号码" in line.call(caller, "7")[-1]
        line.now += timedelta(minutes=1)
    with line.store.ledger.read() as book:
        assert book.opt_outs.current() == []


def test_key_seven_means_never_again(line: Line) -> None:
    line.call(HOUSEHOLD_NUMBER, "7")
    with line.store.ledger.read() as book:
        (one,) = book.opt_outs.current()
        assert (one.how, [who.person for who in one.holders]) == ("call", ["H1", "H2"])
        (contact,) = book.contacts.of_person("household", "H1", NOW - timedelta(days=9))
        assert contact.next_at == line.now


def test_a_repeat_of_a_step_hears_the_same_and_does_nothing_twice(line: Line) -> None:
    first = line.hears("CA9", HOUSEHOLD_NUMBER)
    assert line.hears("CA9", HOUSEHOLD_NUMBER) == first
    bye = line.hears("CA9", HOUSEHOLD_NUMBER, 1, "1")
    line.now += timedelta(seconds=9)
    assert line.hears("CA9", HOUSEHOLD_NUMBER, 1, "7") == bye
    assert line.hears("CA9", HOUSEHOLD_NUMBER, 8, "7") == bye
    with line.store.ledger.read() as book:
        assert book.opt_outs.current() == []
        assert book.incoming.wishes_since(NOW - timedelta(days=1), HOUSEHOLD_NUMBER) == 1


def test_silence_and_wrong_keys_end_soon(line: Line) -> None:
    heard = line.call(STRANGER, *("",) * 9)
    assert len(heard) == MOST_ASKED + 1
    assert heard[-1].endswith("再见。")


def test_a_number_is_turned_away_after_some_calls_an_hour_known_or_not(line: Line) -> None:
    for number in (HOUSEHOLD_NUMBER, STRANGER):
        answered = [line.call(number) != ["turned away"] for _ in range(CALLS_AN_HOUR + 2)]
        assert answered == [True] * CALLS_AN_HOUR + [False] * 2
        line.now += timedelta(minutes=2)
    line.now += timedelta(hours=1)
    assert line.call(STRANGER) != ["turned away"]


def test_made_up_callers_cost_so_much_a_minute(line: Line) -> None:
    answered = [
        line.call(f"+86199000{20000 + n}") != ["turned away"] for n in range(CALLS_A_MINUTE + 3)
    ]
    assert answered.count(True) == CALLS_A_MINUTE
    line.now += timedelta(minutes=1, seconds=1)
    assert line.call(STRANGER) != ["turned away"]


def test_a_wish_counts_some_times_a_day(line: Line) -> None:
    for _ in range(WISHES_A_DAY + 2):
        assert "请先挂机" in line.call(SECOND_NUMBER, "1")[-1]
        line.now += timedelta(minutes=30)
    with line.store.ledger.read() as book:
        day = NOW - timedelta(days=1)
        assert book.incoming.wishes_since(day, SECOND_NUMBER) == WISHES_A_DAY


def test_a_caller_is_on_the_line_until_the_end_is_told_or_long_silence(line: Line) -> None:
    line.call(HOUSEHOLD_NUMBER)
    with line.store.ledger.write() as book:
        numbers = [
            one.id
            for household in ("H1", "H2")
            for one in book.roster.voice_addresses("household", household)
        ]
        assert [on_the_line(book, one, line.now) for one in numbers] == [True, False, True]
        assert not on_the_line(book, numbers[0], line.now + LIVE_FOR)
        call_over(book, "CA1", line.now)
        assert not on_the_line(book, numbers[0], line.now)
        call_over(book, "CA1", line.now)
        call_over(book, "CA unknown", line.now)


def test_old_calls_are_forgotten(line: Line) -> None:
    line.call(HOUSEHOLD_NUMBER, "1")
    with line.store.ledger.write() as book:
        assert book.incoming.forget(line.now, 100) == 0
        assert book.incoming.forget(line.now + timedelta(seconds=1), 100) == 1
        assert book.incoming.find("CA1") is None
