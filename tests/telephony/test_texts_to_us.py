import httpx
import pytest

from fieldwork.ports import StoreBusy
from inspection.incoming_text import IncomingText
from telephony.body import MOST_BYTES
from telephony.inbound import inbound_routes
from telephony.incoming import read_sms
from telephony.status import UnreadableStatus
from tests.shelf import Shelf
from tests.telephony.doors import SECRET, door_of, post, signature, verbs
from tests.telephony.street import Street

PATH = "/text/in"
SID = "SM" + "3" * 32
WRITTEN = {
    "MessageSid": SID,
    "From": "+8619900001001",
    "To": "+861055500100",
    "Body": "退订 & <b>",
    "NumMedia": "0",
}


def opened(street: Street, inbox: Shelf, woken: list[int] | None = None) -> httpx.Client:
    told = woken if woken is not None else []
    return street.opens(
        inbound_routes(
            door_of(inbox=inbox, wake=lambda: told.append(1), auth_tokens=(SECRET, "former")),
            receive=lambda call: None,
        )
    )


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (signature(PATH, WRITTEN), 200),
        (signature(PATH, WRITTEN, "former"), 200),
        (signature(PATH, WRITTEN, "another"), 403),
        (signature(PATH, WRITTEN | {"Body": "START"}), 403),
        (signature("/text/out", WRITTEN), 403),
        ({"X-Twilio-Signature": ""}, 403),
        ({}, 403),
    ],
)
def test_a_text_is_kept_if_and_only_if_the_carrier_signed_it(
    street: Street, headers: dict[str, str], status: int
) -> None:
    inbox, woken = Shelf(), list[int]()
    client = opened(street, inbox, woken)
    assert client.post(PATH, data=WRITTEN, headers=headers).status_code == status
    assert len(inbox.items) == len(woken) == (1 if status == 200 else 0)


def test_the_document_is_empty_and_a_repeat_is_the_same_item(street: Street) -> None:
    inbox = Shelf()
    client = opened(street, inbox)
    for _ in range(2):
        assert verbs(post(client, PATH, WRITTEN)) == []
    assert list(inbox.items) == [("sms", SID)]
    assert inbox.strands == [WRITTEN["From"]]


def test_a_store_that_fails_is_told(street: Street) -> None:
    woken = list[int]()
    client = opened(street, Shelf(problem=StoreBusy()), woken)
    assert post(client, PATH, WRITTEN).status_code == 503
    assert not woken


def test_what_names_no_message_is_acknowledged_and_forgotten(street: Street) -> None:
    inbox = Shelf()
    client = opened(street, inbox)
    for sid in ("", "SM 1", "S" * 65):
        assert post(client, PATH, WRITTEN | {"MessageSid": sid}).status_code == 200
    assert inbox.items == {}


def test_a_giant_is_refused(street: Street) -> None:
    client = opened(street, Shelf())
    assert post(client, PATH, WRITTEN | {"Body": "x" * MOST_BYTES}).status_code == 413


def test_what_was_kept_is_read_in_our_words(street: Street) -> None:
    inbox = Shelf()
    client = opened(street, inbox)
    post(client, PATH, WRITTEN)
    post(client, PATH, WRITTEN | {"MessageSid": "SM2", "OptOutType": "STOP"})
    first, second = (read_sms(body) for body in inbox.items.values())
    assert first == IncomingText(
        provider_id=SID, sender=WRITTEN["From"], ours=WRITTEN["To"], words="退订 & <b>"
    )
    assert (first.answered, second.answered) == (False, True)
    assert WRITTEN["From"] not in repr(first)


@pytest.mark.parametrize("stored", [b"\xff", b"From=1", b"MessageSid="])
def test_what_cannot_be_read_says_what_is_missing(stored: bytes) -> None:
    with pytest.raises(UnreadableStatus, match="text message"):
        read_sms(stored)
