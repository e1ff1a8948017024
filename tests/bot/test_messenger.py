import json
import logging
import socket
import threading
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.deposit import UPDATES
from bot.messenger import MessengerRefused, TelegramMessenger
from bot.refusal import CONNECT_PAUSE
from bot.translate import translate
from fieldwork.ports import NotPlaced, Outcome, Placed, Uncertain
from inspection.chat import Button, Letter, Tapped
from inspection.disposition import Disposition
from inspection.questionnaire.media import FormFile
from simulator import World
from simulator.server import LoopbackServer
from tests.sounds import MP3, PNG, WAV

SOUND = FormFile(content=MP3, ending="mp3")
SPEECH = FormFile(content=WAV, ending="wav")
PICTURE = FormFile(content=PNG, ending="png")
HELLO = Letter(text="Good morning <b>&amp; *all*_ https://example.org")
NO_TOKEN = NotPlaced(code="401", operator=True, lane="account")
GONE = NotPlaced(code="403", disposition=Disposition.OUT_OF_SERVICE)


def too_fast(seconds: float) -> NotPlaced:
    return NotPlaced(code="429", retry_after=seconds, lane="too fast")


def official(world: World) -> str:
    """The chat of an official who has started the bot."""
    person = world.chat("O1", number="+8613900000001").starts().person
    return str(person.chat.user.id)


def sent(outcome: Outcome) -> str:
    assert isinstance(outcome, Placed)
    return outcome.provider_id


def test_a_letter_arrives_as_it_was_written(world: World, messenger: TelegramMessenger) -> None:
    first = sent(messenger.send(official(world), HELLO))
    second = sent(messenger.send(official(world), HELLO))
    assert int(second) > int(first) > 0
    world.chat("O1").receives(HELLO.text).receives(HELLO.text)
    world.verify()


def test_no_markup_is_asked_for_and_no_address_is_looked_up(
    world: World, messenger: TelegramMessenger
) -> None:
    world.traffic.recording = True
    messenger.send(official(world), HELLO)
    (exchange,) = world.traffic.exchanges
    assert "parse_mode" not in exchange.params
    assert "is_disabled" in str(exchange.params["link_preview_options"])


def test_buttons_can_be_pressed_and_carry_what_they_were_given(
    world: World, messenger: TelegramMessenger
) -> None:
    letter = Letter(text="Where?", buttons=(Button(text="Here", data="c:t:where:here"),))
    messenger.send(official(world), letter)
    world.chat("O1").receives("Where?").sees_button("Here").taps("Here")
    tapped = translate(json.dumps(world.telegram.updates.pending()[-1].as_json()).encode())
    assert isinstance(tapped, Tapped)
    assert tapped.data == "c:t:where:here"
    noted = messenger.send(tapped.chat, Letter(text="Noted", acknowledges=tapped.query))
    assert noted == Placed(provider_id="")
    assert [(one.kind, one.text) for one in world.log][-1] == ("notice", "Noted")


def test_the_own_contact_is_asked_for_by_a_button(
    world: World, messenger: TelegramMessenger
) -> None:
    messenger.send(official(world), Letter(text="Please share", ask_contact="Share mine"))
    world.chat("O1").receives("Please share").sees_button("Share mine")


def test_a_tap_that_is_too_old_is_no_harm(world: World, messenger: TelegramMessenger) -> None:
    letter = Letter(text="Expired", acknowledges="123456")
    assert messenger.send(official(world), letter) == NotPlaced(code="tap expired")


