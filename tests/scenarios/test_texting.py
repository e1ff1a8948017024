"""Invitations by text message, on both databases."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from fieldwork.book import Text
from fieldwork.invitation_status import Standing, standings
from fieldwork.text_news import apply_text_event
from inspection.disposition import Disposition
from inspection.lane.budget import Span, Use
from inspection.text_event import TextEvent
from mingcha.bot_names import BotNames
from mingcha.inviting import Selection, invite
from mingcha.texts import TextRun
from simulator.carrier.resource import TextMessage
from tests.scenarios.check import MakeTown
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.town import SHANGHAI, Town, official_number, small_roster
from tests.scenarios.two_bots import two_regions

CREATE = "twilio.messages.create"
MONDAY_EIGHT = datetime(2026, 3, 2, 8, 0, tzinfo=SHANGHAI)
WRITTEN_TO = ("O1", "O2", "I1")


def texted(town: Town, *people: str, days: int = 14) -> Mapping[str, str]:
    """Invites them by text message; their codes."""
    run = TextRun.of(town.product.foundation, BotNames(given=town.world.telegram.username), days)
    selection = Selection(people=people)
    run.plan(selection)
    foundation = town.product.foundation
    made = invite(
        foundation.ledger,
        foundation.chance,
        selection,
        now=town.world.now,
        lasts=timedelta(days=days),
        written=run.write,
    )
    town.product.engine.wake()
    town.clock.settle()
    return {one.person: one.code for one in made}


def at_work(town: Town, *, hour: int = 9, minute: int = 0) -> None:
    town.to(hour, minute)


def messages(town: Town) -> list[TextMessage]:
    return list(town.world.twilio.texting.messages.values())


def standing(town: Town, person: str = "O1") -> Standing:
    with town.product.foundation.ledger.read() as book:
        return next(o for o in standings(book, town.world.now) if o.to.person == person)


def stage(town: Town, person: str = "O1") -> tuple[str, str]:
    one = standing(town, person)
    return one.stage, one.why


def text_of(town: Town, person: str = "O1") -> Text:
    with town.product.foundation.ledger.read() as book:
        (found,) = [t for t in book.texts.latest().values() if t.person == person]
        return book.texts.get(found.id)


def test_a_text_brings_the_link_and_the_link_connects(town: Town) -> None:
    at_work(town)
    phone = town.world.phone(official_number(1))
    phone.gets_text("link your Telegram account https://t.me/")
    code = texted(town, "O1")["O1"]
    assert stage(town) == ("sent", "")
    town.clock.advance(seconds=10)
    assert stage(town) == ("delivered", "")
    (message,) = messages(town)
    assert f"?start={code} by Sunday 15 March." in message.body
    assert "To verify: +8687112345" in message.body
    assert "Official 1" not in message.body
    assert text_of(town).body == ""
    town.chat("O1").starts(code).receives("share").shares_contact().receives("connected")
    town.chat("O1").receives("Rules")
    assert stage(town) == ("linked", "")


def test_texts_leave_in_the_hours_of_officials_only(town: Town) -> None:
    texted(town, "O1")  # on a Sunday
    town.clock.advance(hours=12)
    assert messages(town) == []
    assert stage(town) == ("waiting", "")
    town.world.phone(official_number(1)).gets_text("Village work supervision")
    town.to(9)
    (message,) = messages(town)
    assert message.created == MONDAY_EIGHT
    assert stage(town) == ("delivered", "")


def test_a_text_does_not_leave_once_it_is_of_no_use(make_town: MakeTown) -> None:
    town = make_town(policy={"official.hours": "10:00-18:00", "draw.hours": "14:00-14:30"})
    code = texted(town, "O1", "O2", "I1", days=1)["O1"]
    town.chat("O1").starts(code).shares_contact().reads_all()
    now = town.world.now
    with town.product.foundation.ledger.write() as book:
        book.chats.invite("official", "O2", "anothercode", now + timedelta(days=9), now)
    town.to(11)
    assert messages(town) == []
    assert stage(town, "O1") == ("linked", "")
    assert stage(town, "O2") == ("invited", "")
    assert stage(town, "I1") == ("expired", "")


def test_a_text_that_does_not_arrive_says_why(town: Town) -> None:
    at_work(town)
    town.world.twilio.texting.lost[official_number(1)] = "30005"
    town.world.phone(official_number(1)).gets_text("Village work")
    texted(town, "O1")
    town.clock.advance(seconds=10)
    assert stage(town) == ("failed", "30005")


def test_a_number_that_is_none_is_not_tried_again(town: Town) -> None:
    at_work(town)
    refusal = {"code": 21614, "message": "not a mobile number", "status": 400}
    town.world.faults.answer(CREATE, status=400, body=refusal)
    texted(town, "O1")
    assert stage(town) == ("failed", "21614")
    town.clock.advance(hours=5)
    assert town.world.counts.requests[CREATE] == 1


@pytest.mark.parametrize("refused", ["at once", "later"])
def test_whoever_told_the_carrier_to_stop_gets_no_other_text_until_start(
    town: Town, refused: str
) -> None:
    at_work(town)
    phone = town.world.phone(official_number(1))
    if refused == "at once":
        body = {"code": 21610, "message": "unsubscribed recipient", "status": 400}
        town.world.faults.answer(CREATE, status=400, body=body)
    else:
        town.world.twilio.texting.lost[official_number(1)] = "21610"
        phone.gets_text("Village work")
    texted(town, "O1")
    town.clock.advance(seconds=10)
    assert stage(town) == ("failed", "21610")
    with town.product.foundation.ledger.read() as book:
        (found,) = book.opt_outs.current()
    assert (found.how, [one.person for one in found.holders]) == ("carrier", ["O1"])
    town.world.twilio.texting.lost.clear()
    assert (
        TextRun.of(town.product.foundation, BotNames(given="bot"), 14)
        .plan(Selection(people=("O1",)))
        .left_out
    )
    phone.gets_text("we may call and text").texts("START")
    town.clock.advance(minutes=1)
    phone.gets_text("Village work")
    texted(town, "O1")
    town.clock.advance(seconds=10)
    assert stage(town)[0] == "delivered"


def test_a_request_whose_answer_was_lost_is_found_and_not_made_again(
    town: Town, log: ExpectedLog
) -> None:
    log.expects("a text's request ended ambiguously")
    at_work(town)
    town.world.faults.accept_then_drop(CREATE, nth=1)
    town.world.twilio.texting.unreported.add(official_number(1))
    town.world.phone(official_number(1)).gets_text("Village work")
    texted(town, "O1")
    assert stage(town) == ("unclear", "")
    town.clock.advance(minutes=3)
    assert stage(town) == ("sent", "")
    assert len(messages(town)) == 1
    assert standing(town).repeated is False


def test_a_request_that_the_carrier_never_saw_is_made_once_more_and_marked(
    town: Town, log: ExpectedLog
) -> None:
    log.expects("a text's request ended ambiguously")
    at_work(town)
    town.world.faults.drop_before(CREATE, nth=1)
    town.world.phone(official_number(1)).gets_text("Village work")
    texted(town, "O1")
    town.clock.advance(minutes=1)
    assert stage(town) == ("unclear", "not listed")
    town.clock.advance(minutes=3)
    assert stage(town) == ("delivered", "")
    assert len(messages(town)) == 1
    assert standing(town).repeated is True


def test_two_unclear_requests_are_enough(town: Town, log: ExpectedLog) -> None:
    log.expects("a text's request ended ambiguously")
    at_work(town)
    for n in (1, 2):
        town.world.faults.drop_before(CREATE, nth=n)
    texted(town, "O1")
    town.clock.advance(hours=1)
    assert stage(town) == ("failed", "unclear twice")
    assert messages(town) == []


def test_whoever_ends_in_the_middle_of_a_request_asks_first(town: Town) -> None:
    """The row says SENDING, and nobody knows whether the request left."""
    texted(town, "O1")
    at_work(town, hour=7, minute=59)
    body = text_of(town).body
    town.world.phone(official_number(1)).gets_text("Village work")
    town.world.twilio.texting.unreported.add(official_number(1))
    town.product.exchange.trunks["telephone"].text(official_number(1), body, "x" * 32)
    with town.product.foundation.ledger.write() as book:
        text = book.texts.get(text_of(town).id)
        now = town.world.now
        claimed = replace(text, state="SENDING", tries=1, sent_at=now, next_at=now)
        book.texts.save(claimed)
    town.product.engine.wake()
    at_work(town)
    assert len(messages(town)) == 1
    assert stage(town) == ("sent", "")


def test_a_delivery_that_nobody_reported_is_asked_for(town: Town) -> None:
    at_work(town)
    town.world.phone(official_number(1)).gets_text("Village work")
    town.world.twilio.texting.unreported.add(official_number(1))
    texted(town, "O1")
    town.clock.advance(minutes=30)
    assert stage(town) == ("sent", "")
    (message,) = messages(town)
    message.status = "delivered"
    town.clock.advance(hours=2)
    assert stage(town) == ("delivered", "")


def test_after_a_day_without_a_report_nobody_asks_any_more(town: Town) -> None:
    at_work(town)
    town.world.phone(official_number(1)).gets_text("Village work")
    town.world.twilio.texting.unreported.add(official_number(1))
    texted(town, "O1")
    town.clock.advance(hours=30)
    assert stage(town) == ("sent", "no report")
    assert text_of(town).next_at is None


def test_configuration_stops_the_lane_until_a_probe_is_taken(town: Town, log: ExpectedLog) -> None:
    log.expects("lane telephone is held: stopped, code 21606")
    at_work(town)
    refusal = {"code": 21606, "message": "no text messages from it", "status": 400}
    town.world.faults.answer(CREATE, status=400, body=refusal, nth=1)
    all_get_their_text(town)
    texted(town, *WRITTEN_TO)
    town.clock.advance(minutes=9)
    assert town.world.counts.requests[CREATE] == 1
    assert {stage(town, person)[0] for person in WRITTEN_TO} == {"waiting"}
    town.clock.advance(minutes=2)
    assert town.world.counts.requests[CREATE] == 4
    assert {stage(town, person)[0] for person in WRITTEN_TO} == {"delivered"}


def test_an_unknown_refusal_ends_one_text_and_stops_no_other(town: Town, log: ExpectedLog) -> None:
    log.expects("the carrier wants an operator: code 29999")
    at_work(town)
    refusal = {"code": 29999, "message": "whatever", "status": 400}
    town.world.faults.answer(CREATE, status=400, body=refusal, nth=1)
    all_get_their_text(town, but="O1")
    texted(town, *WRITTEN_TO)
    town.clock.advance(minutes=1)
    assert stage(town, "O1") == ("failed", "29999")
    assert {stage(town, person)[0] for person in ("O2", "I1")} == {"delivered"}


def test_too_fast_holds_the_whole_lane_and_costs_nothing(town: Town) -> None:
    at_work(town)
    town.world.faults.answer(
        CREATE,
        status=429,
        body={"code": 20429, "message": "slowly", "status": 429},
        headers={"Retry-After": "40"},
        nth=1,
    )
    all_get_their_text(town)
    texted(town, *WRITTEN_TO)
    town.clock.advance(seconds=39)
    assert town.world.counts.requests[CREATE] == 1
    assert spent_today(town) == 0
    town.clock.advance(minutes=2)
    assert {stage(town, person)[0] for person in WRITTEN_TO} == {"delivered"}
    assert spent_today(town) == 3


def test_texts_leave_one_a_second(town: Town) -> None:
    at_work(town)
    all_get_their_text(town)
    texted(town, *WRITTEN_TO)
    town.clock.advance(seconds=10)
    moments = sorted(message.created for message in messages(town))
    assert [(moment - moments[0]).total_seconds() for moment in moments] == [0, 1, 2]


def test_texts_stop_when_the_days_budget_is_used_up_and_go_on_the_next_day(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects("lane telephone is held: its budget of 2026-03-02 is used up")
    town = make_town(policy={"lane.requests_a_day": "2", "draw.hours": "14:00-14:30"})
    at_work(town)
    all_get_their_text(town)
    texted(town, *WRITTEN_TO)
    town.to(13)
    assert town.world.counts.requests[CREATE] == 2
    town.to(9, day=3)
    assert town.world.counts.requests[CREATE] == 3


def all_get_their_text(town: Town, *, but: str = "") -> None:
    for person in WRITTEN_TO:
        number = "+8619900002001" if person == "I1" else official_number(int(person[1:]))
        if person != but:
            town.world.phone(number).gets_text("Village work")


def spent_today(town: Town) -> int:
    with town.product.foundation.ledger.read() as book:
        local = town.world.now.astimezone(SHANGHAI)
        return book.lanes.spent("telephone", local).get(Span.DAY, Use()).requests


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (2, 0, 1), (0, 0, 2, 2, 1)])
def test_news_leaves_the_same_row_in_every_order(town: Town, order: tuple[int, ...]) -> None:
    texted(town, "O1")
    text = text_of(town)
    news = [
        TextEvent(token=text.token, provider_id="SM1", progress=progress)
        for progress in ("taken", "sent", "delivered")
    ]
    with town.product.foundation.ledger.write() as book:
        for n in order:
            assert apply_text_event(book, news[n], now=town.world.now)
        another = replace(news[2], provider_id="SM2")
        assert apply_text_event(book, another, now=town.world.now) is False
        assert apply_text_event(book, replace(another, token="?"), now=town.world.now) is False
    after = text_of(town)
    assert (after.state, after.provider_id, after.body, after.next_at) == (
        "DELIVERED",
        "SM1",
        "",
        None,
    )


def test_who_has_no_number_in_service_is_left_out_with_the_reason(make_town: MakeTown) -> None:
    town = make_town(roster=small_roster())
    with town.product.foundation.ledger.write() as book:
        address = book.roster.voice_addresses("official", "O1")[0]
        book.roster.spoil(address.id, Disposition.OUT_OF_SERVICE, town.world.now)
    run = TextRun.of(town.product.foundation, BotNames(given="bot"), 14)
    plan = run.plan(Selection())
    assert [(one.person, one.why) for one in plan.left_out] == [("O1", "no number in service")]
    assert (plan.messages, plan.segments) == (2, 2)
    (lane,) = run.reaching.lanes
    run.reaching = replace(run.reaching, lanes=(replace(lane, synthetic=False),))
    assert run.plan(Selection()).messages == 0


def test_a_county_with_one_to_invite_does_not_wait_behind_one_with_many(
    make_town: MakeTown,
) -> None:
    """One text leaves a second; O4 alone is posted in the south."""
    roster = two_regions(officials=4)
    town = make_town(roster=roster)
    texted(town, "O1", "O2", "O3", "O4")
    at_work(town)
    left = [message.to for message in messages(town)]
    assert left == [official_number(n) for n in (1, 4, 2, 3)]
    for n in (1, 2, 3, 4):
        town.phone_of(f"O{n}").gets_text("https://t.me/")
