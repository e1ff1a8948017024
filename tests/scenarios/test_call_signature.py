"""Only the carrier comes through its door: whatever is not signed by it leaves no trace."""

from collections.abc import Callable, Mapping

import pytest

from tests.scenarios.answers import OPENING
from tests.scenarios.carrier_door import knock, signed
from tests.scenarios.town import Town
from tests.scenarios.village import ONLY_ONE, MakeTown, Village

SID = "CA" + "7" * 32


def a_call_is_ringing(make_town: MakeTown) -> tuple[Village, str]:
    """A village whose household is being rung, and the token of that attempt."""
    village = Village.drawn_in(make_town, policy=ONLY_ONE)
    village.answers_in_full()
    village.until_called()
    (attempt,) = village.attempts()
    return village, attempt.token


def form_of(village: Village, **fields: str) -> Mapping[str, str]:
    (attempt,) = village.attempts()
    return {"CallSid": attempt.provider_id, "CallStatus": "in-progress", **fields}


def left_nothing(village: Village, before: Mapping[str, int]) -> bool:
    (attempt,) = village.attempts()
    return (
        dict(village.town.book().inbox()) == dict(before)
        and village.said() == {}
        and attempt.disposition is None
    )


Forge = Callable[[Town, str, Mapping[str, str]], str]
FORGERIES: Mapping[str, Forge] = {
    "none": lambda town, path, form: "",
    "nonsense": lambda town, path, form: "bm9uc2Vuc2U=",
    "not even base64": lambda town, path, form: "\x7f~~",
    "of another address": lambda town, path, form: signed(town, path + "1", form),
    "of where the server really is": lambda town, path, form: signed(
        town, path, form, base=town.address
    ),
    "of other fields": lambda town, path, form: signed(town, path, {**form, "Digits": "2"}),
}


@pytest.mark.parametrize("door", ["0", "status"])
def test_a_wrong_signature_is_refused_and_nothing_is_stored(make_town: MakeTown, door: str) -> None:
    village, token = a_call_is_ringing(make_town)
    path = f"/voice/{token}/{door}"
    form = form_of(village, CallStatus="busy", SequenceNumber="3")
    before = village.town.book().inbox()
    for kind, forge in FORGERIES.items():
        answer = knock(village.town, path, form, signature=forge(village.town, path, form))
        assert (answer.status_code, answer.text) == (403, ""), kind
        assert left_nothing(village, before), kind
    village.town.to(23)
    assert village.outcomes() == ["COMPLETE"]


def test_the_right_signature_passes_at_both_doors(make_town: MakeTown) -> None:
    village, token = a_call_is_ringing(make_town)
    path = f"/voice/{token}/status"
    before = sum(village.town.book().inbox().values())
    answer = knock(village.town, path, form_of(village, CallStatus="ringing"))
    assert answer.status_code == 204
    assert sum(village.town.book().inbox().values()) == before + 1
    answer = knock(village.town, f"/voice/{token}/0", form_of(village))
    assert answer.status_code == 200
    assert "Choose your language" in answer.text
    village.town.to(23)
    assert village.outcomes() == ["COMPLETE"]
    assert {*OPENING} < set(village.said())


def test_a_token_that_nobody_knows_tells_nothing(make_town: MakeTown) -> None:
    """Signed, but for a call that we never made: the words are the same for every such token."""
    village, _ = a_call_is_ringing(make_town)
    form = form_of(village, Digits="1")
    answers = {
        knock(village.town, f"/voice/{token}/{step}", form).text
        for token in ("0" * 32, "f" * 32)
        for step in ("0", "4")
    }
    assert len(answers) == 1
    (said,) = answers
    assert "Sorry to have disturbed you" in said
    assert "<Hangup" in said
    village.town.to(23)
    assert village.outcomes() == ["COMPLETE"]


def test_news_of_a_call_that_nobody_made_changes_nothing(make_town: MakeTown) -> None:
    village, _ = a_call_is_ringing(make_town)
    form = {"CallSid": SID, "CallStatus": "completed", "SequenceNumber": "3"}
    assert knock(village.town, f"/voice/{'0' * 32}/status", form).status_code == 204
    village.town.to(23)
    assert village.outcomes() == ["COMPLETE"]
    assert village.town.book().inbox()["quarantined"] == 0


def test_a_giant_body_is_refused(make_town: MakeTown) -> None:
    village, token = a_call_is_ringing(make_town)
    before = village.town.book().inbox()
    form = form_of(village, Digits="1" * 70_000)
    assert knock(village.town, f"/voice/{token}/0", form).status_code == 413
    assert left_nothing(village, before)
    village.town.to(23)
    assert village.outcomes() == ["COMPLETE"]
