"""The checker of Twilio's REST API catches what it is for, and lets through what is right."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.contract.specs import VARIABLE, Specs
from tests.contract.twilio import FILE

ACCOUNT = "AC" + "a" * 32
BASE = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}"
CALL = f"{BASE}/Calls/CA{'1' * 32}.json"
OURS = [
    f"/2010-04-01/Accounts/{{AccountSid}}/{resource}.json"
    for resource in ("Calls", "Calls/{Sid}", "Messages", "Messages/{Sid}")
]
PLACED = {
    "To": "+8619900000001",
    "From": "+861050000000",
    "Url": "https://mingcha.example.org/voice/t/0",
    "Method": "POST",
    "StatusCallback": "https://mingcha.example.org/voice/t/status",
    "StatusCallbackEvent": ["initiated", "ringing", "answered", "completed"],
    "Timeout": "25",
    "TimeLimit": "600",
    "MachineDetection": "Enable",
    "Record": "false",
}
SENT = {"To": "+8619900000001", "From": "+861050000000", "Body": "你好"}


def without(params: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in params.items() if name not in names}


@pytest.mark.parametrize(
    ("method", "url", "params"),
    [
        ("POST", f"{BASE}/Calls.json", PLACED),
        ("POST", f"{BASE}/Calls.json", PLACED | {"StatusCallbackEvent": "completed"}),
        ("GET", f"{BASE}/Calls.json?To=x", {"To": "+8619900000001", "PageSize": "50"}),
        ("GET", f"{BASE}/Calls.json", {"StartTime>": "2026-03-02", "Status": "busy"}),
        ("GET", f"{BASE}/Calls.json", {"StartTime>": "2026-03-02T01:00:00Z"}),
        ("GET", CALL, {}),
        ("POST", CALL, {"Status": "completed"}),
        ("POST", CALL, {"Twiml": "<Response><Hangup/></Response>"}),
        ("POST", f"{BASE}/Messages.json", SENT),
    ],
)
def test_a_right_request_passes(
    specs: Specs, method: str, url: str, params: dict[str, Any]
) -> None:
    assert specs.twilio.request(method, url, params) == []


@pytest.mark.parametrize(
    ("method", "path", "params", "problem"),
    [
        ("PUT", "Calls.json", PLACED, "PUT: Twilio has no such resource"),
        ("POST", "Cals.json", PLACED, "POST: Twilio has no such resource"),
        ("POST", "Calls.json", without(PLACED, "To"), "POST Calls.json.To: missing"),
        ("POST", "Calls.json", without(PLACED, "Url"), "at least one of Url, Twiml, Applic"),
        ("POST", "Calls.json", PLACED | {"Colour": "red"}, "Calls.json.Colour: not specified"),
        ("POST", "Calls.json", PLACED | {"To": "19900000001"}, "To: expected format endpoint"),
        ("POST", "Calls.json", PLACED | {"Url": "/voice"}, "Url: expected format uri"),
        ("POST", "Calls.json", PLACED | {"Url": "https://a_b.org"}, "Url: expected format uri"),
        ("POST", "Calls.json", PLACED | {"Method": "PUT"}, "Method: expected enum ['GET', 'POST'"),
        ("POST", "Calls.json", PLACED | {"Timeout": "soon"}, "Timeout: expected type integer"),
        ("POST", "Calls.json", PLACED | {"Timeout": "601"}, "Timeout: expected maximum 600"),
        ("POST", "Calls.json", PLACED | {"Record": "True"}, "Record: expected type boolean"),
        ("POST", "Calls.json", PLACED | {"To": ["+861", "+862"]}, "To: expected type string"),
        (
            "POST",
            "Calls.json",
            PLACED | {"MachineDetection": "Yes"},
            "MachineDetection: expected e",
        ),
        (
            "POST",
            "Calls.json",
            PLACED | {"StatusCallbackEvent": ["initiated", "sneezed"]},
            "StatusCallbackEvent[1]: expected enum",
        ),
        ("POST", "Calls.json", PLACED | {"Twiml": "<Say/>"}, "Twiml: expected format twiml"),
        ("POST", "Calls.json?To=1", PLACED, "expected its parameters in the form"),
        ("GET", "Calls.json", {"Too": "+8619900000001"}, "GET Calls.json.Too: not specified"),
        ("GET", "Calls.json", {"PageSize": "1001"}, "PageSize: expected maximum 1000"),
        ("GET", "Calls.json", {"StartTime>": "Monday"}, "StartTime>: expected format date-time"),
        ("GET", "Calls.json", {"Status": "initiated"}, "Status: expected enum"),
        ("GET", "Calls/CA1.json", {}, "GET Calls/{Sid}.json.Sid: expected"),
        ("POST", f"Calls/CA{'1' * 32}.json", {"Status": "busy"}, "Status: expected enum"),
        ("POST", "Messages.json", without(SENT, "Body"), "at least one of Body, MediaUrl, Cont"),
        ("POST", "Messages.json", without(SENT, "From"), "at least one of From, MessagingServic"),
    ],
)
def test_a_wrong_request_is_caught(
    specs: Specs, method: str, path: str, params: dict[str, Any], problem: str
) -> None:
    found = specs.twilio.request(method, f"{BASE}/{path}", params)
    assert found
    assert all(problem in one for one in found)


def published_examples() -> list[tuple[str, str, int, Any]]:
    document = json.loads((Path(os.environ[VARIABLE]) / FILE).read_text(encoding="utf-8"))
    return [
        (method.upper(), template, int(status), example["value"])
        for template in OURS
        for item in [document["paths"][template]]
        for method in ("get", "post")
        for status, answer in item[method]["responses"].items()
        for example in answer["content"]["application/json"].get("examples", {}).values()
    ]


def test_the_published_examples_of_resources_pass(specs: Specs) -> None:
    examples = published_examples()
    assert len(examples) > 15
    for method, template, status, body in examples:
        url = template.replace("{AccountSid}", ACCOUNT).replace("{Sid}", "CA" + "1" * 32)
        assert specs.twilio.answer(method, url, status, body) == []


def call(**changes: Any) -> dict[str, Any]:
    """The published example of a call that was just placed."""
    made = (body for _, _, status, body in published_examples() if status == 201)
    return {**next(made), **changes}


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"status": "initiated"}, "status: expected enum"),
        ({"status": None}, "status: expected"),
        ({"sid": "CA1"}, "sid: expected"),
        ({"date_created": "2026-03-02T01:00:00Z"}, "date_created: expected format date-time-rfc"),
        ({"date_created": "Tue, 02 Mar 2026 01:00:00 +0000"}, "date_created: expected format"),
        ({"duration": 12}, "duration: expected type ['string', 'null']"),
        ({"price_unit": "dollars"}, "price_unit: expected format currency"),
        ({"subresource_uris": {"events": 1}}, "subresource_uris: expected format uri-map"),
        ({"mood": "good"}, "mood: not specified"),
    ],
)
def test_a_wrong_resource_is_caught(specs: Specs, changes: dict[str, Any], problem: str) -> None:
    url = f"{BASE}/Calls.json"
    assert specs.twilio.answer("POST", url, 201, call()) == []
    found = specs.twilio.answer("POST", url, 201, call(**changes))
    assert found
    assert all(f"answer to POST Calls.json.{problem}" in one for one in found)


def test_a_resource_is_whole(specs: Specs) -> None:
    body = without(call(), "queue_time")
    found = specs.twilio.answer("POST", f"{BASE}/Calls.json", 201, body)
    assert found == ["answer to POST Calls.json.queue_time: missing"]


def test_a_refusal_has_the_shape_that_is_documented(specs: Specs) -> None:
    refusal = {
        "code": 21211,
        "message": "not a number",
        "more_info": "https://www.twilio.com/docs/errors/21211",
        "status": 400,
    }
    url = f"{BASE}/Calls.json"
    assert specs.twilio.answer("POST", url, 400, refusal) == []
    assert specs.twilio.answer("POST", url, 400, {"error": "no"}) != []
    assert specs.twilio.answer("POST", url, 202, refusal) != []
    assert specs.twilio.answer("POST", url, 503, "") == []


def test_no_problem_holds_a_number(specs: Specs) -> None:
    private = "19900000001"
    found = specs.twilio.request(
        "POST", f"{BASE}/Calls.json", PLACED | {"To": private, "Url": private}
    )
    assert len(found) == 2
    assert private not in " ".join(found)
