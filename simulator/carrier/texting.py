"""Text messages: accepted, sent, delivered."""

from simulator.carrier.errors import CarrierError
from simulator.carrier.order import Form, absolute, check_numbers, one, refuse_unknown
from simulator.carrier.resource import TextMessage
from simulator.carrier.segments import segments
from simulator.carrier.webhook import Webhooks
from simulator.stage import Stage

_SENT = """
To StatusCallback ApplicationSid MaxPrice ProvideFeedback Attempt ValidityPeriod
ForceDelivery ContentRetention AddressRetention SmartEncoded PersistentAction TrafficType
ShortenUrls ScheduleType SendAt SendAsMms ContentVariables RiskCheck From FallbackFrom
MessagingServiceSid Body MediaUrl ContentSid
"""
SENT = frozenset(_SENT.split())
_LONGEST = 1600


class Texting:
    def __init__(self, stage: Stage, webhooks: Webhooks) -> None:
        self._stage = stage
        self._webhooks = webhooks
        self.messages: dict[str, TextMessage] = {}
        """By sid, in the order of their requests."""
        self.lost: dict[str, str] = {}
        """Number -> Twilio's code of why no text message arrives there, such as 30005."""
        self.incoming = 0
        """How many texts people wrote."""
        self.unreported: set[str] = set()
        """Numbers in networks that report no delivery."""

    def send(self, form: Form, *, caller_numbers: tuple[str, ...]) -> TextMessage:
        """Raises CarrierError: a missing, malformed or unknown parameter."""
        refuse_unknown(form, SENT)
        to, from_, body = one(form, "To"), one(form, "From"), one(form, "Body")
        check_numbers(to, from_, caller_numbers)
        if not body:
            raise CarrierError(400, 21602, "Message body is required.")
        if len(body) > _LONGEST:
            raise CarrierError(
                400, 21617, f"The concatenated message body exceeds {_LONGEST} characters"
            )
        earlier = sum(message.to == to for message in self.messages.values())
        message = TextMessage(
            sid=self._stage.hex_id("SM", to, earlier),
            to=to,
            from_=from_,
            body=body,
            created=self._stage.now,
            updated=self._stage.now,
            status_callback=absolute(one(form, "StatusCallback")),
        )
        self.messages[message.sid] = message
        self._stage.after(1, lambda: self._become(message, "sent"))
        if to in self.lost:
            message.error = self.lost[to]
            self._stage.after(2, lambda: self._become(message, "undelivered"))
        elif to not in self.unreported:
            self._stage.after(2, lambda: self._become(message, "delivered"))
        else:
            self._stage.after(2, lambda: self._arrives(message))
        return message

    def receive(
        self, number: str, body: str, *, ours: str, url: str, opt_out: str = "", times: int = 1
    ) -> str:
        """Somebody with this number writes to `ours`, whose texts go to `url`; returns the sid.
        `times`: how often it is delivered."""
        self.incoming += 1
        sid = self._stage.hex_id("SM", "in", number, self.incoming)
        fields = {
            "MessageSid": sid,
            "SmsSid": sid,
            "SmsMessageSid": sid,
            "SmsStatus": "received",
            "AccountSid": self._webhooks.account_sid,
            "From": number,
            "To": ours,
            "Body": body,
            "NumMedia": "0",
            "NumSegments": str(segments(body)),
            "ApiVersion": "2010-04-01",
            **({"OptOutType": opt_out} if opt_out else {}),
        }
        self._stage.tell("wrote a text", number, body)
        for _ in range(times if url else 0):
            self._webhooks.later("twilio.incoming_message", url, fields)
        return sid

    def _arrives(self, message: TextMessage) -> None:
        with self._stage.lock:
            self._stage.tell("text received", message.to, message.body)

    def _become(self, message: TextMessage, status: str) -> None:
        with self._stage.lock:
            message.status = status
            message.updated = self._stage.now
            message.sent = message.sent or self._stage.now
            if status == "delivered":
                self._stage.tell("text received", message.to, message.body)
            failed = {"ErrorCode": message.error} if status == "undelivered" else {}
            if message.status_callback:
                fields = {
                    "MessageSid": message.sid,
                    "SmsSid": message.sid,
                    "MessageStatus": status,
                    "SmsStatus": status,
                    "AccountSid": self._webhooks.account_sid,
                    "From": message.from_,
                    "To": message.to,
                    "ApiVersion": "2010-04-01",
                    **failed,
                }
                self._webhooks.later("twilio.message_status", message.status_callback, fields)
