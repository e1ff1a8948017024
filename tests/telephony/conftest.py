from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from simulator import World
from telephony.carrier import TwilioCarrier
from tests.telephony.doors import PUBLIC
from tests.telephony.street import Street

START = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def outside() -> Iterator[World]:
    with World(start=START) as world:
        yield world


@pytest.fixture(scope="session")
def street() -> Iterator[Street]:
    with Street() as street:
        yield street


@pytest.fixture
def world(outside: World) -> World:
    outside.reset(start=START, seed=3)
    return outside


@pytest.fixture
def carrier(world: World) -> Iterator[TwilioCarrier]:
    carrier = TwilioCarrier(
        account_sid=world.twilio.account_sid,
        auth_token=world.twilio.auth_token,
        caller_number=world.twilio.caller_number,
        public_url=PUBLIC + "/",
        base_url=world.twilio.base_url,
        timeout=0.5,
        environment={},
    )
    yield carrier
    carrier.close()
