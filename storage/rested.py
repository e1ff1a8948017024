"""Connections that rested are asked whether they are still there before they are used again.

SQLAlchemy's own pre-ping asks before each use, which is a quarter of a short look at PostgreSQL. A
connection that was in use a moment ago and whose socket is silent is taken as it is: a server that
stopped or threw us out has closed the socket, and what was lost on the way shows at a rest.
"""

import select
from time import monotonic  # only for how long a connection rested in the real world
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import InvalidatePoolError

REST = 1.0
"""Seconds after which a connection is asked, however silent it is."""
_SINCE = "rests since"


def ask_after_a_rest(engine: sa.Engine, *, rest: float = REST) -> None:
    """For an engine on PostgreSQL without a pre-ping of its own; `rest` is in seconds."""

    @event.listens_for(engine, "checkin")
    def returned(_connection: Any, record: Any) -> None:
        record.info[_SINCE] = monotonic()

    @event.listens_for(engine, "checkout")
    def taken(connection: Any, record: Any, _proxy: Any) -> None:
        since = record.info.get(_SINCE)
        if since is None or (monotonic() - since < rest and not _something_came(connection)):
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as gone:
            raise InvalidatePoolError from gone


def _something_came(connection: Any) -> bool:
    """Whether there is something to read; an end of the connection reads as something too."""
    if connection.closed:
        return True
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))
