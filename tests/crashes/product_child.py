"""One product in a process of its own, which ends at the point that it was told.

Lines of JSON on its connection: {"step": MOMENT} is answered by {"due": MOMENT or null}, {"passed":
true} by the points that were passed, in their order.
"""

import json
import logging
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NoReturn

from bot.poller import Poller
from inspection.lane.chat_pace import ChatPace
from inspection.lane.lane import CHAT
from inspection.lane.pace import Limit
from mingcha.environment import read_settings
from mingcha.foundation import POLLING, Foundation
from mingcha.product import Product
from mingcha.web import app_of
from simulator.server import LoopbackServer
from tests.crashes.doom import Doom

_LOOKS_AGAIN = 60.0
_QUICK = Limit(most=1000, seconds=1)


def live(told: Mapping[str, Any], connection: socket.socket) -> NoReturn:
    """Leaves everything open at its end, as one that is killed does."""
    _begun(told).serve(connection)
    os._exit(0)


def rehearse(told: Mapping[str, Any], connection: socket.socket) -> None:
    """As a process that goes on afterwards, without a thread or a connection of it."""
    child = _begun(told)
    child.serve(connection)
    child.server.stop()
    child.product.close()


@dataclass(frozen=True, kw_only=True)
class _Child:
    product: Product
    server: LoopbackServer
    poller: Poller | None
    doom: Doom

    def serve(self, connection: socket.socket) -> None:
        lines = connection.makefile("rw", encoding="utf-8")
        _answer(lines, {"base_url": self.server.base_url})
        if self.poller is None:
            self.product.announce_webhook()
        for line in lines:
            asked = json.loads(line)
            if "passed" in asked:
                _answer(lines, {"passed": self.doom.passed})
            else:
                due = self._step(datetime.fromisoformat(asked["step"]))
                _answer(lines, {"due": due.isoformat() if due else None})

    def _step(self, now: datetime) -> datetime | None:
        due = self.product.step(now)
        if self.poller is None:
            return due
        again = now + timedelta(seconds=self.poller.turn() or _LOOKS_AGAIN)
        return again if due is None else min(due, again)


def _begun(told: Mapping[str, Any]) -> _Child:
    logging.basicConfig(filename=told["log"], level=logging.WARNING, force=True)
    doom = Doom(point=told["point"], nth=told["nth"])
    foundation = Foundation.of(read_settings(told["environment"]), reached=doom.reached)
    product = Product.of(foundation, pace=ChatPace(overall=_QUICK, chat=_QUICK))
    server = LoopbackServer(app_of(product))
    server.start()
    poller = _poller(product, doom) if product.lanes.polled else None
    return _Child(product=product, server=server, poller=poller, doom=doom)


def _poller(product: Product, doom: Doom) -> Poller:
    """It does not wait for updates: it is worked between two steps."""
    return Poller(
        messenger=product.messengers[CHAT],
        inbox=product.foundation.inbox,
        clock=product.foundation.clock,
        tenure=product.foundation.tenure(POLLING),
        wake=product.engine.wake,
        wait=0,
        reached=doom.reached,
    )


def _answer(lines: Any, answer: Mapping[str, Any]) -> None:
    lines.write(json.dumps(answer) + "\n")
    lines.flush()
