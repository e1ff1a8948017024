"""Plays TwiML to the person on the line."""

from collections.abc import Callable, Generator
from typing import Literal

from simulator.carrier.call import Ask, Call, Fetch, Fetched, Pass, Performance, Step
from simulator.carrier.callee import HangUp, Listener, Press, Said
from simulator.carrier.keys import Gathered, gathered
from simulator.carrier.recordings import Recordings
from simulator.carrier.speech import seconds_to_say
from simulator.carrier.twiml import (
    Document,
    Gather,
    Hangup,
    Pause,
    Play,
    Record,
    Redirect,
    Say,
    Verb,
)
from simulator.happening import Kind

Over = Literal["over"]
Result = Ask | Over | None
"""Where to go on, that the call is over, or that the next verb follows."""
Playing = Generator[Step, Document | Fetched | None, Result]
_PLAYED = 3.0
"""Seconds that a recording lasts here, whatever is in it."""
Tell = Callable[[Kind, str], None]


class Player:
    """One conversation: what is said, what is keyed in, who hangs up."""

    def __init__(self, call: Call, listener: Listener, tell: Tell, recordings: Recordings) -> None:
        self._call = call
        self._listener = listener
        self._tell = tell
        self._recordings = recordings

    def perform(self, first: Ask | Document) -> Performance:
        document = first if isinstance(first, Document) else (yield first)
        while isinstance(document, Document):
            following = yield from self._play(document)
            if following is None or following == "over":
                self._call.hung_up_by = self._call.hung_up_by or "product"
                return
            document = yield following

    def _play(self, document: Document) -> Playing:
        for verb in document.verbs:
            result = yield from self._verb(verb)
            if result is not None:
                return result
        return None

    def _verb(self, verb: Verb) -> Playing:
        match verb:
            case Say():
                return (yield from self._say(verb))
            case Play():
                return (yield from self._play_file(verb))
            case Pause():
                yield Pass(seconds=verb.seconds)
                return None
            case Gather():
                return (yield from self._gather(verb))
            case Record():
                return (yield from self._record(verb))
            case Redirect():
                return Ask(url=verb.url, method=verb.method)
            case Hangup():
                return "over"

    def _say(self, say: Say) -> Playing:
        for _ in range(say.times):
            self._call.heard.append(say.text)
            self._tell("heard", say.text)
            leaving = self._listener.hears(Said(text=say.text, language=say.language))
            yield Pass(seconds=seconds_to_say(say.text, say.language))
            if leaving is not None:
                return (yield from self._leaves(leaving))
        return None

    def _play_file(self, play: Play) -> Playing:
        """What cannot be fetched is passed over, as by the carrier; the world complains of it."""
        for _ in range(play.times):
            found = yield Fetch(url=play.url)
            if isinstance(found, Fetched) and not found.problem:
                self._call.played.append(play.url)
                self._tell("played", play.url.rpartition("/")[2])
                yield Pass(seconds=_PLAYED)
        return None

    def _leaves(self, leaving: HangUp) -> Playing:
        yield Pass(seconds=leaving.after)
        self._call.hung_up_by = "person"
        self._tell("hung up", "")
        return "over"

    def _gather(self, gather: Gather) -> Playing:
        for prompt in gather.prompts:
            result = yield from self._verb(prompt)
            if result is not None:
                return result
        decision = self._listener.asked()
        if isinstance(decision, HangUp):
            return (yield from self._leaves(decision))
        if isinstance(decision, Press):
            keys = gathered(gather, decision)
        else:
            keys = Gathered(digits="", seconds=gather.timeout)
        yield Pass(seconds=keys.seconds)
        self._call.pressed.append(keys.digits)
        if not keys.digits and not gather.on_empty:
            return None
        self._tell("pressed", keys.digits)
        extra = (("Digits", keys.digits),)
        return Ask(url=gather.action, method=gather.method, extra=extra)

    def _record(self, record: Record) -> Playing:
        """Silence, and a key that nobody has spoken before, leave an empty recording: of that the
        carrier tells nobody."""
        spoken = self._listener.records()
        seconds = min(spoken.seconds, record.longest)
        ended = seconds < record.longest and (spoken.key in record.finish_on or len(spoken.key) > 1)
        yield Pass(seconds=seconds + (0 if ended else record.timeout))
        if not seconds:
            return None
        self._tell("spoke", f"{seconds:g} s")
        made = self._recordings.made(self._call, record, seconds)
        extra = (
            ("RecordingUrl", self._recordings.url(made.sid)),
            ("RecordingSid", made.sid),
            ("RecordingDuration", str(round(seconds))),
            ("Digits", spoken.key if ended else ""),
        )
        return Ask(url=record.action, method=record.method, extra=extra)