def test_a_blocked_bot_and_an_unknown_chat_are_out_of_service(
    world: World, messenger: TelegramMessenger
) -> None:
    chat = official(world)
    assert isinstance(messenger.send(chat, HELLO), Placed)
    world.chat("O1").reads_all().blocks()
    assert messenger.send(chat, HELLO) == GONE
    unknown = NotPlaced(code="gone", disposition=Disposition.OUT_OF_SERVICE)
    assert messenger.send("424242", HELLO) == unknown


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (
            429,
            {"parameters": {"retry_after": 7}},
            NotPlaced(code="429", retry_after=7.0, lane="too fast"),
        ),
        (429, {}, too_fast(1.0)),
        (400, {"description": "Bad Request: message is too long"}, NotPlaced(code="400")),
        (
            400,
            {"description": "Bad Request: chat not found"},
            NotPlaced(code="gone", disposition=Disposition.OUT_OF_SERVICE),
        ),
        (403, {"description": "Forbidden: user is deactivated"}, GONE),
        (
            401,
            {"description": "Unauthorized"},
            NO_TOKEN,
        ),
        (404, {"description": "Not Found"}, NO_TOKEN),
        (409, {"description": "Conflict"}, NotPlaced(code="409", operator=True, lane="account")),
        (500, {"description": "Internal Server Error"}, Uncertain(code="5xx")),
        (502, {}, Uncertain(code="5xx")),
    ],
)
def test_a_refusal_becomes_an_outcome(
    world: World,
    messenger: TelegramMessenger,
    status: int,
    body: dict[str, object],
    outcome: Outcome,
) -> None:
    chat = official(world)
    answer = {"ok": False, "error_code": status, **body}
    world.faults.answer("telegram.sendMessage", status=status, body=answer)
    assert messenger.send(chat, HELLO) == outcome
    assert isinstance(messenger.send(chat, HELLO), Placed)


def test_an_answer_that_never_comes_is_uncertain(
    world: World, messenger: TelegramMessenger
) -> None:
    chat = official(world)
    world.faults.accept_then_drop("telegram.sendMessage", nth=1)
    world.faults.delay("telegram.sendMessage", nth=2, seconds=1.0)
    world.faults.drop_before("telegram.sendMessage", nth=3)
    for _ in range(3):
        assert isinstance(messenger.send(chat, HELLO), Uncertain)
    assert world.counts.requests["telegram.sendMessage"] == 3  # No request was made twice.
    world.chat("O1").receives(HELLO.text).receives(HELLO.text).receives_nothing()


