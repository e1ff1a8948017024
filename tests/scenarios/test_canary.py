"""A whole story with everything going wrong that quotes somebody: nobody is in the log, in the
figures, in an address; and the providers learn the number to dial and the words for the person."""

import io
import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest
import sqlalchemy as sa

from mingcha.crash import tell_crash
from mingcha.engine import Station, guarded
from mingcha.health.door import metrics_of
from mingcha.logs import configure_logging
from simulator.messenger import drawn
from tests.mingcha.caller import Caller
from tests.scenarios.canaries import (
    HOUSEHOLDS,
    INSPECTOR,
    NAMES,
    NUMBERS,
    OFFICIAL,
    POISON,
    WORDS,
    Wire,
    canary_roster,
    found,
    quoting,
)
from tests.scenarios.check import MakeTown
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.telegram_door import TelegramDoor
from tests.scenarios.test_webhook_telegram import start_of
from tests.scenarios.town import Town, official_number
from tests.scenarios.trouble import Trouble
from tests.scenarios.village import Village
from tests.storage.test_media import photo_of

CREATE, LIST, SEND = "twilio.calls.create", "twilio.calls.list", "telegram.sendMessage"
GET_FILE, FILE = "telegram.getFile", "telegram.file"
ALL_FIVE = {"household.calls": "5", "household.contacts_an_inspection": "5"}
EXPECTED = (
    "could not be applied",
    "set aside",
    "ended ambiguously",
    "an update could not be stored: StoreDown",
    "an update could not be stored: StoreBusy",
    "station brief failed",
    "it ended by an error that nobody expected",
    "was given up",
    "could not be fetched for now",
    "is lost: the provider does not have it any more",
)


@pytest.fixture
def page(log: ExpectedLog) -> Iterator[io.StringIO]:
    """The log of `mingcha run` at its most talkative, beside what the story itself watches."""
    root, page = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    configure_logging(page, level="debug", form="json")
    root.handlers += handlers
    yield page
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def village(make_town: MakeTown, log: ExpectedLog, page: io.StringIO) -> Village:
    for line in EXPECTED:
        log.expects(line)

    def recorded(**given: object) -> Town:
        town = make_town(roster=canary_roster(), policy=ALL_FIVE)
        town.world.traffic.recording = True
        return town

    return Village.drawn_in(recorded)


def breaks_in_the_middle(village: Village) -> None:
    """The store, a rule and a whole process, each with somebody in what it says."""
    store = village.town.product.foundation.store

    def looks_for(statement: str) -> Station:
        def work(_: datetime) -> int:
            with store.engines.reading() as connection:
                try:
                    connection.execute(sa.text(statement), {"name": OFFICIAL, "words": WORDS})
                except Exception as error:
                    raise LookupError(f"{OFFICIAL} {official_number(1)}: {WORDS}") from error
            return 0

        return Station(name="brief", work=work)

    now = village.town.world.now
    guarded(looks_for("SELECT x FROM nowhere WHERE x = :name OR x = :words"))(now)
    try:
        with store.ledger.write() as book:
            book.roster.official(f"{OFFICIAL} {WORDS}")
    except Exception as error:
        tell_crash(error)


def says_while_the_store_is_in_trouble(village: Village, door: TelegramDoor) -> None:
    foundation = village.town.product.foundation
    trouble = Trouble(foundation.store.engines, foundation.settings.url)
    trouble.impatient(0.2)
    for n, kind in enumerate(("locked", "full", "read-only")):
        update = start_of(village.town, "O1", 9000 + n)
        update["message"]["text"] = f"{WORDS} {OFFICIAL}"
        with trouble.kinds[kind]():
            assert door.deliver(update) == 503
    trouble.impatient(5)


def plays(village: Village) -> None:
    """Answers, a refusal and an unclear end that quote a number, a poison delivery, broken stores
    and steps; then the household speaks, and the inspector reads."""
    town, faults = village.town, village.town.world.faults
    door = TelegramDoor(town=town)
    town.link("I1")
    inspector = chat_of(town, "I1")
    town.chat("O1").says(WORDS).receives("")
    for place, status in ((1, 400), (2, 400), (3, 400), (4, 500)):
        number = village.phone(place).number
        to_them = partial(is_to, number)
        faults.answer(CREATE, status=status, body=quoting(number), when=to_them)
        faults.answer(LIST, status=500, body=quoting(number), when=to_them)
    faults.answer(
        SEND,
        status=400,
        body={"ok": False, "error_code": 400, "description": f"Bad Request: {INSPECTOR} {WORDS}"},
        when=lambda params: str(params.get("chat_id")) == inspector,
    )
    poison = {"update_id": 8000, "message": {"text": POISON, "from": {"first_name": OFFICIAL}}}
    assert door.deliver(poison) == 200
    says_while_the_store_is_in_trouble(village, door)
    breaks_in_the_middle(village)
    sends_photos(town)
    for place in (4, 5):
        village.answers_in_full(place)
    town.to(23, day=10)
    town.chat("I1").reads_all()
    town.chat("O1").reads_all()


