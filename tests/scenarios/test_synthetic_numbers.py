"""Invented mobile numbers are valid numbers of real people: only a simulator may ring them."""

from telephony.carrier import TwilioCarrier
from tests.scenarios.calling import calls_over
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.town import PUBLIC_URL, Town
from tests.scenarios.village import ONE, ONLY_ONE, MakeTown, Village, a_household, with_households

CREATE = "twilio.calls.create"


class OverRealLines(TwilioCarrier):
    """A carrier with real telephones behind it, for all that the product knows."""

    @property
    def takes_synthetic(self) -> bool:
        return False


def dials_over_real_lines(town: Town) -> None:
    twilio, foundation = town.world.twilio, town.product.foundation
    carrier = OverRealLines(
        account_sid=twilio.account_sid,
        auth_token=twilio.auth_token,
        caller_number=twilio.caller_number,
        public_url=PUBLIC_URL,
        base_url=twilio.base_url,
    )
    calls_over(foundation, town.product.engine, carrier)


def test_over_real_lines_no_invented_number_is_ever_asked_for(
    make_town: MakeTown, log: ExpectedLog
) -> None:
    log.expects("synthetic number refused: this carrier reaches real telephones")
    village = Village.drawn_in(make_town, policy=ONE)
    dials_over_real_lines(village.town)
    village.town.to(23, day=6)
    assert village.town.world.counts.requests[CREATE] == 0
    for place in range(1, 6):
        assert village.attempts(place) == []
        assert village.contact(place).disposition == "OUT_OF_SERVICE"
    assert village.acts().count("synthetic number refused") == 5
    assert village.town.book().findings() == []


def test_over_real_lines_the_numbers_of_the_register_are_rung(make_town: MakeTown) -> None:
    roster = with_households(a_household(1, synthetic=False))
    village = Village.drawn_in(make_town, policy=ONLY_ONE, roster=roster)
    dials_over_real_lines(village.town)
    village.answers_in_full()
    village.town.to(23)
    assert village.outcomes() == ["COMPLETE"]


def test_on_this_machine_invented_numbers_are_rung(make_town: MakeTown) -> None:
    roster = with_households(a_household(1, synthetic=True))
    village = Village.drawn_in(make_town, policy=ONLY_ONE, roster=roster)
    village.answers_in_full()
    village.town.to(23)
    assert village.outcomes() == ["COMPLETE"]
    assert village.town.world.counts.requests[CREATE] == 1
