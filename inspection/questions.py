"""The questions of first light: a villager inquiry for the keypad, a spot check for the chat.

Taken from the programme's question sets; asked facts only, never policy trivia. `{village}` and
`{days}` are filled in when a question is put: both kinds of people are asked about the same days.
"""

from inspection.form import Choice, Form, Question
from inspection.phrase import Phrase, phrase
from inspection.wording import LANGUAGES, own_name

_YES = Choice(name="yes", label=phrase("villager: yes or no", "yes"))
_NO = Choice(name="no", label=phrase("villager: yes or no", "no"))


def _keyed(name: str, label: Phrase, /, **choices: Phrase) -> Question:
    return Question(
        name=name,
        kind="select_one",
        label=label,
        choices=tuple(Choice(name=choice, label=said) for choice, said in choices.items()),
        shuffled=True,
    )


_LANGUAGE = Question(
    name="language",
    kind="select_one",
    label=phrase("villager: language", "Choose your language."),
    choices=tuple(Choice(name=code, label=own_name(code)) for code in LANGUAGES),
)
_CONSENT = Question(
    name="consent",
    kind="select_one",
    label=phrase("villager: consent", "Can you talk freely, alone, and are you willing to answer?"),
    choices=(
        _YES,
        Choice(name="later", label=phrase("villager: consent", "call me later")),
        Choice(name="refuse", label=phrase("villager: consent", "no, do not call")),
    ),
    stops={"later": "LATER", "refuse": "REFUSED"},
    needed="SILENT",
)
_HOUSEHOLD = Question(
    name="household",
    kind="select_one",
    label=phrase("villager: household", "Is your household in {village}?"),
    choices=(_YES, _NO, Choice(name="moved", label=phrase("villager: household", "we moved away"))),
    stops={"no": "WRONG_PERSON", "moved": "MOVED"},
    needed="SILENT",
)
SEEN = _keyed(
    "seen",
    phrase("villager: seen", "Did you see the work team in the village {days}?"),
    yes=phrase("villager: seen", "yes, I saw them"),
    no=phrase("villager: seen", "no, I did not see them"),
    away=phrase("villager: seen", "I was away from the village"),
    dont_know=phrase("villager: seen", "I don't know"),
)

VILLAGER = Form(
    name="villager",
    version=1,
    questions={
        question.name: question
        for question in (
            _LANGUAGE,
            _CONSENT,
            _HOUSEHOLD,
            SEEN,
            _keyed(
                "helper",
                phrase("villager: helper", "Do you know which official helps your household?"),
                name=phrase("villager: helper", "yes, by name"),
                face=phrase("villager: helper", "yes, by face"),
                no=phrase("villager: helper", "no"),
            ),
            _keyed(
                "visits",
                phrase(
                    "villager: visits",
                    "How often did an official visit or call you in the last thirty days?",
                ),
                none=phrase("villager: visits", "not at all"),
                once=phrase("villager: visits", "once"),
                more=phrase("villager: visits", "twice or more"),
                dont_know=phrase("villager: visits", "I don't know"),
            ),
            _keyed(
                "needs",
                phrase("villager: needs", "What is your most urgent need?"),
                income=phrase("villager: needs", "income and work"),
                health=phrase("villager: needs", "health care"),
                housing=phrase("villager: needs", "housing and water"),
                none=phrase("villager: needs", "none"),
            ),
            _keyed(
                "answered",
                phrase("villager: answered", "Did anyone answer a problem that you raised?"),
                solved=phrase("villager: answered", "it was solved"),
                answered=phrase("villager: answered", "it was answered"),
                no=phrase("villager: answered", "nobody answered"),
                never=phrase("villager: answered", "I never raised one"),
            ),
            _keyed(
                "fair",
                phrase("villager: fair", "Was the choosing of beneficiaries fair?"),
                yes=phrase("villager: fair", "fair"),
                no=phrase("villager: fair", "not fair"),
                dont_know=phrase("villager: fair", "I don't know"),
            ),
            _keyed(
                "posted",
                phrase(
                    "villager: posted", "Was the list of beneficiaries posted, and did you see it?"
                ),
                seen=phrase("villager: posted", "I saw it"),
                unseen=phrase("villager: posted", "I did not see it"),
                dont_know=phrase("villager: posted", "I don't know"),
            ),
            _keyed(
                "money",
                phrase("villager: money", "Did anyone ask you for money or gifts?"),
                no=phrase("villager: money", "nobody asked"),
                yes=phrase("villager: money", "somebody asked"),
            ),
            _keyed(
                "coached",
                phrase("villager: coached", "Did anyone tell you how to answer?"),
                no=phrase("villager: coached", "nobody did"),
                yes=phrase("villager: coached", "somebody did"),
            ),
        )
    },
)
VILLAGER_OPENING = ("language", "consent", "household")
"""Asked of every household, in this order, before the drawn questions."""
VILLAGER_ALWAYS = ("seen",)
VILLAGER_DRAWN = ("helper", "visits", "needs", "answered", "fair", "posted", "money", "coached")
VILLAGER_OUTSIDE = ("needs", "fair", "posted", "money")
"""For a household outside the programme: what concerns the whole village."""
VILLAGER_KEYED = 5
"""Drawn questions a call, `seen` among them: a call takes three minutes at most."""

