"""What is said on the phone.

Lines can be strung together: `(*not_understood("en"), *question(prompt, ...))`. Options keep one
form, "For <choice>, press <n>.", so that whoever heard one question knows how to hear the next.
"""

import re
import unicodedata
from collections.abc import Mapping

from inspection.call import Line
from inspection.disposition import Disposition
from inspection.form import Labels, Prompt, keyed
from inspection.wording import LANGUAGES, worded

PERSON_KEY, STOP_KEY, REPEAT_KEY = "0", "7", "9"
"""Work at every question, so no choice may stand on them."""

TEXTS: Mapping[str, Labels] = {
    "option": {"zh": "{choice}，请按{key}。", "en": "For {choice}, press {key}."},
    "greeting": {
        "zh": "您好，这是县驻村工作督查办公室的自动电话。您家是抽签抽中的。"
        "回答全凭自愿，大约三分钟，不会告诉村里和工作队。我们从不问身份证号和银行卡号。",
        "en": "Hello. This is an automatic call from the county office that supervises the work"
        " teams stationed in villages. Your household was drawn by lot. Taking part is voluntary"
        " and takes about three minutes. Your answers are not shown to the village or the team."
        " We never ask for ID card or bank numbers.",
    },
    "official": {
        "zh": "您好，这是县驻村工作督查办公室的自动电话，不打招呼的抽查，您在聊天中还没有回答。"
        "我们从不问身份证号和银行卡号。只有一个问题。",
        "en": "Hello. This is an automatic call from the county office that supervises the work"
        " teams: an unannounced check that you have not answered in the chat yet."
        " We never ask for ID card or bank numbers. There is one question.",
    },
    "verify": {
        "zh": "核实来电请拨打{number}。",
        "en": "To verify this call, dial {number}.",
    },
    "keys": {
        "zh": f"按{REPEAT_KEY}重听，按{STOP_KEY}结束，按{PERSON_KEY}请工作人员联系您。",
        "en": f"At any question, {REPEAT_KEY} repeats it, {STOP_KEY} stops the call,"
        f" and {PERSON_KEY} asks for a person.",
    },
    "not understood": {"zh": "没有听清您的选择。", "en": "I did not understand."},
    "person": {
        "zh": "我们会转告督查人员，您想与工作人员通话。",
        "en": "An inspector will be told that you want to speak to a person.",
    },
    "one moment": {"zh": "请稍等。", "en": "One moment, please."},
    "disturbed": {"zh": "对不起，打扰了。再见。", "en": "Sorry to have disturbed you. Goodbye."},
}
_THANKS = {
    "zh": "谢谢您，您的回答已经记下。再见。",
    "en": "Thank you, your answers were recorded. Goodbye.",
}
_GOODBYE = {"zh": "谢谢，再见。", "en": "Thank you. Goodbye."}
FAREWELLS: Mapping[Disposition, Labels] = {
    Disposition.COMPLETE: _THANKS,
    Disposition.PARTIAL: _THANKS,
    Disposition.LATER: {
        "zh": "好的，我们改时间再打。再见。",
        "en": "All right, we will call again at another time. Goodbye.",
    },
    Disposition.REFUSED: {
        "zh": "好的，不再为此事打扰您。再见。",
        "en": "All right, we will not call you about this again. Goodbye.",
    },
    Disposition.WRONG_PERSON: {
        "zh": "对不起，打错了。再见。",
        "en": "Sorry, this was the wrong number. Goodbye.",
    },
    Disposition.MOVED: {
        "zh": "好的，我们会更正登记。谢谢，再见。",
        "en": "Thank you, we will correct our register. Goodbye.",
    },
    Disposition.SILENT: {
        "zh": "没有听到您的回答。再见。",
        "en": "We did not hear an answer. Goodbye.",
    },
    Disposition.BROKE_OFF: {
        "zh": "好的，到此为止。再见。",
        "en": "All right, we stop here. Goodbye.",
    },
}
_LONGEST_FACT = 60


