import pytest

from fieldwork.ports import StoreBusy
from telephony.body import MOST_BYTES
from tests.shelf import Shelf
from tests.telephony.doors import (
    SID,
    TOKEN,
    doors,
    post,
    signature,
)
from tests.telephony.street import Street

STATUS = f"/voice/{TOKEN}/status"
STEP = f"/voice/{TOKEN}/0"
RINGING = {"CallSid": SID, "CallStatus": "ringing", "SequenceNumber": "1", "To": "+8613900000001"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (signature(STATUS, RINGING), 204),
        (signature(STATUS, RINGING, "another token"), 403),
        (signature(STATUS, RINGING | {"CallStatus": "busy"}), 403),
        (signature(STEP, RINGING), 403),
        ({"X-Twilio-Signature": ""}, 403),
        ({}, 403),
    ],
)
def test_a_callback_is_stored_if_and_only_if_it_is_signed(
    street: Street, headers: dict[str, str], status: int
) -> None:
    inbox, woken = Shelf(), list[int]()
    client = street.opens(doors(inbox=inbox, wake=lambda: woken.append(1)))
    response = client.post(STATUS, data=RINGING, headers=headers)
    assert (response.status_code, response.text) == (status, "")
    assert len(inbox.items) == len(woken) == (1 if status == 204 else 0)


def test_while_a_token_is_replaced_both_are_good(street: Street) -> None:
    client = street.opens(doors(auth_tokens=("new", "old")))
    for secret, status in (("new", 204), ("old", 204), ("older", 403)):
        headers = signature(STATUS, RINGING, secret)
        assert client.post(STATUS, data=RINGING, headers=headers).status_code == status


def test_the_address_is_the_public_one_whatever_the_sender_claims(street: Street) -> None:
    claims = {
        "Host": "elsewhere.example",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Host": "elsewhere.example",
    }
    client = street.opens(doors())
    headers = signature(STATUS, RINGING) | claims
    assert client.post(STATUS, data=RINGING, headers=headers).status_code == 204


def test_a_callback_lies_in_the_inbox_raw_and_under_its_token(street: Street) -> None:
    inbox = Shelf()
    client = street.opens(doors(inbox=inbox))
    post(client, STATUS, RINGING)
    assert inbox.items == {
        ("carrier", f"{TOKEN}:{SID}:ringing:1"): (
            f"{TOKEN}\nCallSid={SID}&CallStatus=ringing&SequenceNumber=1&To=%2B8613900000001"
        ).encode()
    }


def test_a_repeat_is_the_same_item_and_a_second_call_is_another(street: Street) -> None:
    inbox = Shelf()
    client = street.opens(doors(inbox=inbox))
    for form in (RINGING, RINGING, RINGING | {"CallSid": "CA" + "2" * 32}):
        assert post(client, STATUS, form).status_code == 204
    assert len(inbox.items) == 2


def test_a_store_that_fails_is_told_and_the_worker_is_not_woken(street: Street) -> None:
    woken = list[int]()
    client = street.opens(doors(inbox=Shelf(problem=StoreBusy()), wake=lambda: woken.append(1)))
    assert post(client, STATUS, RINGING).status_code == 503
    assert not woken


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize(("size", "status"), [(MOST_BYTES, 204), (MOST_BYTES + 1, 413)])
def test_a_giant_is_refused_whatever_length_it_announces(
    street: Street, size: int, status: int, announced: bool
) -> None:
    plain = f"CallSid={SID}&Pad="
    form = {"CallSid": SID, "Pad": "x" * (size - len(plain))}
    body = (plain + form["Pad"]).encode()
    content = body if announced else iter([body[:1000], body[1000:]])
    client = street.opens(doors())
    response = client.post(STATUS, content=content, headers=signature(STATUS, form))
    assert response.status_code == status


def test_a_token_of_another_shape_is_refused_even_if_signed(street: Street) -> None:
    client = street.opens(doors())
    for token in ("short", "x" * 65, "0123456789abcdef%0Ainjected"):
        path = f"/voice/{token}/status"
        headers = signature(path.replace("%0A", "\n"), RINGING)
        assert client.post(path, data=RINGING, headers=headers).status_code == 403


def test_what_is_no_form_is_refused(street: Street) -> None:
    client = street.opens(doors())
    headers = signature(STATUS, {})
    assert client.post(STATUS, content=b"\xff", headers=headers).status_code == 403
