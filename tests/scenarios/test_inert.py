"""Names and answers that look like markup or like formulas are words, on every way to people."""

from dataclasses import replace

from tests.scenarios.check import MakeTown
from tests.scenarios.neighbours import SAW_THEM, Neighbours
from tests.scenarios.town import small_roster

HARM = '=HYPERLINK("http://x") & <Hangup/> </Say><Dial>+1</Dial> *_[b]'
SPOKEN = "HYPERLINK( http x ) Hangup Say Dial 1 Dial b"
"""Signs are not read aloud."""


def test_markup_and_formulas_in_names_are_words_on_every_way(make_town: MakeTown) -> None:
    roster = small_roster(officials=1)
    (place,), (official,) = roster.villages, roster.officials
    story = Neighbours.picked_in(
        make_town,
        "I1",
        roster=replace(
            roster,
            villages=(replace(place, name=HARM),),
            officials=(replace(official, name=HARM),),
        ),
    )
    story.claims("In the village", words=HARM)
    story.tell(SAW_THEM, SAW_THEM)
    story.town.to(20, 40)
    for place_in_order in (1, 2):
        assert story.outcomes(place_in_order) == ["COMPLETE"]
        (call,) = story.calls(place_in_order)
        assert any(f"Is your household in {SPOKEN}?" in said for said in call.heard)
    inspector = story.town.chat("I1").receives("Inspection 1")
    (summary,) = [m.text for m in inspector.messages if "Inspection 1" in m.text]
    assert summary.count(HARM) == 3, "the village, the official, and what they said"
