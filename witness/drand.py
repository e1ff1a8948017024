"""The public beacon drand: the round that the clock says, from whichever endpoint has it."""

import logging
import re
from collections.abc import Sequence
from datetime import datetime

from fieldwork.ports import BeaconSilent
from inspection.beacon import (
    QUICKNET,
    BeaconChain,
    BeaconKind,
    BeaconValue,
    drand,
    drand_round,
    drand_source,
)
from witness import wire
from witness.asking import NoAnswer, ask, client
from witness.bls import SignatureCheck

_log = logging.getLogger(__name__)
ENDPOINTS = (
    "https://api.drand.sh",
    "https://api2.drand.sh",
    "https://api3.drand.sh",
    "https://drand.cloudflare.com",
)
SECONDS = 5.0
_SIGNATURE = re.compile(r"[0-9a-f]{96}")


class _Unusable(Exception):
    """An endpoint's answer is not the round's value."""


class DrandBeacon:
    def __init__(
        self,
        endpoints: Sequence[str] = ENDPOINTS,
        *,
        check: SignatureCheck | None,
        chain: BeaconChain = QUICKNET,
        seconds: float = SECONDS,
    ) -> None:
        """Asks the endpoints in this order. Without `check` a value is marked as unchecked: then
        an endpoint could invent it, and an honest draw is not proved by it."""
        self._chain = chain
        self._check = check
        self._seconds = seconds
        self._clients = [client(endpoint, seconds=seconds) for endpoint in endpoints]

    @property
    def kind(self) -> BeaconKind:
        return "drand-quicknet"

    @property
    def source(self) -> str:
        return drand_source(self._chain.hash)

    def randomness(self, opens_at: datetime) -> BeaconValue:
        """Raises BeaconSilent if no endpoint has the slot's round yet; another round never
        replaces it."""
        round = drand_round(opens_at, self._chain)
        faults = []
        for number, endpoint in enumerate(self._clients, start=1):
            try:
                answer = ask(
                    endpoint,
                    "GET",
                    f"/{self._chain.hash}/public/{round}",
                    seconds=self._seconds,
                )
                if answer.status != 200:
                    raise _Unusable(f"status {answer.status}")
                return self._value(round, answer.body)
            except NoAnswer as silence:
                faults.append(f"endpoint {number}: {silence}")
            except _Unusable as fault:
                faults.append(f"endpoint {number}: {fault}")
        raise BeaconSilent(f"beacon silent about round {round} ({'; '.join(faults)})")

    def close(self) -> None:
        for endpoint in self._clients:
            endpoint.close()

    def _value(self, round: int, body: bytes) -> BeaconValue:
        try:
            said = wire.read_object(body)
        except wire.Malformed:
            raise _Unusable("not JSON") from None
        signature = said.get("signature")
        if said.get("round") != round:
            raise _Unusable("another round")
        # Looked at before the verifier sees it: it panics on what is not hex.
        if not isinstance(signature, str) or not _SIGNATURE.fullmatch(signature):
            raise _Unusable("no signature of 96 hex digits")
        value = drand(round, bytes.fromhex(signature), unchecked=self._check is None)
        if said.get("randomness", value.randomness.hex()) != value.randomness.hex():
            raise _Unusable("its randomness does not follow from its signature")
        if self._check is not None and not self._check(round, bytes.fromhex(signature)):
            raise _Unusable("its signature does not hold")
        return value
