"""Attempts of a contact, each on one address."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from inspection.contact import Attempt, AttemptState
from storage.ledger.queue import Queue, attempt_in
from storage.ledger.work import Row, found
from storage.tables import addresses, attempts, contacts

_A = attempts.c
_GET = sa.select(attempts).where(_A.id == given("attempt"))
_BY_TOKEN = sa.select(attempts).where(_A.token == given("token"))
_BY_PROVIDER = sa.select(attempts).where(
    _A.provider_id == given("provider_id"), _A.provider_id != ""
)
_OF_CONTACT = sa.select(attempts).where(_A.contact_id == given("contact")).order_by(_A.id)
_LIVE_ON = (
    sa.select(attempts)
    .where(
        _A.line.in_(
            sa.select(addresses.c.line).where(addresses.c.id.in_(given("ids", expanding=True)))
        ),
        _A.channel == "voice",
        _A.state != AttemptState.FINAL.value,
    )
    .order_by(_A.id)
)
_HOLD_LINES = (
    sa.select(addresses.c.id)
    .where(addresses.c.id.in_(given("ids", expanding=True)))
    .order_by(addresses.c.id)
)
_LINE = sa.select(addresses.c.line).where(addresses.c.id == given("address"))
_HOLD_CONTACT = sa.select(contacts.c.id).where(contacts.c.id == given("contact"))
_CHANGED = (
    *("state", "made_at", "deadline", "provider_id", "sequence", "confirmed_at", "ended_at"),
    *("disposition", "repeated", "priority", "holder", "fence", "missed"),
)
_SAVE = (
    attempts.update()
    .where(_A.id == given("attempt"))
    .values({name: given(f"new_{name}") for name in _CHANGED})
)


class Attempts(Queue):
    def try_on(self, attempt: Attempt) -> Attempt:
        """Raises LookupError if a voice attempt's address is not in the register, StoreRefused if
        a call to the same number is still live."""
        line = None
        if attempt.channel == "voice":
            row = self._work.one(_LINE, address=attempt.address)
            line = found(row, f"address {attempt.address}").line
        number = self._work.add(
            attempts,
            contact_id=attempt.contact,
            channel=attempt.channel,
            address=attempt.address,
            line=line,
            purpose=attempt.purpose,
            token=attempt.token,
            lane=attempt.lane,
            **_changeable(attempt),
        )
        return replace(attempt, id=number)

    def attempts(self, contact: int) -> Sequence[Attempt]:
        return [attempt_in(row) for row in self._work.all(_OF_CONTACT, contact=contact)]

    def attempt(self, attempt: int) -> Attempt:
        """Raises LookupError."""
        row = self._held(_GET, attempt=attempt)
        return attempt_in(found(row, f"attempt {attempt}"))

    def attempt_by_token(self, token: str) -> Attempt | None:
        row = self._held(_BY_TOKEN, token=token)
        return None if row is None else attempt_in(row)

    def attempt_by_provider(self, provider_id: str) -> Attempt | None:
        row = self._held(_BY_PROVIDER.order_by(_A.id).limit(1), provider_id=provider_id)
        return None if row is None else attempt_in(row)

    def save_attempt(self, attempt: Attempt) -> None:
        """Raises LookupError."""
        new = {f"new_{name}": value for name, value in _changeable(attempt).items()}
        if self._work.change(_SAVE, attempt=attempt.id, **new) != 1:
            raise LookupError(f"the store has no attempt {attempt.id}")

    def live_on(self, addresses: Sequence[int]) -> Sequence[Attempt]:
        """Of every address with one of these numbers."""
        if self._work.writing and self._work.on_postgresql:
            # Whoever looks first may call; the other waits here, and then sees that call.
            self._work.all(self._work.mine(_HOLD_LINES), ids=list(addresses))
        return [attempt_in(row) for row in self._work.all(_LIVE_ON, ids=list(addresses))]

    def _held(self, statement: sa.Select[Any], **values: Any) -> Row | None:
        """An attempt, once its contact is held: always the contact first, so that no two workers
        wait for each other. It is read again after the wait."""
        row = self._work.one(statement, **values)
        if row is None or not (self._work.writing and self._work.on_postgresql):
            return row
        self._work.one(self._work.mine(_HOLD_CONTACT), contact=row.contact_id)
        return self._work.one(statement, **values)


def _changeable(attempt: Attempt) -> dict[str, str | int | bool | datetime | None]:
    return {name: getattr(attempt, name) for name in _CHANGED}
