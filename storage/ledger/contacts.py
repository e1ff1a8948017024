"""Contacts: who is to be reached, until when, and how far the dialogue has come."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam as given

from inspection.contact import Contact, Unbegun
from inspection.dialogue import Dialogue
from inspection.disposition import Disposition
from inspection.outage import Down, Outage
from storage.ledger.attempts import Attempts
from storage.ledger.replies import Replies
from storage.ledger.work import Row, UnitOfWork, found
from storage.tables import contacts, inspections, picks

_C = contacts.c
_GET = sa.select(contacts).where(_C.id == given("contact"))
_BY_TOKEN = sa.select(contacts).where(_C.token == given("token"))
_OF_INSPECTION = sa.select(contacts).where(_C.inspection_id == given("inspection")).order_by(_C.id)
_PERSON = sa.select(contacts).where(_C.kind == given("kind"), _C.person == given("person"))
_OF_PERSON = _PERSON.where(_C.opened_at >= given("since")).order_by(_C.opened_at, _C.id)
_OF_PEOPLE = (
    sa.select(contacts)
    .where(
        _C.kind == given("kind"),
        _C.person.in_(given("names", expanding=True)),
        _C.opened_at >= given("since"),
    )
    .order_by(_C.opened_at, _C.id)
)
_DUE = (
    sa.select(_C.id)
    .where(_C.next_at.is_not(None), _C.next_at <= given("now"))
    .order_by(_C.next_at, _C.id)
    .limit(given("limit"))
)
_NEXT_DUE = sa.select(_C.next_at).where(_C.next_at.is_not(None)).order_by(_C.next_at).limit(1)
_CHANGED = (
    *("planned_at", "close_by", "next_at", "dialogue", "revision", "language"),
    *("disposition", "closed_at", "late", "why"),
    *("outage", "outage_began", "outage_ended"),
)
_SAVE = (
    contacts.update()
    .where(_C.id == given("contact"))
    .values({name: given(f"new_{name}") for name in _CHANGED})
)
_OF_THIS = inspections.update().where(inspections.c.id == given("whose"))
_TO_ASSESS = _OF_THIS.where(
    inspections.c.assessed_at.is_(None),
    inspections.c.waits.is_(None),
    ~sa.exists().where(_C.inspection_id == inspections.c.id, _C.disposition.is_(None)),
).values(waits="assess")
_NOT_OVER = _OF_THIS.where(inspections.c.waits == "assess").values(waits=None)
_OPEN_IN = (
    sa.select(sa.func.count())
    .select_from(contacts)
    .join(inspections, _C.inspection_id == inspections.c.id)
    .join(picks, inspections.c.pick_id == picks.c.id)
    .where(
        _C.disposition.is_(None),
        sa.func.substr(picks.c.village, 1, given("digits")) == given("beginning"),
    )
)
_OUTCOME = sa.func.coalesce(_C.disposition, sa.literal_column("'open'"))
_DISPOSITIONS = sa.select(_C.kind, _OUTCOME, sa.func.count()).group_by(_C.kind, _OUTCOME)


class Contacts(Attempts, Replies):
    """A contact that is got within a unit of work that writes is held to its end, and with it all
    its attempts, replies and turns: two workers never advance one dialogue."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def open(self, contact: Contact) -> Contact:
        self._work.change(_NOT_OVER, whose=contact.inspection)
        return replace(contact, id=self._work.add(contacts, **self._new(contact)))

    def open_all(self, opened: Sequence[Contact]) -> None:
        self._work.add_all(contacts, [self._new(contact) for contact in opened])

    def get(self, contact: int) -> Contact:
        """Raises LookupError."""
        row = self._work.one(self._work.mine(_GET), contact=contact)
        return self._contact(found(row, f"contact {contact}"))

    def by_token(self, token: str) -> Contact | None:
        row = self._work.one(self._work.mine(_BY_TOKEN), token=token)
        return None if row is None else self._contact(row)

    def of_inspection(self, inspection: int) -> Sequence[Contact]:
        rows = self._work.all(_OF_INSPECTION, inspection=inspection)
        return [self._contact(row) for row in rows]

    def of_person(self, kind: str, person: str, since: datetime) -> Sequence[Contact]:
        rows = self._work.all(_OF_PERSON, kind=kind, person=person, since=since)
        return [self._contact(row) for row in rows]

    def of_people(
        self, kind: str, people: Collection[str], since: datetime
    ) -> Mapping[str, Sequence[Contact]]:
        found: dict[str, list[Contact]] = {person: [] for person in people}
        for row in self._work.in_parts(_OF_PEOPLE, people, kind=kind, since=since):
            found[row.person].append(self._contact(row))
        return found

    def due(self, now: datetime, limit: int) -> Sequence[int]:
        return [row.id for row in self._work.all(_DUE, now=now, limit=limit)]

    def next_due(self) -> datetime | None:
        row = self._work.one(_NEXT_DUE)
        return None if row is None else row.next_at

    def save(self, contact: Contact) -> None:
        """Raises LookupError."""
        new = {f"new_{name}": value for name, value in self._changeable(contact).items()}
        if self._work.change(_SAVE, contact=contact.id, **new) != 1:
            raise LookupError(f"the store has no contact {contact.id}")
        if contact.closed:
            self._work.change(_TO_ASSESS, whose=contact.inspection)

    def open_in(self, region: str) -> int:
        return int(self._work.value(_OPEN_IN, beginning=region, digits=len(region)))

    def dispositions(self) -> Mapping[tuple[str, str], int]:
        return {(kind, outcome): number for kind, outcome, number in self._work.all(_DISPOSITIONS)}

    def _new(self, contact: Contact) -> dict[str, Any]:
        return {
            "inspection_id": contact.inspection,
            "kind": contact.kind,
            "person": contact.person,
            "rank": contact.rank,
            "token": contact.token,
            "opened_at": contact.opened_at,
            **self._changeable(contact),
        }

    def _changeable(self, contact: Contact) -> dict[str, Any]:
        return {
            "planned_at": contact.planned_at,
            "close_by": contact.close_by,
            "next_at": contact.next_at,
            "dialogue": self._work.sealed_json(_C.dialogue, contact.dialogue.as_json()),
            "revision": contact.dialogue.revision,
            "language": contact.language,
            "disposition": contact.disposition,
            "closed_at": contact.closed_at,
            "late": contact.late,
            "why": contact.why,
            "outage": contact.outage.what if contact.outage else None,
            "outage_began": contact.outage.start if contact.outage else None,
            "outage_ended": contact.outage.end if contact.outage else None,
        }

    def _contact(self, row: Row) -> Contact:
        return Contact(
            id=row.id,
            inspection=row.inspection_id,
            kind=row.kind,
            person=row.person,
            rank=row.rank,
            token=row.token,
            opened_at=row.opened_at,
            planned_at=row.planned_at,
            close_by=row.close_by,
            next_at=row.next_at,
            dialogue=Dialogue.from_json(self._work.opened_json(_C.dialogue, row.dialogue)),
            language=row.language,
            disposition=None if row.disposition is None else Disposition(row.disposition),
            closed_at=row.closed_at,
            late=row.late,
            why=None if row.why is None else Unbegun(row.why),
            outage=_outage(row),
        )


def _outage(row: Row) -> Outage | None:
    if row.outage is None:
        return None
    return Outage(what=Down(row.outage), start=row.outage_began, end=row.outage_ended)
