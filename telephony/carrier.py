"""Calls and text messages through Twilio."""

import logging
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urlsplit

from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from fieldwork.ports import CallState, CarrierSilent, NotPlaced, Outcome, Placed, Uncertain
from inspection.lane.price import LONGEST_CALL_MINUTES
from telephony.account import AccountState, read_account
from telephony.recordings import TwilioRecordings
from telephony.refusal import of_problem
from telephony.status import event
from telephony.texts import TwilioTexts

RING_SECONDS = 25
LONGEST_CALL_SECONDS = 60 * LONGEST_CALL_MINUTES
_CLOCKS_DIFFER = timedelta(minutes=5)
"""By so much our clock may be ahead of the carrier's, or a call would not be found."""
_MOST_LISTED = 50
_EVENTS = ("initiated", "ringing", "answered", "completed")
_REDIRECTING = ("TWILIO_EDGE", "TWILIO_REGION")

_Answer = TypeVar("_Answer")


class TwilioCarrier(TwilioTexts, TwilioRecordings):
    """One account and one caller number. May be used from several threads at once."""

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        caller_number: str,
        public_url: str,
        base_url: str | None = None,
        timeout: float = 10.0,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        """`public_url` is where the carrier reaches us; `timeout` is in seconds.

        Raises ValueError if credentials would travel in the clear or to an unforeseen host.
        """
        self._refuse_detours(base_url, environment)
        self._account_sid = account_sid
        self._auth_token = auth_token
        self._caller_number = caller_number
        self._public_url = public_url.rstrip("/")
        self._loopback = base_url is not None and _is_loopback(base_url)
        self._answer = threading.local()
        self._http = TwilioHttpClient(
            timeout=timeout, logger=_quiet(), request_hooks={"response": [self._note_answer]}
        )
        if self._loopback:
            # A proxy of the environment would not find this machine.
            self._http.session.trust_env = False
        self._client: Any = Client(account_sid, auth_token, http_client=self._http)
        if base_url is not None:
            self._client.api.base_url = base_url.rstrip("/")

    @property
    def takes_synthetic(self) -> bool:
        """Invented mobile numbers are valid numbers of real people: only a simulator may ring."""
        return self._loopback

    def call(self, number: str, token: str) -> Outcome:
        """Rings `number`; all that the carrier learns of the attempt is its token."""
        address = f"{self._public_url}/voice/{token}"
        made = self._ask(
            lambda: self._client.calls.create(
                to=number,
                from_=self._caller_number,
                url=f"{address}/0",
                method="POST",
                # Where it asks if it got no answer: from a process that died, perhaps.
                fallback_url=f"{address}/again",
                fallback_method="POST",
                status_callback=f"{address}/status",
                status_callback_method="POST",
                status_callback_event=list(_EVENTS),
                timeout=RING_SECONDS,
                time_limit=LONGEST_CALL_SECONDS,
                machine_detection="Enable",
            )
        )
        if isinstance(made, NotPlaced | Uncertain):
            return made
        # A 2xx without an id was taken, but by whom and as what is not known.
        return Placed(provider_id=made.sid) if made.sid else Uncertain(code="no id")

    def find(self, number: str, token: str, since: datetime) -> Sequence[CallState]:
        """Our calls to `number` made since five minutes before then, newest first. The carrier
        does not say for which attempt: all are given with `token`, and whoever asks leaves out
        those that belong to another attempt.

        Raises CarrierSilent.
        """
        # Its filter by start would miss a call that still waits in its queue: a double call.
        listed = self._certain(
            lambda: self._client.calls.list(
                to=number, from_=self._caller_number, page_size=_MOST_LISTED, limit=_MOST_LISTED
            )
        )
        earliest = since - _CLOCKS_DIFFER
        return [_state(one, token) for one in listed if one.date_created >= earliest]

    def look(self, provider_id: str, token: str) -> CallState | None:
        """Raises CarrierSilent if the carrier cannot be asked now."""
        found = self._ask(lambda: self._client.calls(provider_id).fetch())
        if isinstance(found, NotPlaced) and found.code in ("20404", "404"):
            return None
        if isinstance(found, NotPlaced | Uncertain):
            raise _silent(found)
        return _state(found, token)

    def account(self) -> AccountState:
        """Raises CarrierSilent, whose text ends with the carrier's code."""
        return self._certain(
            lambda: read_account(self._client, self._account_sid, self._caller_number)
        )

    def hang_up(self, provider_id: str) -> None:
        """Ends the call; one that is over already stays so. Raises CarrierSilent."""
        ended = self._ask(lambda: self._client.calls(provider_id).update(status="completed"))
        over = isinstance(ended, NotPlaced) and ended.code in ("20404", "404", "21220")
        if isinstance(ended, NotPlaced | Uncertain) and not over:
            raise _silent(ended)

    def close(self) -> None:
        self._http.session.close()

    def _certain(self, request: Callable[[], _Answer]) -> _Answer:
        answer = self._ask(request)
        if isinstance(answer, NotPlaced | Uncertain):
            raise _silent(answer)
        return answer

    def _ask(self, request: Callable[[], _Answer]) -> _Answer | NotPlaced | Uncertain:
        self._answer.retry_after = None
        try:
            return request()
        except Exception as problem:
            # Returned, not raised: the library's text holds the number, also as a context.
            return of_problem(problem, self._answer.retry_after)

    def _note_answer(self, answer: Any, *_: Any, **__: Any) -> None:
        # The library's exceptions forget the headers.
        self._answer.retry_after = answer.headers.get("Retry-After")

    @staticmethod
    def _refuse_detours(base_url: str | None, environment: Mapping[str, str]) -> None:
        for name in _REDIRECTING:
            if environment.get(name):
                raise ValueError(
                    f"{name} is set, so that calls would go to another host than the one"
                    " configured; expected it unset (a base address is a setting of ours)"
                )
        if base_url is None or _is_loopback(base_url) or base_url.startswith("https://"):
            return
        raise ValueError("the carrier's base address is neither https nor on this machine")


def _state(call: Any, token: str) -> CallState:
    return CallState(
        provider_id=call.sid,
        made_at=call.date_created,
        event=event(
            token=token,
            provider_id=call.sid,
            status=call.status,
            answered_by=call.answered_by or "",
            sip="",
            seconds=call.duration or "",
        ),
    )


def _silent(answer: NotPlaced | Uncertain) -> CarrierSilent:
    return CarrierSilent(f"the carrier cannot be asked now (code {answer.code})")


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _quiet() -> logging.Logger:
    """A logger that says nothing: the library writes numbers at INFO, its transport below ERROR."""
    logging.getLogger("urllib3.connectionpool").setLevel(logging.ERROR)
    quiet = logging.getLogger("telephony.twilio")
    quiet.disabled = True
    return quiet
