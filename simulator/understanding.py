"""How people understand a question by its keywords, and find the choice that means their answer."""

import re
from collections.abc import Sequence

from simulator.spoken import without_choices

_TOPICS = {
    "language": "选择语言|choose your language",
    "consent": "愿意回答|方便.{0,6}说话|willing to answer|talk freely",
    "identity": r"您是(?!否).{1,20}吗|(?<!where )are you (?!willing)[^?]{1,40}\?",
    "household": "您家是?在|your household in",
    "seen": "见到.{0,4}工作队|see the work team",
    "helper": "联系您家|helps your household",
    "visits": "来访|visit or call you",
    "needs": "(?<!村里眼下)最急的困难|most urgent need",
    "answered": "您提过的困难|a problem that you raised",
    "fair": "公道|choosing of beneficiaries fair",
    "posted": "公示|beneficiaries posted",
    "money": "要过钱|for money",
    "coached": "教过您|tell you how to answer",
    "whereabouts": "您现在在哪|where are you now",
    "task": "正在办|working on",
    "visited": "本周走访|you visited this week",
    "pressing": "村里眼下最急|most pressing",
    "trip_detail": "公出办什么|what is the trip for",
    "leave_detail": "请假到哪天|until when is your leave",
    "rest_detail": "哪天回到岗位|on which day will you be back",
    "emergency_detail": "出了什么事|what happened",
    "recording": "需要录音|would be recorded",
}
_AT_THE_TONE = "提示音后.{0,4}讲|嘀.{0,6}后.{0,4}说|speak after the tone"
_DONT_KNOW = "不清楚|不知道|don't know"
_MEANINGS = {
    "language": {"zh": "普通话|中文|汉语|chinese", "en": "英语|english"},
    "recording": {"yes": "^(同意|是|yes)", "no": "^(不|no)"},
    "consent": {
        "yes": "^(是|愿意|方便|可以|yes)",
        "later": "晚些|稍后|later",
        "refuse": "不愿意|拒绝|do not call|refuse",
    },
    "identity": {"yes": "^(是|yes)", "no": "^(不是|否|no)"},
    "household": {"yes": "^(是|yes)", "no": "^(不是|否|no)", "moved": "搬|moved"},
    "seen": {
        "yes": "^(见到|看到|yes)",
        "no": "没见到|没看到|^no",
        "away": "不在村|away",
        "dont_know": _DONT_KNOW,
    },
    "helper": {"name": "名字|by name", "face": "见面|by face", "no": "^(不知道|no)"},
    "visits": {
        "none": "^没有|not at all",
        "once": "^一次|^once",
        "more": "两次|twice",
        "dont_know": _DONT_KNOW,
    },
    "needs": {
        "income": "收入|income",
        "health": "看病|health",
        "housing": "住房|housing",
        "none": "^没有|^none",
    },
    "answered": {
        "solved": "解决|solved",
        "answered": "^回了话|it was answered",
        "no": "没有回话|nobody",
        "never": "没提过|never",
    },
    "fair": {"yes": "^公道|^fair", "no": "不公道|not fair", "dont_know": _DONT_KNOW},
    "posted": {
        "seen": "^看到|i saw it",
        "unseen": "没看到|did not see",
        "dont_know": _DONT_KNOW,
    },
    "money": {"no": "^没有|nobody", "yes": "^有人|somebody"},
    "coached": {"no": "^没有|nobody", "yes": "^有人|somebody"},
    "whereabouts": {
        "village": "在村|in the village",
        "trip": "公出|出差|trip",
        "leave": "请假|leave",
        "home": "休息|resting|off duty",
        "emergency": "急事|emergency",
    },
}


def topic(text: str) -> str | None:
    """What is asked last in `text`, menus left aside; None if nothing is understood."""
    question = without_choices(text)
    found = [
        (match.start(), -len(match.group()), name)
        for name, pattern in _TOPICS.items()
        for match in re.finditer(pattern, question, re.IGNORECASE)
    ]
    if not found:
        return None
    latest = max(start for start, _, _ in found)
    return min((length, name) for start, length, name in found if start == latest)[1]


def is_at_the_tone(text: str) -> bool:
    """Whether words are wanted now, and no key."""
    return re.search(_AT_THE_TONE, text, re.IGNORECASE) is not None


def sentence(what: str, text: str) -> str:
    """The last sentence of `text` that asks this."""
    sentences = re.split(r"(?<=[。？！?!.])\s*", without_choices(text))
    asking = [one for one in sentences if re.search(_TOPICS[what], one, re.IGNORECASE)]
    return asking[-1] if asking else text


def choice_meaning(what: str, meaning: str, choices: Sequence[str]) -> str | None:
    """The one choice that means this; None if no choice does, or several do."""
    pattern = _MEANINGS.get(what, {}).get(meaning)
    if pattern is None:
        return None
    meant = [choice for choice in choices if re.search(pattern, choice, re.IGNORECASE)]
    return meant[0] if len(meant) == 1 else None