IN_VILLAGE, TRIP, LEAVE, REST, EMERGENCY = "village", "trip", "leave", "rest", "emergency"

WHEREABOUTS = Question(
    name="whereabouts",
    kind="select_one",
    label=phrase("official: whereabouts", "Where are you now?"),
    choices=(
        Choice(name=IN_VILLAGE, label=phrase("official: whereabouts", "In the village")),
        Choice(name=TRIP, label=phrase("official: whereabouts", "On an official trip")),
        Choice(name=LEAVE, label=phrase("official: whereabouts", "On leave")),
        Choice(name=REST, label=phrase("official: whereabouts", "Resting, off duty")),
        Choice(name=EMERGENCY, label=phrase("official: whereabouts", "Emergency")),
    ),
    needed="SILENT",
)


def _told(name: str, label: Phrase, *answers: str) -> Question:
    return Question(
        name=name,
        kind="text",
        label=label,
        only_if=("whereabouts", frozenset(answers)),
    )


OFFICIAL = Form(
    name="official",
    version=1,
    questions={
        question.name: question
        for question in (
            WHEREABOUTS,
            _told(
                "task",
                phrase("official: task", "Tell us one thing that you are working on."),
                IN_VILLAGE,
            ),
            _told(
                "visited",
                phrase(
                    "official: visited",
                    "Name two households you visited this week and what it was about"
                    " (no ID numbers).",
                ),
                IN_VILLAGE,
            ),
            _told(
                "pressing",
                phrase(
                    "official: pressing",
                    "What is the village's most pressing problem, and whose help does it need?",
                ),
                IN_VILLAGE,
            ),
            _told(
                "trip_detail",
                phrase(
                    "official: trip_detail",
                    "What is the trip for, when will you be back, and whom did you tell?",
                ),
                TRIP,
            ),
            _told(
                "leave_detail",
                phrase("official: leave_detail", "Until when is your leave, and who approved it?"),
                LEAVE,
            ),
            _told(
                "rest_detail",
                phrase("official: rest_detail", "On which day will you be back?"),
                REST,
            ),
            _told(
                "emergency_detail",
                phrase(
                    "official: emergency_detail",
                    "What happened, and is there anyone we should contact?",
                ),
                EMERGENCY,
            ),
        )
    },
)
OFFICIAL_DRAWN = ("task", "visited", "pressing")
"""One of these is drawn for whoever is in the village."""
OFFICIAL_ELSEWHERE = ("trip_detail", "leave_detail", "rest_detail", "emergency_detail")

FORMS = {form.name: form for form in (VILLAGER, OFFICIAL)}
