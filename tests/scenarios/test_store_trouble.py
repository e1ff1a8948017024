"""The database is locked, full, read-only or gone: nothing is acknowledged that was not stored,
nothing is half written, and afterwards everything goes on."""

import asyncio
import json
from time import monotonic, sleep

import httpx
from twilio.request_validator import RequestValidator

from bot.webhook import HEADER
from mingcha.health.readiness import KEPT_SECONDS
from tests.scenarios.conftest import ExpectedLog
from tests.scenarios.test_webhook_telegram import start_of
from tests.scenarios.town import PUBLIC_URL, Town
from tests.scenarios.trouble import Trouble

CHATS = 50
CALL = f"/voice/{'0' * 32}/0"


def updates(town: Town, first: int) -> list[bytes]:
    """Each from a chat of its own, whose code nobody knows."""
    found = []
    for n in range(CHATS):
        update = start_of(town, "O1", first + n)
        update["message"]["chat"]["id"] = update["message"]["from"]["id"] = 10_000 + first + n
        update["message"]["text"] = "/start"
        found.append(json.dumps(update).encode())
    return found


async def knock(town: Town, bodies: list[bytes]) -> tuple[set[int], httpx.Response, float]:
    """The statuses of all, and what a caller hears meanwhile, after how many seconds."""
    async with httpx.AsyncClient(base_url=town.address, trust_env=False, timeout=30) as client:
        signed = {HEADER: town.product.telegram_secret}
        posts = [
            asyncio.create_task(client.post("/telegram", content=body, headers=signed))
            for body in bodies
        ]
        await asyncio.sleep(0)
        began = monotonic()
        call = {"CallSid": "CA" + "0" * 32}
        secret = town.world.twilio.auth_token
        signature = RequestValidator(secret).compute_signature(PUBLIC_URL + CALL, call)
        heard = await client.post(CALL, data=call, headers={"X-Twilio-Signature": signature})
        waited = monotonic() - began
        return {(await post).status_code for post in posts}, heard, waited


def health(town: Town) -> tuple[httpx.Response, httpx.Response]:
    """Whether it is ready, and whether it is alive."""
    ready, alive = (
        httpx.get(f"{town.address}/health/{which}", trust_env=False, timeout=30)
        for which in ("ready", "live")
    )
    return ready, alive


def test_nothing_is_acknowledged_unstored_and_afterwards_everything_goes_on(
    town: Town, log: ExpectedLog
) -> None:
    log.expects("an update could not be stored: StoreBusy")
    log.expects("an update could not be stored: StoreDown")
    log.expects("a call could not be answered: StoreDown")
    foundation = town.product.foundation
    trouble = Trouble(foundation.store.engines, foundation.settings.url)
    trouble.impatient(0.3)
    town.product.conversation.patience = 0.1
    done = 0
    for kind, begins in trouble.kinds.items():
        bodies = updates(town, 1000 + done)
        with begins():
            statuses, heard, waited = asyncio.run(knock(town, bodies))
            assert (kind, statuses) == (kind, {503})
            assert (kind, heard.status_code) == (kind, 200)
            assert waited < 3, kind
            sleep(KEPT_SECONDS)  # so long an answer about health holds
            ready, alive = health(town)
            assert (kind, ready.status_code, alive.status_code) == (kind, 503, 200)
            assert any("could not be kept" in one for one in ready.json()["reasons"]), kind
            if kind in ("locked", "down"):
                assert f"{PUBLIC_URL}{CALL}/wait/1" in heard.text
        assert town.book().inbox() == {"waiting": 0, "done": done, "quarantined": 0}, kind
        if trouble.engines.on_postgresql:
            trouble.impatient(5)  # a connection that was lost had that setting
        statuses, heard, _ = asyncio.run(knock(town, bodies))
        assert (kind, statuses) == (kind, {200})
        assert "wait" not in heard.text
        sleep(KEPT_SECONDS)
        assert (kind, health(town)[0].status_code) == (kind, 200)
        town.world.pump()
        done += CHATS
        assert town.book().inbox() == {"waiting": 0, "done": done, "quarantined": 0}, kind
        trouble.impatient(0.3)
