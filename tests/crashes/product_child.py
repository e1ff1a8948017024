"""One product in a process of its own, which ends at the point that it was told.

Lines of JSON on its connection: {"step": MOMENT} is answered by {"due": MOMENT or null}, {"passed":
true} by the points that were passed, in their order.
"""

import json
import logging
import os
import socket
from collections.abc import Mapping
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
    logging.basicConfig(filename=told["log"], level=logging.WARNING, force=True)
    doom = Doom(point=told["point"], nth=told["nth"])
    foundation = Foundation.of(read_settings(told["environment"]), reached=doom.reached)
    product = Product.of(foundation, pace=ChatPace(overall=_QUICK, chat=_QUICK))
    server = LoopbackServer(app_of(product))
    server.start()
    poller = _poller(product, doom) if product.lanes.polled else None
    lines = connection.makefile("rw", encoding="utf-8")
    _answer(lines, {"base_url": server.base_url})
    if poller is None:
        product.announce_webhook()
    for line in lines:
        asked = json.loads(line)
        if "passed" in asked:
            _answer(lines, {"passed": doom.passed})
            continue
        now = datetime.fromisoformat(asked["step"])
        due = product.step(now)
        if poller is not None:
            again = now + timedelta(seconds=poller.turn() or _LOOKS_AGAIN)
            due = again if due is None else min(due, again)
        _answer(lines, {"due": due.isoformat() if due else None})
    os._exit(0)


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
