from collections.abc import Callable
from datetime import UTC, datetime

import httpx
import pytest
from starlette.routing import Route

from bot.deposit import MOST_BYTES
from bot.messenger import TelegramMessenger
from bot.translate import translate
from bot.webhook import routes
from fieldwork.passed_over import PassedOver
from inspection.chat import Blocked, ContactShared, Said, Started
from simulator import World
from tests.shelf import Shelf
from tests.telephony.street import Street

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
SECRET = "the-webhooks-secret"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
SIGNED = {HEADER: SECRET}
UPDATE = b'{"update_id": 42, "message": {"text": "+8613900000001"}}'


class StillClock:
    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return 0.0


def door(
    inbox: Shelf,
    wake: Callable[[], None] = lambda: None,
    secret: str = SECRET,
    tally: PassedOver | None = None,
) -> list[Route]:
    return routes(
        inbox=inbox, clock=StillClock(), wake=wake, tally=tally or PassedOver(), secret=secret
    )


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([(HEADER, SECRET)], 200),
        ([(HEADER, SECRET + "x")], 403),
        ([(HEADER, SECRET[:-1])], 403),
        ([(HEADER, "")], 403),
        ([(HEADER, "\xff")], 403),
        ([], 403),
    ],
)
def test_an_update_is_stored_if_and_only_if_the_secret_is_known(
    street: Street, headers: list[tuple[str, str]], status: int
) -> None:
    inbox, woken = Shelf(), list[int]()
    client = street.opens(door(inbox, lambda: woken.append(1)))
    response = client.post("/telegram", content=UPDATE, headers=httpx.Headers(headers, "latin-1"))
    assert (response.status_code, response.text) == (status, "")
    known = status == 200
    assert inbox.items == ({("telegram", "42"): UPDATE} if known else {})
    assert len(woken) == int(known)


def test_each_bot_has_a_door_and_a_secret_of_its_own(street: Street) -> None:
    inbox = Shelf()
    south = routes(
        inbox=inbox,
        clock=StillClock(),
        wake=lambda: None,
        tally=PassedOver(),
        secret="the-secret-of-the-south",
        bot="south",
    )
    client = street.opens([*door(inbox), *south])
    known = {HEADER: "the-secret-of-the-south"}
    statuses = [
        client.post(path, content=UPDATE, headers=headers).status_code
        for path in ("/telegram", "/telegram/south", "/telegram/west")
        for headers in (SIGNED, known)
    ]
    assert statuses == [200, 403, 403, 200, 404, 404]
    assert set(inbox.items) == {("telegram", "42"), ("telegram", "south:42")}


def test_a_repeat_changes_nothing_and_is_acknowledged(street: Street) -> None:
    inbox = Shelf()
    client = street.opens(door(inbox))
    for _ in range(2):
        assert client.post("/telegram", content=UPDATE, headers=SIGNED).status_code == 200
    assert len(inbox.items) == 1


def test_a_store_that_fails_lets_the_messenger_deliver_again(
    street: Street,
    caplog: pytest.LogCaptureFixture,
) -> None:
    woken = list[int]()
    client = street.opens(door(Shelf(problem=OSError("the disk is full")), lambda: woken.append(1)))
    assert client.post("/telegram", content=UPDATE, headers=SIGNED).status_code == 503
    assert not woken
    assert "OSError" in caplog.text
    assert "139000" not in caplog.text


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize(("size", "status"), [(MOST_BYTES, 200), (MOST_BYTES + 1, 413)])
def test_a_giant_is_refused_whatever_length_it_announces(
    street: Street, size: int, status: int, announced: bool
) -> None:
    update = UPDATE + b" " * (size - len(UPDATE))
    content = update if announced else iter([update[:1000], update[1000:]])
    client = street.opens(door(Shelf()))
    response = client.post("/telegram", content=content, headers=SIGNED)
    assert response.status_code == status


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe\xff", 400),
        (b"[" * 100_000, 413),
        (b'{"a":' * 40_000, 413),
        (b'{"update_id": ' + b"9" * 5000 + b"}", 400),
        (b"[]", 200),
        (b"{}", 200),
        (b'{"update_id": true}', 200),
        (b'{"update_id": "42"}', 200),
        (b'{"update_id": -1}', 200),
        (b'{"update_id": 9999999999999999999}', 200),
    ],
)
def test_what_is_no_update_is_never_stored(street: Street, content: bytes, status: int) -> None:
    inbox = Shelf()
    client = street.opens(door(inbox))
    response = client.post("/telegram", content=content, headers=SIGNED)
    assert client.post("/telegram", content=UPDATE, headers=SIGNED).status_code == 200
    assert response.status_code == status
    assert list(inbox.items) == [("telegram", "42")]


def test_what_a_person_does_reaches_the_inbox_in_order_and_is_read_there(
    street: Street, world: World, messenger: TelegramMessenger
) -> None:
    inbox = Shelf()
    street.opens(door(inbox))
    world.route("https://mingcha.example.org", street.address)
    messenger.set_webhook("https://mingcha.example.org/telegram", SECRET)
    chat = world.chat("O1", number="+8613900000001")
    chat.starts("CODE").shares_contact().says("村里修路").blocks().unblocks()
    who = str(chat.person.chat.user.id)
    assert [translate(body) for body in inbox.items.values()] == [
        Started(chat=who, user=who, code="CODE"),
        ContactShared(chat=who, user=who, number="+8613900000001", owner=who),
        Said(chat=who, user=who, text="村里修路", forwarded=False, written_at=world.now),
        Blocked(chat=who, blocked=True),
        Blocked(chat=who, blocked=False),
    ]


def test_only_posts_are_taken(street: Street) -> None:
    client = street.opens(door(Shelf()))
    assert client.get("/telegram", headers=SIGNED).status_code == 405


def test_an_empty_secret_would_let_anybody_in() -> None:
    with pytest.raises(ValueError, match="secret is empty"):
        door(Shelf(), secret="")
