"""Gathers the dossier of one inspection from the book."""

from datetime import datetime

from fieldwork.book import Book
from fieldwork.rules import Rules
from inspection.contact import Contact
from inspection.dossier import Answer, ContactFile, Dossier


def dossier_of(book: Book, inspection_id: int, now: datetime) -> Dossier:
    inspection = book.inspections.get(inspection_id)
    pick = inspection.pick
    place = book.roster.place(pick.village)
    slot = book.slots.get(pick.slot)
    rules = Rules.at(book, now, pick.village)
    return Dossier(
        inspection=inspection_id,
        team=pick.unit,
        village=place.village,
        township=place.township,
        slot_label=slot.label,
        picked_for=pick.picked_for,
        pi_ppb=pick.pi_ppb,
        officials=len(pick.respondents),
        households=len(pick.households),
        asked_days=inspection.asked_days,
        degraded=slot.degraded,
        policy_version=inspection.policy_version,
        telephone=inspection.telephone,
        zone=rules.zone,
        contacts=tuple(
            _file(book, c, rules, now) for c in book.contacts.of_inspection(inspection_id)
        ),
        paused=tuple(
            (start, end if end < now else None)
            for start, end in rules.still
            if inspection.opened_at <= end and start < (inspection.assessed_at or now)
        ),
    )


def _file(book: Book, contact: Contact, rules: Rules, now: datetime) -> ContactFile:
    return ContactFile(
        contact=contact,
        name=book.roster.official(contact.person).name if contact.kind == "official" else "",
        attempts=rules.weighed(book.contacts.attempts(contact.id), now),
        answers=tuple(
            Answer(
                question=reply.question,
                value=reply.value,
                channel=reply.channel,
                at=reply.at,
                late=reply.late,
            )
            for reply in book.contacts.replies(contact.id)
        ),
    )
