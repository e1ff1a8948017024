"""What happens between answering and hanging up: documents are fetched and played."""

from collections.abc import Callable

from simulator.agenda import Action
from simulator.carrier.call import Ask, Call, Fetch, Fetched, Pass, Performance, Step
from simulator.carrier.callbacks import standard
from simulator.carrier.player import Player
from simulator.carrier.recordings import Recordings
from simulator.carrier.twiml import Document, TwimlError, parse
from simulator.carrier.webhook import Webhooks
from simulator.courier import Delivery
from simulator.stage import Stage

_MOST_DOCUMENTS = 200
_AUDIO = {b"RIFF": "audio/wav", b"FORM": "audio/x-aiff"}
"""How a file begins -> its type; anything else is taken for MP3."""
_APOLOGY = "We are sorry, an application error has occurred. Goodbye."


class Conversation:
    def __init__(
        self,
        stage: Stage,
        webhooks: Webhooks,
        recordings: Recordings,
        end: Callable[[Call], None],
    ) -> None:
        self._stage = stage
        self._webhooks = webhooks
        self._recordings = recordings
        self._end = end

    def begin(self, call: Call) -> None:
        """Plays what the call's order names: an address, or a document given at once."""
        order = call.order
        if not order.twiml:
            self.play(call, Ask(url=order.url, method=order.method))
            return
        try:
            self.play(call, parse(order.twiml, "text/xml", order.url))
        except TwimlError as problem:
            self._apologise(call, problem)

    def play(self, call: Call, first: Ask | Document) -> None:
        """Breaks off whatever is played on the line and goes on with `first`."""
        assert call.listener is not None
        player = Player(
            call,
            call.listener,
            lambda kind, text: self._stage.tell(kind, call.person, text, call=call.sid),
            self._recordings,
        )
        call.performance = player.perform(first)
        self._go_on(call, call.performance, None)

    def _go_on(
        self, call: Call, performance: Performance, given: Document | Fetched | None
    ) -> None:
        with self._stage.lock:
            if not _playing(call, performance):
                return
            try:
                step = performance.send(given)
            except StopIteration:
                self._end(call)
                return
            call.appointments.append(
                self._stage.after(
                    step.seconds if isinstance(step, Pass) else 0,
                    self._next(call, performance, step),
                )
            )

    def _next(self, call: Call, performance: Performance, step: Step) -> Action:
        if isinstance(step, Pass):
            return lambda: self._go_on(call, performance, None)
        if isinstance(step, Fetch):
            return lambda: self._fetch(call, performance, step)
        return lambda: self._ask(call, performance, step)

    def _ask(self, call: Call, performance: Performance, ask: Ask) -> None:
        with self._stage.lock:
            if not _playing(call, performance):
                return
            fields = standard(call, self._webhooks.account_sid, "in-progress") | dict(ask.extra)
            call.documents += 1
        delivery = self._webhooks.send("twilio.twiml", ask.url, fields, ask.method)
        with self._stage.lock:
            if not _playing(call, performance):
                return
            try:
                document = _document(call, ask, delivery)
            except TwimlError as problem:
                self._fail(call, ask, problem)
            else:
                self._go_on(call, performance, document)

    def _fetch(self, call: Call, performance: Performance, step: Fetch) -> None:
        """The carrier sends none of its usual fields with this, and no signature."""
        sound = self._webhooks.fetch("twilio.play", step.url)
        with self._stage.lock:
            problem = _unplayable(sound)
            if problem:
                self._stage.complain(f"nothing is played to {call.person}: {problem}")
            self._go_on(call, performance, Fetched(problem=problem))

    def _fail(self, call: Call, ask: Ask, problem: TwimlError) -> None:
        """Twilio tries the fallback address once."""
        if not call.order.fallback_url or ask.fallback:
            self._apologise(call, problem)
            return
        fallback = Ask(
            url=call.order.fallback_url,
            method=call.order.fallback_method,
            extra=(("ErrorCode", str(problem.code)), ("ErrorUrl", ask.url)),
            fallback=True,
        )
        self.play(call, fallback)

    def _apologise(self, call: Call, problem: TwimlError) -> None:
        self._stage.complain(f"application error in the call with {call.person}: {problem}")
        call.heard.append(_APOLOGY)
        self._stage.tell("heard", call.person, _APOLOGY, call=call.sid)
        self._end(call)


def _playing(call: Call, performance: Performance) -> bool:
    return call.live and call.performance is performance


def _unplayable(sound: Delivery) -> str:
    """ "" for what can be played."""
    if not sound.done:
        return f"HTTP status {sound.status} (error 11200)"
    found, told = _AUDIO.get(sound.content[:4], "audio/mpeg"), sound.content_type.partition(";")[0]
    return "" if found == told else f"it is {found}, and not {told} (error 11200)"


def _document(call: Call, ask: Ask, delivery: Delivery) -> Document:
    if not delivery.done:
        raise TwimlError(11200, f"no document: HTTP status {delivery.status}")
    if call.documents > _MOST_DOCUMENTS:
        raise TwimlError(64101, f"more than {_MOST_DOCUMENTS} documents in one call")
    return parse(delivery.text, delivery.content_type, ask.url)
