"""Gathers the dossier of one inspection from the book."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from fieldwork.book import Book, Inspection, Reply
from fieldwork.questioning import form_of, interview_of
from fieldwork.rules import Rules
from inspection.contact import Contact
from inspection.dossier import AbsenceOnFile, Answer, ContactFile, Dossier
from inspection.media import MediaFile, SentFile, is_media_name


def dossier_of(book: Book, inspection_id: int, now: datetime) -> Dossier:
    inspection = book.inspections.get(inspection_id)
    pick = inspection.pick
    place = book.roster.place(pick.village)
    slot = book.slots.get(pick.slot)
    rules = Rules.at(book, now, pick.village)
    contacts = tuple(_file(book, c, rules, now) for c in book.contacts.of_inspection(inspection_id))
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
        contacts=contacts,
        paused=tuple(
            (start, end if end < now else None)
            for start, end in rules.still
            if inspection.opened_at <= end and start < (inspection.assessed_at or now)
        ),
        passed=tuple(book.slots.passed(pick.id)),
        absences=_absences(book, inspection, contacts, slot.log_index),
    )


def _absences(
    book: Book, inspection: Inspection, contacts: Iterable[ContactFile], committed: int
) -> tuple[AbsenceOnFile, ...]:
    """Of the official, around the days on which an answer may come. One that was taken back since
    stays for the draw that knew it."""
    first = inspection.asked_days[0]
    official = next(file.contact for file in contacts if file.contact.kind == "official")
    return tuple(
        AbsenceOnFile(
            absence=one.absence,
            in_time=one.absence.known(committed),
            recorded_at=one.recorded_at,
        )
        for one in book.absences.of_official(official.person)
        if one.absence.last_day >= first
        and (one.absence.known(committed) or one.absence.cancelled is None)
    )


def _file(book: Book, contact: Contact, rules: Rules, now: datetime) -> ContactFile:
    return ContactFile(
        contact=contact,
        name=book.roster.official(contact.person).name if contact.kind == "official" else "",
        attempts=rules.weighed(book.contacts.attempts(contact.id), now),
        answers=answers_of(book, contact.id, book.contacts.replies(contact.id)),
        form=form_of(book, contact.dialogue.revision),
        sheet=interview_of(book, contact, rules, now, "chat").leaves(),
        no_texts=contact.kind == "official" and _no_texts(book, contact.person),
    )


def answers_of(book: Book, contact: int, replies: Sequence[Reply]) -> tuple[Answer, ...]:
    """With what became of the files that they name."""
    files: Mapping[str, SentFile] = {}
    if any(is_media_name(reply.value) for reply in replies):
        files = {file.name: _sent(book, file) for file in book.media.of_contact(contact)}
    return tuple(
        Answer(
            question=reply.question,
            value=reply.value,
            channel=reply.channel,
            at=reply.at,
            late=reply.late,
            file=files.get(reply.value),
        )
        for reply in replies
    )


def _sent(book: Book, file: MediaFile) -> SentFile:
    return SentFile(
        number=file.id,
        kind=file.kind,
        state=file.state,
        problem=file.problem,
        sent_before=None if file.before is None else book.media.get(file.before).wanted_at,
    )


def _no_texts(book: Book, official: str) -> bool:
    numbers = book.roster.voice_addresses("official", official)
    return any(book.opt_outs.holds_on(address.id) for address in numbers)
