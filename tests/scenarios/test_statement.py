"""What a person says about a check is kept with it, and reaches the inspector who has it."""

from tests.scenarios.check import Check, MakeTown

UNREACHED = "The check of Monday 2 March found no answer in several attempts and is closed."


def answered(make_town: MakeTown) -> Check:
    check = Check.asked_in(make_town)
    check.town.link("I1")
    check.chat.taps("In the village").receives("Please type")
    check.chat.says("The water pipe.").receives("your answer was recorded")
    check.town.chat("I1").receives("Inspection 1")
    return check


def test_words_after_the_check_are_kept_and_passed_on(make_town: MakeTown) -> None:
    check = answered(make_town)
    check.chat.says("My phone lay in the car.").receives(
        "Your statement is kept with the check of Monday 2 March, and an inspector reads it."
    )
    check.town.chat("I1").receives("Inspection 1: statement of Official 1:").sees(
        "“My phone lay in the car.”"
    )
    assert check.said["statement"] == "My phone lay in the car."
    assert check.contact.disposition == "COMPLETE"
    assert check.late == []


def test_words_of_somebody_who_was_never_asked_are_no_statement(make_town: MakeTown) -> None:
    check = Check.drawn_in(make_town)
    check.chat.says("Hello?").receives("There is no open question for you now.")
    assert check.replies == []


def test_whoever_was_not_reached_hears_of_it_and_may_explain(make_town: MakeTown) -> None:
    check = Check.asked_in(make_town)
    check.phone.does_not_answer()
    check.phone.does_not_answer()
    check.town.to(23, day=4)
    check.chat.receives("A reminder").receives(UNREACHED)
    check.chat.says("I was in hospital.").receives("Your statement is kept with the check")
    assert check.said == {"statement": "I was in hospital."}
    assert check.contact.disposition == "ATTEMPTS_EXHAUSTED"