@pytest.fixture
def deaf() -> Iterator[str]:
    """An address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}/bot"


def test_without_a_connection_nothing_was_sent(deaf: str) -> None:
    with TelegramMessenger(token="1:token", base_url=deaf, timeout=0.5) as messenger:
        expected = NotPlaced(code="no connection", retry_after=CONNECT_PAUSE, lane="no connection")
        assert messenger.send("4711", HELLO) == expected


@pytest.fixture
def babble() -> Iterator[str]:
    """A messenger that answers 200 with what is no JSON."""

    async def answer(request: Request) -> Response:
        return Response("<html>+8613900000001</html>")

    server = LoopbackServer(Starlette(routes=[Route("/{path:path}", answer, methods=["POST"])]))
    server.start()
    yield f"{server.base_url}/bot"
    server.stop()


def test_an_answer_that_is_none_is_uncertain_and_is_not_logged(
    babble: str, caplog: pytest.LogCaptureFixture
) -> None:
    with TelegramMessenger(token="1:token", base_url=babble, timeout=0.5) as messenger:
        assert isinstance(messenger.send("4711", HELLO), Uncertain)
    assert "139000" not in caplog.text


def test_the_webhook_is_set_with_its_secret_and_the_kinds_we_know(
    world: World, messenger: TelegramMessenger
) -> None:
    messenger.set_webhook("https://mingcha.example.org/telegram", "secret")
    webhook = world.telegram.updates.webhook
    assert webhook is not None
    assert (webhook.url, webhook.secret) == ("https://mingcha.example.org/telegram", "secret")
    assert world.telegram.updates.allowed == UPDATES
    with pytest.raises(MessengerRefused, match=r"did not take the webhook \(code 400\)"):
        messenger.set_webhook("http://mingcha.example.org/telegram", "secret")


def test_the_bot_says_who_it_is_and_a_wrong_token_is_told_without_it(
    world: World, messenger: TelegramMessenger
) -> None:
    assert messenger.me() == world.telegram.username
    wrong = TelegramMessenger(token="1:wrong", base_url=world.telegram.base_url)
    with wrong, pytest.raises(MessengerRefused, match=r"code 401.*expected the token") as refusal:
        wrong.me()
    assert "1:wrong" not in str(refusal.value)
    assert refusal.value.__context__ is None


def test_many_threads_send_over_one_line(world: World, messenger: TelegramMessenger) -> None:
    chat = official(world)
    outcomes: list[Outcome] = []

    def work() -> None:
        outcomes.extend(messenger.send(chat, HELLO) for _ in range(10))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({sent(outcome) for outcome in outcomes}) == 80


def test_the_token_and_the_words_reach_no_log(
    world: World, messenger: TelegramMessenger, caplog: pytest.LogCaptureFixture
) -> None:
    chat = official(world)
    with caplog.at_level(logging.DEBUG):
        messenger.send(chat, HELLO)
        messenger.send("424242", HELLO)
    ours = [record for record in caplog.records if not record.name.startswith("uvicorn")]
    text = " ".join(record.getMessage() for record in ours)
    assert world.telegram.token not in text
    assert "Good morning" not in text
    assert chat not in text


def test_closing_twice_is_closing_once(world: World) -> None:
    messenger = TelegramMessenger(token="1:token", base_url=world.telegram.base_url)
    messenger.close()
    messenger.close()


def test_the_token_never_travels_in_the_clear() -> None:
    with pytest.raises(ValueError, match="neither https nor on this machine"):
        TelegramMessenger(token="1:token", base_url="http://gateway.example.org/bot")


def test_recordings_and_pictures_go_before_the_text_and_are_sent_once_as_bytes(
    world: World,
) -> None:
    files = {file.digest: file for file in (SOUND, SPEECH, PICTURE)}
    asked: list[str] = []

    def find(digest: str) -> FormFile | None:
        asked.append(digest)
        return files.get(digest)

    letter = Letter(text="Where?", files=(PICTURE.name, SOUND.name, SPEECH.name, "gone.mp3"))
    with TelegramMessenger(
        token=world.telegram.token, base_url=world.telegram.base_url, timeout=0.5, files=find
    ) as messenger:
        for _ in range(2):
            assert sent(messenger.send(official(world), letter))
            chat = world.chat("O1").receives_file("photo").receives_file("audio")
            chat.receives_file("document").receives("Where?")
    assert asked == [PICTURE.digest, SOUND.digest, SPEECH.digest, "gone", "gone"]
    names = {upload.filename for upload in world.telegram.uploads.by_id.values()}
    assert names == {"question.png", "question.mp3", "question.wav"}
    world.verify()


@pytest.mark.parametrize("code", [400, 413, 502])
def test_a_question_goes_without_a_recording_that_is_refused(
    world: World, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    refusal = {"ok": False, "error_code": code, "description": "Bad Request: file is too big"}
    world.faults.answer("telegram.sendAudio", status=code, body=refusal)
    letter = Letter(text="Where?", files=(SOUND.name,))
    with TelegramMessenger(
        token=world.telegram.token,
        base_url=world.telegram.base_url,
        timeout=0.5,
        files=lambda _: SOUND,
    ) as messenger:
        assert sent(messenger.send(official(world), letter))
        world.chat("O1").receives("Where?")
        assert "a file of a form was left out: " in caplog.text
        assert sent(messenger.send(official(world), letter))
    world.chat("O1").receives_file("audio").receives("Where?")


def test_a_recording_that_came_too_fast_holds_back_its_letter(world: World) -> None:
    body = {"ok": False, "error_code": 429, "parameters": {"retry_after": 7}}
    world.faults.answer("telegram.sendAudio", status=429, body=body)
    with TelegramMessenger(
        token=world.telegram.token,
        base_url=world.telegram.base_url,
        timeout=0.5,
        files=lambda _: SOUND,
    ) as messenger:
        outcome = messenger.send(official(world), Letter(text="Where?", files=(SOUND.name,)))
    assert outcome == too_fast(7.0)
    world.chat("O1").receives_nothing()
