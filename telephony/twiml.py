"""What a person hears, as the carrier's documents."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from twilio.twiml.voice_response import Gather, VoiceResponse

from inspection.call import Line, Turn
from inspection.questionnaire.keypad import ENDS_A_RECORDING
from inspection.speech import disturbed, one_moment

KEY_SECONDS = 6
"""How long a key is awaited after the prompt."""
TONE_SECONDS = 2
"""Between a question that is answered by speaking and the tone: for a key in place of words."""
MEDIA_TYPE = "text/xml"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True)
class Voice:
    name: str
    language: str
    """As the carrier spells it; a voice refuses any language but its own."""


VOICES: Mapping[str, Voice] = {
    "zh": Voice(name="Polly.Zhiyu", language="cmn-CN"),
    "en": Voice(name="Polly.Joanna", language="en-US"),
}
"""By language; one without a voice is written to people and never spoken."""


def turn_document(turn: Turn, answers_to: str, *, plays: str = "", news_to: str = "") -> str:
    """Says the lines, or plays them from below the address `plays`; then awaits a key, several up
    to the hash key, or words for `answers_to`; or hangs up. `news_to` hears of recordings.

    Silence is sent there too, so that it is the dialogue that counts it."""
    response = VoiceResponse()
    if turn.listens and turn.records:
        _record(response, turn, answers_to, plays, news_to)
    elif turn.listens:
        keys = {"finish_on_key": "#"} if turn.until_hash else {"num_digits": 1}
        gather = Gather(
            input="dtmf",
            **keys,
            timeout=KEY_SECONDS,
            action_on_empty_result=True,
            action=answers_to,
            method="POST",
        )
        _say(gather, turn.lines, plays)
        response.append(gather)
    else:
        _say(response, turn.lines, plays)
        response.hangup()
    return str(response)


def _record(response: VoiceResponse, turn: Turn, answers_to: str, plays: str, news_to: str) -> None:
    """Keys work while the question is said, and while the answer is spoken. An empty recording is
    told to nobody: the carrier goes on with the next verb, which asks as after silence."""
    gather = Gather(
        input="dtmf",
        num_digits=1,
        finish_on_key="",
        timeout=TONE_SECONDS,
        action=answers_to,
        method="POST",
    )
    _say(gather, turn.lines, plays)
    response.append(gather)
    response.record(
        action=answers_to,
        method="POST",
        max_length=turn.records,
        timeout=KEY_SECONDS,
        finish_on_key=ENDS_A_RECORDING,
        play_beep=True,
        trim="trim-silence",
        recording_status_callback=news_to,
        recording_status_callback_method="POST",
    )
    response.redirect(answers_to, method="POST")


def wait_document(comes_back_to: str) -> str:
    """While the store is busy."""
    response = VoiceResponse()
    _say(response, one_moment())
    response.pause(length=1)
    response.redirect(comes_back_to, method="POST")
    return str(response)


def turned_away_document() -> str:
    """As if the line were busy: a call that is not answered costs nothing."""
    response = VoiceResponse()
    response.reject(reason="busy")
    return str(response)


def disturbed_document() -> str:
    """Constant, so that it tells nothing to whoever tries tokens."""
    return turn_document(Turn(lines=disturbed(), step=0, listens=False), "")


def _say(verb: Any, lines: Sequence[Line], plays: str = "") -> None:
    for line in lines:
        if line.audio and plays:
            verb.play(f"{plays}/{line.audio}")
            continue
        # Stripped but never escaped: the library escapes, and twice would be read aloud.
        text = _FORBIDDEN.sub("", line.text).strip()
        voice = VOICES.get(line.language)
        if text and voice is not None:
            verb.say(text, voice=voice.name, language=voice.language)
