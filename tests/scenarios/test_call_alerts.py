"""What an administrator is told of calls: one message each, however often it happens."""

from tests.scenarios.carrier_door import bad_line, knock, status_callbacks
from tests.scenarios.check import MakeTown
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.test_alerts import administrator_of, supervised
from tests.scenarios.test_outage import RingsOut
from tests.scenarios.town import Town, household_number

ONE_CALL = {"household.calls": "1", "household.contacts_an_inspection": "1"}


def with_a_call(make_town: MakeTown) -> Town:
    """An official is drawn and says nothing; households pick up nothing."""
    town = supervised(make_town, **ONE_CALL, **{"official.voice_attempts": "0"})
    town.link("O1")
    return town


def read_by_all(town: Town) -> None:
    for person in ("I1", "O1"):
        town.chat(person).reads_all()


def test_a_second_call_for_one_attempt_is_an_incident(make_town: MakeTown) -> None:
    town = with_a_call(make_town)
    (household,) = town.drawn().households
    for n in range(1, 6):
        town.world.settle_in(household_number(n), RingsOut())
    while not town.phone_of(household).calls:
        town.clock.advance(minutes=1)
    with town.product.foundation.ledger.read() as book:
        contact = town.book().contact_of(household)
        token = book.contacts.attempts(contact.id)[0].token
    for step in (0, 1):
        form = {"CallSid": "CA" + "7" * 32, "CallStatus": "in-progress", "Digits": "1"}
        assert "<Hangup" in knock(town, f"/voice/{token}/{step}", form).text
    town.to(21)
    administrator_of(town).receives("made two calls for one request")
    administrator_of(town).receives_nothing()
    assert town.book().replies(household) == {}
    read_by_all(town)


def test_callbacks_that_do_not_reach_us_are_told_of_once(make_town: MakeTown) -> None:
    town = with_a_call(make_town)
    (household,) = town.drawn().households
    town.world.phone(household_number(int(household[1:]))).is_busy()
    with bad_line(town) as line:
        line.loses = status_callbacks
        town.to(18, 20)
        while not town.phone_of(household).calls:
            town.clock.advance(minutes=1)
        town.clock.advance(minutes=10)
    administrator_of(town).receives("did not tell us how a call ended").sees("mingcha doctor")
    administrator_of(town).receives_nothing()
    read_by_all(town)


def test_a_call_that_the_carrier_lost_is_told_of_once(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects("the carrier does not know a call that it took")
    town = with_a_call(make_town)
    (household,) = town.drawn().households
    town.world.phone(household_number(int(household[1:]))).does_not_answer()
    body = {"code": 20404, "message": "not found", "status": 404}
    town.world.faults.answer("twilio.calls.fetch", status=404, body=body)
    with bad_line(town) as line:
        line.loses = status_callbacks
        while not town.phone_of(household).calls:
            town.clock.advance(minutes=1)
        town.clock.advance(minutes=9)
    administrator_of(town).receives("does not know it any more")
    administrator_of(town).receives_nothing()
    read_by_all(town)
