"""What a household that is willing to talk presses at each question."""

from collections.abc import Mapping

from simulator.phone_script import PhoneScript

Said = tuple[str, str]
"""What is heard in a question, and the words of the choice that answers it."""
ANSWERS: Mapping[str, Mapping[str, Said]] = {
    "en": {
        "seen": ("see the work team in the village", "yes, I saw them"),
        "helper": ("which official helps your household", "by name"),
        "visits": ("visit or call you in the last thirty days", "once"),
        "needs": ("your most urgent need", "health care"),
        "answered": ("answer a problem that you raised", "it was solved"),
        "fair": ("choosing of beneficiaries fair", "not fair"),
        "posted": ("list of beneficiaries posted", "I saw it"),
        "money": ("ask you for money or gifts", "nobody asked"),
        "coached": ("tell you how to answer", "nobody did"),
    },
    "zh": {
        "seen": ("在村里见到工作队了吗", "见到了"),
        "helper": ("哪位干部联系您家", "知道名字"),
        "visits": ("干部来访或来电几次", "一次"),
        "needs": ("眼下最急的困难是什么", "看病"),
        "answered": ("您提过的困难，有人回话吗", "解决了"),
        "fair": ("评低保、分名额公道吗", "不公道"),
        "posted": ("受益名单公示过", "看到过"),
        "money": ("有人向您要过钱物吗", "没有"),
        "coached": ("有人教过您怎么回答吗", "没有"),
    },
}
VALUES: Mapping[str, str] = {
    "seen": "yes",
    "helper": "name",
    "visits": "once",
    "needs": "health",
    "answered": "solved",
    "fair": "no",
    "posted": "seen",
    "money": "no",
    "coached": "no",
}
"""How those answers are kept."""
OPENING = ("language", "consent", "household")


def says(phone: PhoneScript, *questions: str, language: str = "en") -> PhoneScript:
    """Answers these questions as they come."""
    for question in questions:
        heard, choice = ANSWERS[language][question]
        phone.hears(heard).chooses(choice)
    return phone
