"""What we write back to a text message.

The same to everybody: nothing in it tells whether the number is in the register, or why it was
called. Short, since each segment is billed (70 characters, or 160 of letters without accents).
"""

from collections.abc import Mapping

from inspection.phrase import Phrase, phrase
from inspection.text_word import in_chinese
from inspection.wording import EVERY, worded

# Translators: text messages. Short, for each segment is billed.
ANSWERS: Mapping[str, Phrase] = {
    "stopped": phrase(
        "text answer",
        "Noted: no more texts and no survey calls from us. Checks of officials go on."
        " START undoes it.",
    ),
    "started": phrase("text answer", "Noted: we may call and text this number again."),
    "help": phrase(
        "text answer",
        "This is the county office that supervises village work teams. Texts need no answer."
        " STOP: no more texts or survey calls.",
    ),
    "nothing open": phrase(
        "text answer",
        "Thank you. No question of ours waits for a text, so this was not recorded."
        " HELP: who we are. STOP: no more texts or survey calls.",
    ),
}
_VERIFIED = phrase("text answer", "{text} To verify: {number}")


def text_answer(which: str, words: str, *, public_number: str) -> str:
    """In the language of the words, or in all where they do not tell. `public_number`: "" if none
    was announced."""
    languages = ("zh",) if in_chinese(words) else (EVERY,)
    text = "\n".join(worded(ANSWERS[which], language, {}) for language in languages)
    if not public_number:
        return text
    return worded(_VERIFIED, languages[0] or "en", {"text": text, "number": public_number})
