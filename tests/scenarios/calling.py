"""Another carrier for a product that is running, as after a restart with other settings."""

from dataclasses import replace

from fieldwork.asking import Asking
from fieldwork.calling import Calling
from fieldwork.dispatch import Dispatch
from fieldwork.exchange import Exchange
from fieldwork.ports import Carrier
from mingcha.engine import Engine
from mingcha.foundation import Foundation
from tests.exchanges import exchange_over


def calls_over(foundation: Foundation, engine: Engine, carrier: Carrier) -> None:
    calls_through(foundation, engine, exchange_over(foundation.ledger, foundation.clock, carrier))


def calls_through(foundation: Foundation, engine: Engine, exchange: Exchange) -> None:
    ledger, chance, clock = foundation.ledger, foundation.chance, foundation.clock
    dispatch = Dispatch(ledger=ledger, exchange=exchange, chance=chance, clock=clock)
    calling = Calling(
        ledger=ledger, exchange=exchange, chance=chance, clock=clock, holder="another"
    )
    asking = Asking(ledger=ledger, exchange=exchange, chance=chance, clock=clock)
    work = {"dispatch": dispatch.work, "calling": calling.work, "asking": asking.work}
    due = {"dispatch": dispatch.next_due, "calling": calling.next_due, "asking": asking.next_due}
    engine.stations = tuple(
        replace(one, work=work[one.name], next_due=due[one.name]) if one.name in work else one
        for one in engine.stations
    )