def language_prompt(prompt: Prompt) -> tuple[Line, ...]:
    """Asks for the language; each choice (named by its language) is said in that language."""
    return tuple(
        Line(
            language=choice.name,
            text=_joined(
                choice.name,
                worded(prompt.question.label, choice.name, {}),
                _text("option", choice.name, choice=choice.label[choice.name], key=key),
            ),
        )
        for key, choice in keyed(prompt)
    )


def greeting(language: str, *, public_number: str = "") -> tuple[Line, ...]:
    """To a household: who calls, why them, that it is voluntary, and which keys always work."""
    return _greeted("greeting", language, public_number)


def official_greeting(language: str, *, public_number: str = "") -> tuple[Line, ...]:
    """To an official who was silent in the chat."""
    return _greeted("official", language, public_number)


def question(prompt: Prompt, *, language: str, facts: Mapping[str, str]) -> tuple[Line, ...]:
    """The question with its options. `facts` fill the places of its label, cleaned by `spoken`.

    Raises ValueError if a fact is missing or a choice stands on a key with another meaning.
    """
    clean = {name: spoken(fact) for name, fact in facts.items()}
    texts = [worded(prompt.question.label, language, clean)]
    for key, choice in keyed(prompt):
        if key in (PERSON_KEY, STOP_KEY, REPEAT_KEY) or len(key) > 1:
            raise ValueError(
                f"question {prompt.question.name!r} puts {choice.name!r} on key {key};"
                " expected at most six choices beside I don't know"
            )
        label = worded(choice.label, language, clean)
        texts.append(_text("option", language, choice=label, key=key))
    return (Line(language=language, text=_joined(language, *texts)),)


def not_understood(language: str) -> tuple[Line, ...]:
    """Before a question that is asked again after silence or a wrong key."""
    return _line("not understood", language)


def person_wanted(language: str) -> tuple[Line, ...]:
    """After PERSON_KEY, before the question is asked again."""
    return _line("person", language)


def goodbye(disposition: Disposition, language: str) -> tuple[Line, ...]:
    """The last words of a dialogue that ended so."""
    farewell = FAREWELLS.get(disposition, _GOODBYE)
    return (Line(language=language, text=worded(farewell, language, {})),)


def one_moment() -> tuple[Line, ...]:
    """While the store is busy; in every language, since only the store knows the person's."""
    return tuple(line for language in LANGUAGES for line in _line("one moment", language))


def disturbed() -> tuple[Line, ...]:
    """For a call that we know nothing of or that was made twice; tells nothing to a stranger."""
    return tuple(line for language in LANGUAGES for line in _line("disturbed", language))


def spoken(fact: str) -> str:
    """A name out of the register as it may be spoken: letters, digits and plain name signs.

    The carrier's library escapes markup; this keeps a voice from reading it aloud.
    """
    kept = (
        sign if unicodedata.category(sign)[0] in "LMN" or sign in "-·'’()（）" else " "
        for sign in unicodedata.normalize("NFC", fact)
    )
    return re.sub(r"\s+", " ", "".join(kept)).strip()[:_LONGEST_FACT]


def _greeted(name: str, language: str, public_number: str) -> tuple[Line, ...]:
    texts = [_text(name, language)]
    if public_number:
        # Digit by digit: a voice reads 12345 as twelve thousand three hundred and forty-five.
        texts.append(_text("verify", language, number=" ".join(public_number)))
    texts.append(_text("keys", language))
    return (Line(language=language, text=_joined(language, *texts)),)


def _line(name: str, language: str) -> tuple[Line, ...]:
    return (Line(language=language, text=_text(name, language)),)


def _text(name: str, language: str, **facts: str) -> str:
    return worded(TEXTS[name], language, facts)


def _joined(language: str, *texts: str) -> str:
    return ("" if language == "zh" else " ").join(texts)