def sends_photos(town: Town) -> None:
    """One after the other, of which everything goes wrong that quotes its id or the token."""
    faults = town.world.faults
    quoted = {"ok": False, "error_code": 500, "description": f"{town.world.telegram.token} {WORDS}"}
    faults.answer(GET_FILE, status=500, body=quoted)
    faults.drop_before(FILE)
    faults.break_off(FILE, nth=2)
    faults.answer(FILE, nth=3, status=404, body={"url": f"/file/bot{town.world.telegram.token}"})
    for number in (1, 2, 3, 4):
        with town.product.foundation.ledger.write() as book:
            contact = town.book().contact_of("O1").id
            photo = town.world.telegram.files.keep("photos", drawn.photo(number), "jpg")
            wanted = photo_of(contact, photo.unique_id, f"roof-{number}.jpg")
            now = town.world.now
            book.media.want(replace(wanted, provider_id=photo.id, wanted_at=now, next_at=now))
        town.product.settle(now)


def is_to(number: str, params: Mapping[str, object]) -> bool:
    return params.get("To") == number


def chat_of(town: Town, person: str) -> str:
    return str(town.chat(person).person.chat.user.id)


def secrets_of(town: Town) -> list[str]:
    foundation = town.product.foundation
    with foundation.ledger.read() as book:
        tokens = [
            attempt.token
            for contact in town.book().contacts()
            for attempt in book.contacts.attempts(contact.id)
        ]
    assert tokens
    return [
        *town.codes.values(),
        town.world.telegram.token,
        *file_ids_of(town),
        town.world.twilio.auth_token,
        town.world.twilio.account_sid,
        town.product.telegram_secret,
        foundation.keys.store.hex(),
        *filter(None, tokens),
    ]


def file_ids_of(town: Town) -> list[str]:
    with town.product.foundation.ledger.read() as book:
        found = [file.provider_id for file in book.media.latest(9)]
    assert len(found) == 4
    return [*found, "AQAD", "photos/file_"]


def test_nobody_is_in_the_log_the_figures_or_an_address_whatever_goes_wrong(
    village: Village, page: io.StringIO
) -> None:
    plays(village)
    town = village.town
    figures = Caller(app=metrics_of(town.product))
    told = {
        "log": page.getvalue(),
        "metrics": figures.get("/metrics").text,
        "ready": figures.get("/health/ready").text,
    }
    canaries = (*NAMES, *NUMBERS, WORDS, *secrets_of(town))
    hits = [(place, canary) for place, text in told.items() for canary in found(canaries, text)]
    assert hits == []
    happened = {json.loads(line)["event"] for line in told["log"].splitlines()}
    assert happened >= {
        "delivery_failed",
        "call_uncertain",
        "update_not_stored",
        "station_failed",
        "crashed",
        "message_refused",
        "file_waits",
        "file_lost",
    }
    assert "LookupError" in told["log"]
    assert "mingcha_attempts_last_day" in told["metrics"]

    wire = Wire(town.world.traffic.exchanges)
    assert wire.addresses() == []
    assert wire.fields() == []
    assert found((*NAMES, *NUMBERS), wire.headers()) == []
    spoken = wire.answers()
    assert "<Say" in spoken
    assert found((*HOUSEHOLDS, *NUMBERS, INSPECTOR, WORDS), spoken) == []
    # Yes beside no: what the watch looks for does go where it belongs.
    assert WORDS in wire.texts_to(chat_of(town, "I1"))
    assert OFFICIAL in wire.texts_to(chat_of(town, "I1"))
    assert found((*HOUSEHOLDS, *NUMBERS), wire.texts_to(chat_of(town, "I1"))) == []
    assert {one.params["To"] for one in wire.exchanges if one.api == CREATE} <= {
        f"+86{number}" for number in NUMBERS
    }
