"""What a person hears, as the carrier's documents."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from twilio.twiml.voice_response import Gather, VoiceResponse

from inspection.call import Line, Turn
from inspection.speech import disturbed, one_moment

KEY_SECONDS = 6
"""How long a key is awaited after the prompt."""
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


def turn_document(turn: Turn, answers_to: str, recordings: str = "") -> str:
    """Says the lines, or plays them from below the address `recordings`; then awaits a key, or
    several up to the hash key, for `answers_to`; or hangs up.

    Silence is sent there too, so that it is the dialogue that counts it."""
    response = VoiceResponse()
    if turn.listens:
        keys = {"finish_on_key": "#"} if turn.until_hash else {"num_digits": 1}
        gather = Gather(
            input="dtmf",
            **keys,
            timeout=KEY_SECONDS,
            action_on_empty_result=True,
            action=answers_to,
            method="POST",
        )
        _say(gather, turn.lines, recordings)
        response.append(gather)
    else:
        _say(response, turn.lines, recordings)
        response.hangup()
    return str(response)


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


def _say(verb: Any, lines: Sequence[Line], recordings: str = "") -> None:
    for line in lines:
        if line.audio and recordings:
            verb.play(f"{recordings}/{line.audio}")
            continue
        # Stripped but never escaped: the library escapes, and twice would be read aloud.
        text = _FORBIDDEN.sub("", line.text).strip()
        voice = VOICES.get(line.language)
        if text and voice is not None:
            verb.say(text, voice=voice.name, language=voice.language)
