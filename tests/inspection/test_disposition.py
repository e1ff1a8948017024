import re

import pytest

from inspection.disposition import MEANINGS, Disposition, of_dialogue
from inspection.speech import FAREWELLS, goodbye
from inspection.summary_words import DISPOSITIONS
from tests.inspection.contacts import called, leaving, ringing, undelivered, written

D = Disposition


@pytest.mark.parametrize("disposition", Disposition)
def test_every_disposition_has_a_meaning_an_aapor_code_and_words(disposition: Disposition) -> None:
    assert re.fullmatch(r"[1-4]\.\d{1,2}", MEANINGS[disposition].aapor)
    assert DISPOSITIONS[disposition]
    assert goodbye(disposition, "zh")


def test_only_an_answer_is_an_answer() -> None:
    assert {d for d, meaning in MEANINGS.items() if meaning.answered} == {D.COMPLETE, D.PARTIAL}


@pytest.mark.parametrize(
    ("ended", "answers", "worth"),
    [
        ("COMPLETE", {"consent": "yes", "seen": "no"}, D.COMPLETE),
        ("COMPLETE", {"consent": "yes", "fair": "yes"}, D.PARTIAL),
        ("COMPLETE", {}, D.SILENT),
        ("REFUSED", {"consent": "refuse"}, D.REFUSED),
        ("LATER", {"consent": "later"}, D.LATER),
        ("MOVED", {"household": "moved"}, D.MOVED),
        ("WRONG_PERSON", {"household": "no"}, D.WRONG_PERSON),
        ("SILENT", {"language": "zh"}, D.SILENT),
        ("", {"consent": "yes", "seen": "dont_know"}, D.PARTIAL),
        ("", {"consent": "yes"}, D.BROKE_OFF),
        ("", {}, D.SILENT),
        ("BROKE_OFF", {"seen": "yes"}, D.PARTIAL),
        ("BROKE_OFF", {"consent": "yes"}, D.BROKE_OFF),
    ],
)
def test_a_call_is_worth_what_was_said_in_it(
    ended: str, answers: dict[str, str], worth: Disposition
) -> None:
    assert of_dialogue(ended, answers, enough="seen") is worth


def test_an_end_that_is_no_disposition_is_refused() -> None:
    with pytest.raises(ValueError, match="NOBODY"):
        of_dialogue("NOBODY", {}, enough="seen")


def test_a_try_counts_once_the_carrier_confirmed_it_and_is_not_to_blame() -> None:
    assert ringing("12:30").counts
    assert called("12:30", D.NON_CONTACT).counts
    assert not called("12:30", D.CARRIER_FAULT).counts
    assert not called("12:30", D.OUT_OF_SERVICE).counts
    assert written("09:00").counts
    assert not leaving("09:00").counts
    assert not undelivered("09:00", D.CARRIER_FAULT).counts


def test_a_call_is_live_until_it_is_over_and_a_message_never_is() -> None:
    assert ringing("12:30").live
    assert not called("12:30", D.BUSY).live
    assert not leaving("09:00").live


def test_whoever_said_something_hears_thanks_and_a_wrong_number_an_apology() -> None:
    assert {D.COMPLETE, D.PARTIAL, D.REFUSED, D.LATER, D.MOVED} <= set(FAREWELLS)
    assert "Sorry" in goodbye(D.WRONG_PERSON, "en")[0].text
    assert "Thank you" in goodbye(D.COMPLETE, "en")[0].text
