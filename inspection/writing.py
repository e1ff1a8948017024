"""What the bot writes about a check.

Every function takes the person's language; wording.EVERY writes to someone whose language is not
known. Texts are plain: nothing in them is markup, whatever people put into it.
"""

from collections.abc import Mapping
from datetime import date

from inspection.button import Press
from inspection.chat import Button, Letter
from inspection.days import dated
from inspection.form import Labels, Prompt
from inspection.wording import with_public_number, worded

TEXTS: Mapping[str, Labels] = {
    "check": {
        "zh": "抽查（抽签决定，事先不通知），第1问，共2问。\n{question}",
        "en": "Unannounced check, drawn by lot. Question 1 of 2.\n{question}",
    },
    "check notes": {
        "zh": "请在{answer_by}之前回答。每月最多{most}次；结果您会在这里看到，"
        "可在{days}个工作日内说明或申诉。",
        "en": "Please answer by {answer_by}. At most {most} checks a month; you see the result"
        " here and may explain or appeal within {days} working days.",
    },
    "tell": {
        "zh": "第2问，共2问。\n{question}\n请直接打字回答。",
        "en": "Question 2 of 2.\n{question}\nPlease type your answer.",
    },
    "reminder": {
        "zh": "提醒：抽查还等您回答，请在{answer_by}之前。\n{question}",
        "en": "A reminder: the check still waits for your answer, by {answer_by}.\n{question}",
    },
    "thanks": {"zh": "谢谢，您的回答已经记下。", "en": "Thank you, your answer was recorded."},
    "thanks late": {
        "zh": "谢谢，您的回答已经记下，标明迟到。迟到本身不算问题。",
        "en": "Thank you, your answer was recorded and marked late."
        " Being late is not held against you.",
    },
    "statement kept": {
        "zh": "您的说明已与{day}的抽查一起存档，督查人员会看到。",
        "en": "Your statement is kept with the check of {day}, and an inspector reads it.",
    },
    "not reached": {
        "zh": "{day}的抽查多次联系没有回音，已结束。这不等于不在岗。"
        "请在{days}个工作日内写在这里说明原因，会与抽查一起存档。",
        "en": "The check of {day} found no answer in several attempts and is closed. That does not"
        " count as absence. Please write here within {days} working days what the reason was;"
        " it is kept with the check.",
    },
    "noted": {"zh": "已记下", "en": "Noted"},
    "expired": {
        "zh": "这个按钮已失效，没有改变任何记录。",
        "en": "This button has expired; nothing was changed.",
    },
    "nothing open": {
        "zh": "现在没有等您回答的问题。",
        "en": "There is no open question for you now.",
    },
    "type it": {
        "zh": "请自己打字回答，转发的消息不算回答。",
        "en": "Please type your answer; forwarded messages are no answer.",
    },
    "press a button": {
        "zh": "请按下面的一个按钮回答。\n{question}",
        "en": "Please answer with one of the buttons.\n{question}",
    },
}


def check(
    language: str,
    contact_token: str,
    prompt: Prompt,
    *,
    answer_by_local: str,
    most_a_month: int,
    statement_days: int,
    public_number: str = "",
) -> Letter:
    """The first question of a check; `answer_by_local` is a local time as people read it."""
    notes = _text(
        "check notes",
        language,
        answer_by=answer_by_local,
        most=str(most_a_month),
        days=str(statement_days),
    )
    text = f"{_asked('check', language, prompt)}\n{notes}"
    return Letter(
        text=with_public_number(text, language, public_number),
        buttons=_buttons(language, contact_token, prompt),
    )


def tell(language: str, prompt: Prompt) -> Letter:
    """The second question, answered in the person's own words."""
    return Letter(text=_asked("tell", language, prompt))


def reminder(language: str, contact_token: str, prompt: Prompt, *, answer_by_local: str) -> Letter:
    """Once, with the question that is still open; a text question has no buttons."""
    return Letter(
        text=_asked("reminder", language, prompt, answer_by=answer_by_local),
        buttons=_buttons(language, contact_token, prompt),
    )


def press_a_button(language: str, contact_token: str, prompt: Prompt) -> Letter:
    """To words where a button is the answer."""
    return Letter(
        text=_asked("press a button", language, prompt),
        buttons=_buttons(language, contact_token, prompt),
    )


def thanks(language: str, *, late: bool) -> Letter:
    return _plain("thanks late" if late else "thanks", language)


def statement_kept(language: str, day: date) -> Letter:
    """After words that answer no question."""
    return _plain("statement kept", language, day=dated(day, language))


def not_reached(language: str, day: date, *, statement_days: int) -> Letter:
    """To whoever answered nothing: the person hears of it, and may explain, before anybody acts."""
    return _plain("not reached", language, day=dated(day, language), days=str(statement_days))


def noted(language: str, query: str) -> Letter:
    """Acknowledges a tap that counted."""
    return Letter(text=_text("noted", language), acknowledges=query)


def expired(language: str, query: str) -> Letter:
    """Acknowledges a tap without effect: pressed twice, too late, or by somebody else."""
    return Letter(text=_text("expired", language), acknowledges=query)


def nothing_open(language: str) -> Letter:
    return _plain("nothing open", language)


def type_it(language: str) -> Letter:
    """To a forwarded message, which is no answer."""
    return _plain("type it", language)


def _buttons(language: str, token: str, prompt: Prompt) -> tuple[Button, ...]:
    return tuple(
        Button(
            text=worded(choice.label, language, {}),
            data=Press(token=token, question=prompt.question.name, choice=choice.name).data(),
        )
        for choice in prompt.choices
    )


def _asked(name: str, language: str, prompt: Prompt, **facts: str) -> str:
    question = worded(prompt.question.label, language, {})
    return _text(name, language, question=question, **facts)


def _plain(which: str, language: str, **facts: str) -> Letter:
    return Letter(text=_text(which, language, **facts))


def _text(name: str, language: str, **facts: str) -> str:
    return worded(TEXTS[name], language, facts)


_LONGEST_UNITS = 4096
_CUT = "\n…"


def shortened(text: str) -> str:
    """The text as one message takes it: at most 4,096 UTF-16 units, cut at the end of a line."""
    if _units(text) <= _LONGEST_UNITS:
        return text
    kept: list[str] = []
    left = _LONGEST_UNITS - _units(_CUT)
    for line in text.split("\n"):
        left -= _units(line) + 1
        if left < 0:
            break
        kept.append(line)
    return "\n".join(kept) + _CUT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
