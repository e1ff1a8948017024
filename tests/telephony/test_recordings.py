"""Recordings are fetched from the account's own address, and deleted there."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from twilio.rest import Client

from fieldwork.fetched import Fetched, Missing, NotNow
from inspection.media import Lost
from inspection.recording import RecordingNews
from simulator import World
from simulator.carrier.recordings import Recording
from telephony.carrier import TwilioCarrier
from telephony.fields import read_fields
from telephony.recordings import read_recording, recorded
from telephony.status import UnreadableStatus
from tests.telephony.doors import PUBLIC, TOKEN
from tests.telephony.street import Street

SID = "RE" + "5" * 32
MOST = 100_000
MEDIA, DELETE = "twilio.recordings.media", "twilio.recordings.delete"


@pytest.fixture
def there(world: World) -> Recording:
    """Somebody has just spoken."""
    made = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
    recording = Recording(sid=SID, call="CA" + "1" * 32, seconds=4, made=made)
    world.twilio.exchange.recordings.there[SID] = recording
    return recording


def test_a_recording_is_fetched_whole_and_never_more_than_is_wanted(
    carrier: TwilioCarrier, there: Recording
) -> None:
    assert carrier.fetch(SID, MOST) == Fetched(content=there.content)
    assert carrier.fetch(SID, 100) == Missing(why=Lost.TOO_LARGE)


def test_one_that_is_not_there_may_come_yet(carrier: TwilioCarrier) -> None:
    assert carrier.fetch(SID, MOST) == NotNow(code="404", broke_off=True, why=Lost.UNKNOWN)


@pytest.mark.parametrize(
    ("status", "headers", "answer"),
    [
        (500, {}, NotNow(code="500")),
        (401, {}, NotNow(code="401")),
        (429, {"Retry-After": "7"}, NotNow(code="429", retry_after=7.0)),
        (429, {}, NotNow(code="429", retry_after=1.0)),
        (410, {}, Missing(why=Lost.UNKNOWN)),
    ],
)
def test_trouble_at_the_carrier_loses_nothing(
    world: World,
    carrier: TwilioCarrier,
    there: Recording,
    status: int,
    headers: dict[str, str],
    answer: NotNow | Missing,
) -> None:
    world.faults.answer(MEDIA, status=status, headers=headers)
    assert carrier.fetch(SID, MOST) == answer
    assert carrier.fetch(SID, MOST) == Fetched(content=there.content)


def test_one_that_breaks_off_is_a_try(
    world: World, carrier: TwilioCarrier, there: Recording
) -> None:
    world.faults.break_off(MEDIA)
    answer = carrier.fetch(SID, MOST)
    assert isinstance(answer, NotNow)
    assert answer.broke_off
    world.faults.drop_before(MEDIA)
    assert carrier.fetch(SID, MOST) == NotNow(code="ConnectionError")


@pytest.mark.parametrize("name", ["", "RE5", f"{SID}/../Calls", "../../x", f"{SID}.json?", "CA1"])
def test_nothing_else_is_asked_for(world: World, carrier: TwilioCarrier, name: str) -> None:
    assert carrier.fetch(name, MOST) == Missing(why=Lost.UNKNOWN)
    assert carrier.erase(name) == ""
    assert world.counts.requests == {}


def test_a_recording_is_deleted_once_and_gone_for_good(
    world: World, carrier: TwilioCarrier, there: Recording
) -> None:
    world.faults.answer(DELETE, status=503)
    assert carrier.erase(SID) == "503"
    world.faults.accept_then_drop(DELETE)
    assert carrier.erase(SID) != ""
    assert world.twilio.exchange.recordings.there == {}
    assert carrier.erase(SID) == ""


def test_the_carriers_own_library_reads_what_is_simulated(world: World, there: Recording) -> None:
    client = Client(world.twilio.account_sid, world.twilio.auth_token)
    client.api.base_url = world.twilio.base_url
    found = client.recordings(SID).fetch()
    assert (found.sid, found.call_sid, found.duration) == (SID, there.call, "4")
    assert str(found.source) == "RecordVerb"
    assert client.recordings(SID).delete()


@pytest.fixture
def elsewhere(street: Street) -> Iterator[tuple[TwilioCarrier, list[str]]]:
    """A carrier that keeps its files at another place; and who asked there with credentials."""
    asked: list[str] = []

    async def moved(_: Request) -> Response:
        there = f"{street.address}/files/one"
        return Response(status_code=302, headers={"Location": there})

    async def file(request: Request) -> Response:
        asked.append(request.headers.get("authorization", ""))
        return Response(b"RIFF")

    async def round_and_round(request: Request) -> Response:
        return Response(status_code=302, headers={"Location": str(request.url)})

    account = "/2010-04-01/Accounts/AC1/Recordings"
    street.opens(
        [
            Route(f"{account}/{SID}.wav", moved),
            Route(f"{account}/{{name}}.wav", round_and_round),
            Route("/files/{name}", file),
        ]
    )
    carrier = TwilioCarrier(
        account_sid="AC1",
        auth_token="secret",
        caller_number="+861055500100",
        public_url=PUBLIC,
        base_url=street.address,
        environment={},
    )
    yield carrier, asked
    carrier.close()


def test_where_the_carrier_keeps_its_files_elsewhere_they_are_fetched_without_credentials(
    elsewhere: tuple[TwilioCarrier, list[str]],
) -> None:
    carrier, asked = elsewhere
    assert carrier.fetch(SID, MOST) == Fetched(content=b"RIFF")
    assert asked == [""]
    other = "RE" + "6" * 32
    assert carrier.fetch(other, MOST) == NotNow(code="moved", broke_off=True)
    assert asked == [""]


def test_news_of_a_recording_names_our_attempt_and_the_recording() -> None:
    body = f"{TOKEN}\nRecordingSid={SID}&RecordingStatus=completed&RecordingUrl=http://x"
    assert read_recording(body.encode()) == RecordingNews(token=TOKEN, recording=SID)
    for other in (f"RecordingSid={SID}&RecordingStatus=absent", "RecordingSid=RE1"):
        assert read_recording(f"{TOKEN}\n{other}".encode()) is None
    with pytest.raises(UnreadableStatus, match="has no token"):
        read_recording(b"RecordingSid=RE1")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"RecordingSid={SID}&RecordingDuration=7&RecordingUrl=http://evil", (SID, 7)),
        (f"RecordingSid={SID}", (SID, 0)),
        (f"RecordingSid={SID}&RecordingDuration=-3", (SID, 0)),
        (f"RecordingSid={SID}&RecordingDuration=99999999999", (SID, 0)),
        ("RecordingSid=../../x&RecordingDuration=7", ("", 0)),
        ("RecordingDuration=7", ("", 0)),
    ],
)
def test_of_a_recording_only_its_id_and_length_are_taken(body: str, found: tuple[str, int]) -> None:
    assert recorded(read_fields(body.encode())) == found
