"""One worker that places calls, in a process of its own.

Lines of JSON on its connection: {"now": MOMENT} is answered by {} once nothing is left to be done
at that moment: calls first, then questions about those of which nothing was heard.
"""

import json
import os
import socket
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NoReturn

from fieldwork.asking import Asking
from fieldwork.calling import Calling
from mingcha.clock import SteppedClock, SystemChance
from storage.store import Store
from telephony.carrier import TwilioCarrier
from tests.crashes.doom import Doom
from tests.databases import KEY, entropy
from tests.exchanges import exchange_over
from tests.scenarios.town import PUBLIC_URL


def work(told: Mapping[str, Any], connection: socket.socket) -> NoReturn:
    doom = Doom(point=told["point"], nth=told["nth"])
    store = Store.open(told["database"], key=KEY, entropy=entropy)
    clock, chance = SteppedClock(datetime.fromisoformat(told["now"])), SystemChance()
    carrier = TwilioCarrier(public_url=PUBLIC_URL, **told["carrier"])
    exchange = exchange_over(store.ledger, clock, carrier)
    calling = Calling(
        ledger=store.ledger,
        exchange=exchange,
        chance=chance,
        clock=clock,
        holder=str(os.getpid()),
        reached=doom.reached,
    )
    asking = Asking(ledger=store.ledger, exchange=exchange, chance=chance, clock=clock)
    lines = connection.makefile("rw", encoding="utf-8")
    for line in lines:
        clock.move_to(datetime.fromisoformat(json.loads(line)["now"]))
        while calling.work(clock.now()) or asking.work(clock.now()):
            pass
        lines.write("{}\n")
        lines.flush()
    os._exit(0)
