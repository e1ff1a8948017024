"""The questions of first light: a villager inquiry for the keypad, a spot check for the chat.

Taken from the programme's question sets; asked facts only, never policy trivia. `{village}` and
`{days}` are filled in when a question is put: both kinds of people are asked about the same days.
"""

from inspection.form import Choice, Form, Question

_YES = Choice(name="yes", label={"zh": "是", "en": "yes"})
_NO = Choice(name="no", label={"zh": "否", "en": "no"})


def _keyed(name: str, zh: str, en: str, *choices: tuple[str, str, str]) -> Question:
    return Question(
        name=name,
        kind="select_one",
        label={"zh": zh, "en": en},
        choices=tuple(Choice(name=n, label={"zh": z, "en": e}) for n, z, e in choices),
        shuffled=True,
    )


_LANGUAGE = Question(
    name="language",
    kind="select_one",
    label={"zh": "选择语言。", "en": "Choose your language."},
    choices=(
        Choice(name="zh", label={"zh": "普通话", "en": "Chinese"}),
        Choice(name="en", label={"zh": "英语", "en": "English"}),
    ),
)
_CONSENT = Question(
    name="consent",
    kind="select_one",
    label={
        "zh": "您现在方便单独说话、愿意回答吗？",
        "en": "Can you talk freely, alone, and are you willing to answer?",
    },
    choices=(
        _YES,
        Choice(name="later", label={"zh": "晚些再打", "en": "call me later"}),
        Choice(name="refuse", label={"zh": "不愿意", "en": "no, do not call"}),
    ),
    stops={"later": "LATER", "refuse": "REFUSED"},
    needed="SILENT",
)
_HOUSEHOLD = Question(
    name="household",
    kind="select_one",
    label={"zh": "您家是在{village}吗？", "en": "Is your household in {village}?"},
    choices=(_YES, _NO, Choice(name="moved", label={"zh": "已经搬走", "en": "we moved away"})),
    stops={"no": "WRONG_PERSON", "moved": "MOVED"},
    needed="SILENT",
)
SEEN = _keyed(
    "seen",
    "{days}，您在村里见到工作队了吗？",
    "Did you see the work team in the village {days}?",
    ("yes", "见到了", "yes, I saw them"),
    ("no", "没见到", "no, I did not see them"),
    ("away", "我不在村里", "I was away from the village"),
    ("dont_know", "不清楚", "I don't know"),
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
                "您知道哪位干部联系您家吗？",
                "Do you know which official helps your household?",
                ("name", "知道名字", "yes, by name"),
                ("face", "见面认得", "yes, by face"),
                ("no", "不知道", "no"),
            ),
            _keyed(
                "visits",
                "最近三十天，干部来访或来电几次？",
                "How often did an official visit or call you in the last thirty days?",
                ("none", "没有", "not at all"),
                ("once", "一次", "once"),
                ("more", "两次或更多", "twice or more"),
                ("dont_know", "不清楚", "I don't know"),
            ),
            _keyed(
                "needs",
                "眼下最急的困难是什么？",
                "What is your most urgent need?",
                ("income", "收入和就业", "income and work"),
                ("health", "看病", "health care"),
                ("housing", "住房和饮水", "housing and water"),
                ("none", "没有", "none"),
            ),
            _keyed(
                "answered",
                "您提过的困难，有人回话吗？",
                "Did anyone answer a problem that you raised?",
                ("solved", "解决了", "it was solved"),
                ("answered", "回了话", "it was answered"),
                ("no", "没有回话", "nobody answered"),
                ("never", "没提过", "I never raised one"),
            ),
            _keyed(
                "fair",
                "评低保、分名额公道吗？",
                "Was the choosing of beneficiaries fair?",
                ("yes", "公道", "fair"),
                ("no", "不公道", "not fair"),
                ("dont_know", "不清楚", "I don't know"),
            ),
            _keyed(
                "posted",
                "受益名单公示过、您看到过吗？",
                "Was the list of beneficiaries posted, and did you see it?",
                ("seen", "看到过", "I saw it"),
                ("unseen", "没看到", "I did not see it"),
                ("dont_know", "不清楚", "I don't know"),
            ),
            _keyed(
                "money",
                "有人向您要过钱物吗？",
                "Did anyone ask you for money or gifts?",
                ("no", "没有", "nobody asked"),
                ("yes", "有人要过", "somebody asked"),
            ),
            _keyed(
                "coached",
                "有人教过您怎么回答吗？",
                "Did anyone tell you how to answer?",
                ("no", "没有", "nobody did"),
                ("yes", "有人教过", "somebody did"),
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
    label={"zh": "您现在在哪里？", "en": "Where are you now?"},
    choices=(
        Choice(name=IN_VILLAGE, label={"zh": "在村里", "en": "In the village"}),
        Choice(name=TRIP, label={"zh": "公出", "en": "On an official trip"}),
        Choice(name=LEAVE, label={"zh": "请假", "en": "On leave"}),
        Choice(name=REST, label={"zh": "休息", "en": "Resting, off duty"}),
        Choice(name=EMERGENCY, label={"zh": "急事", "en": "Emergency"}),
    ),
    needed="SILENT",
)


def _told(name: str, zh: str, en: str, *answers: str) -> Question:
    return Question(
        name=name,
        kind="text",
        label={"zh": zh, "en": en},
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
                "请说一件您正在办的事。",
                "Tell us one thing that you are working on.",
                IN_VILLAGE,
            ),
            _told(
                "visited",
                "请说出本周走访的两户和谈到的事（不写身份证号）。",
                "Name two households you visited this week and what it was about (no ID numbers).",
                IN_VILLAGE,
            ),
            _told(
                "pressing",
                "村里眼下最急的困难是什么，需要哪级帮助？",
                "What is the village's most pressing problem, and whose help does it need?",
                IN_VILLAGE,
            ),
            _told(
                "trip_detail",
                "公出办什么事、哪天返回、向谁报备？",
                "What is the trip for, when will you be back, and whom did you tell?",
                TRIP,
            ),
            _told(
                "leave_detail",
                "请假到哪天、谁批准的？",
                "Until when is your leave, and who approved it?",
                LEAVE,
            ),
            _told("rest_detail", "哪天回到岗位？", "On which day will you be back?", REST),
            _told(
                "emergency_detail",
                "出了什么事，需要我们联系谁吗？",
                "What happened, and is there anyone we should contact?",
                EMERGENCY,
            ),
        )
    },
)
OFFICIAL_DRAWN = ("task", "visited", "pressing")
"""One of these is drawn for whoever is in the village."""
OFFICIAL_ELSEWHERE = ("trip_detail", "leave_detail", "rest_detail", "emergency_detail")

FORMS = {form.name: form for form in (VILLAGER, OFFICIAL)}
