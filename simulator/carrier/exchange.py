"""The telephone exchange: takes each call from its request to its end."""

from datetime import timedelta

from simulator.agenda import Action
from simulator.carrier.call import Ask, Call, Status
from simulator.carrier.callbacks import progress
from simulator.carrier.callee import Answers, Busy, Callee, Listener, NoAnswer, OutOfService, Pickup
from simulator.carrier.conversation import Conversation
from simulator.carrier.order import Order
from simulator.carrier.recordings import Recordings
from simulator.carrier.twiml import Document
from simulator.carrier.webhook import Webhooks
from simulator.happening import Kind
from simulator.stage import Stage

_DIALS_EVERY = 1.0
"""Twilio starts one call a second an account; the others wait."""
_TO_RINGING = 1.0
_DETECTION = 4.0
_SIP = {"completed": 200, "busy": 486, "no-answer": 487, "canceled": 487, "failed": 404}


class Exchange:
    def __init__(self, stage: Stage, webhooks: Webhooks, base_url: str) -> None:
        self._stage = stage
        self._webhooks = webhooks
        self.recordings = Recordings(stage, webhooks, base_url)
        self._conversation = Conversation(
            stage, webhooks, self.recordings, lambda call: self._end(call, "completed")
        )
        self._free_at = stage.now
        self.calls: dict[str, Call] = {}
        """By sid, in the order of their requests."""
        self.directory: dict[str, Callee] = {}
        """Number -> its owner."""
        self.unexpected: list[str] = []

    def place(self, order: Order) -> Call:
        now = self._stage.now
        earlier = [call for call in self.calls.values() if call.person == order.to]
        if any(call.live for call in earlier):
            self._stage.complain(f"two live calls to {order.to}")
        dialled = max(now, self._free_at)
        self._free_at = dialled + timedelta(seconds=_DIALS_EVERY)
        call = Call(
            sid=self._stage.hex_id("CA", order.to, len(earlier)),
            order=order,
            created=now,
            updated=now,
            queue_ms=round((dialled - now).total_seconds() * 1000),
        )
        self.calls[call.sid] = call
        self._tell(call, "call placed")
        self._after(call, (dialled - now).total_seconds(), lambda: self._dial(call))
        return call

    def receive(self, order: Order, caller: Listener) -> Call:
        """Somebody calls one of the product's numbers, and hears what its document says."""
        now = self._stage.now
        earlier = sum(call.incoming for call in self.calls.values())
        call = Call(
            sid=self._stage.hex_id("CA", "in", order.from_, earlier),
            order=order,
            created=now,
            updated=now,
            incoming=True,
            status="in-progress",
            started=now,
            answered=now,
            listener=caller,
        )
        self.calls[call.sid] = call
        self._tell(call, "called us")
        self._after(call, order.time_limit, lambda: self._cut_off(call))
        self._conversation.begin(call)
        return call

    def hang_up(self, call: Call) -> None:
        """Ends a live call; one that was not answered yet is `canceled`."""
        call.hung_up_by = "product"
        self._end(call, "completed" if call.answered else "canceled")

    def redirect(self, call: Call, first: Ask | Document) -> None:
        """Breaks off what is played on the line and goes on with `first`."""
        self._conversation.play(call, first)

    def _dial(self, call: Call) -> None:
        with self._stage.lock:
            call.started = self._stage.now
            self._progress(call, "initiated", "initiated")
            self._after(call, _TO_RINGING, lambda: self._reach(call))

    def _reach(self, call: Call) -> None:
        with self._stage.lock:
            pickup = self._pickup(call)
            if isinstance(pickup, OutOfService):
                self._end(call, "failed")
            elif isinstance(pickup, Busy):
                self._end(call, "busy")
            else:
                self._become(call, "ringing")
                self._tell(call, "ringing")
                self._progress(call, "ringing", "ringing")
                self._let_ring(call, pickup)

    def _pickup(self, call: Call) -> Pickup:
        engaged = ("ringing", "in-progress")
        others = (other for other in self.calls.values() if other is not call)
        if any(other.person == call.person and other.status in engaged for other in others):
            return Busy()
        owner = self.directory.get(call.to)
        pickup = owner.rings(call) if owner else None
        if pickup is None:
            self.unexpected.append(f"unexpected call to {call.to} at {self._stage.now}")
            return NoAnswer()
        return pickup

    def _let_ring(self, call: Call, pickup: Answers | NoAnswer) -> None:
        if isinstance(pickup, Answers) and pickup.after < call.order.timeout:
            answers = pickup
            self._after(call, answers.after, lambda: self._answer(call, answers))
        else:
            self._after(call, call.order.timeout, lambda: self._ring_out(call))

    def _ring_out(self, call: Call) -> None:
        with self._stage.lock:
            self._end(call, "no-answer")

    def _answer(self, call: Call, pickup: Answers) -> None:
        with self._stage.lock:
            call.answered = self._stage.now
            call.listener = pickup.listener
            self._become(call, "in-progress")
            self._tell(call, "answered", "machine" if pickup.machine else "")
            self._progress(call, "answered", "in-progress")
            self._after(call, call.order.time_limit, lambda: self._cut_off(call))
            if call.order.machine_detection:
                self._after(call, _DETECTION, lambda: self._detect(call, pickup.machine))
            if not call.order.machine_detection or call.order.asynchronous_detection:
                self._conversation.begin(call)

    def _cut_off(self, call: Call) -> None:
        with self._stage.lock:
            self._end(call, "completed")

    def _detect(self, call: Call, machine: bool) -> None:
        with self._stage.lock:
            to_end = call.order.machine_detection == "DetectMessageEnd"
            kind = "machine_end_beep" if to_end else "machine_start"
            call.answered_by = kind if machine else "human"
            if not call.order.asynchronous_detection:
                self._conversation.begin(call)
            elif call.order.detection_callback:
                fields = {
                    "CallSid": call.sid,
                    "AccountSid": self._webhooks.account_sid,
                    "AnsweredBy": call.answered_by,
                    "MachineDetectionDuration": str(round(_DETECTION * 1000)),
                }
                self._webhooks.later("twilio.machine", call.order.detection_callback, fields)

    def _end(self, call: Call, status: Status) -> None:
        for appointment in call.appointments:
            appointment.cancel()
        call.performance = None
        call.ended = self._stage.now
        call.sip_code = _SIP[status]
        self._become(call, status)
        self._tell(call, "call ended", status)
        if call.listener is not None:
            call.listener.call_over(call)
        self._progress(call, "completed", status)

    def _become(self, call: Call, status: Status) -> None:
        call.status = status
        call.updated = self._stage.now

    def _progress(self, call: Call, event: str, status: str) -> None:
        order = call.order
        if order.status_callback and event in order.events:
            fields = progress(call, self._webhooks.account_sid, status, self._stage.now)
            self._webhooks.later(
                "twilio.status", order.status_callback, fields, order.status_method
            )

    def _after(self, call: Call, seconds: float, action: Action) -> None:
        """What is arranged for a call is cancelled when the call ends."""
        call.appointments.append(self._stage.after(seconds, action))

    def _tell(self, call: Call, kind: Kind, text: str = "") -> None:
        self._stage.tell(kind, call.person, text, call=call.sid)
