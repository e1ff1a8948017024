"""Dossiers for tests: `dossier(file("official", whereabouts="village"), file("household"))`."""

from dataclasses import replace
from datetime import datetime

from inspection.contact import Attempt, Channel, Contact, ContactKind
from inspection.disposition import Disposition
from inspection.dossier import Answer, ContactFile, Dossier
from tests.inspection import contacts
from tests.inspection.contacts import MONDAY, ZONE, at


def file(
    kind: ContactKind,
    *,
    contact: Contact | None = None,
    attempts: tuple[Attempt, ...] = (),
    said_at: str = "12:40",
    ended: Disposition | None = Disposition.COMPLETE,
    late: bool = False,
    rank: int = 1,
    channel: Channel | None = None,
    **answers: str,
) -> ContactFile:
    """One person's file; the answers were given at `said_at`, in their order, by an official in the
    chat and by a household on the phone if `channel` says nothing else."""
    by = channel or ("chat" if kind == "official" else "voice")
    if contact is None:
        contact = replace(contacts.contact(kind), rank=rank, late=late)
        contact = contact.close(ended, at(said_at)) if ended else contact
    return ContactFile(
        contact=contact,
        name="欧阳明华" if kind == "official" else "",
        attempts=attempts,
        answers=tuple(
            answer(question, value, at(said_at), late=late, channel=by)
            for question, value in answers.items()
        ),
        form=contacts.OFFICIAL if kind == "official" else contacts.VILLAGER,
        sheet=answers,
    )


def answer(
    question: str,
    value: str,
    moment: datetime,
    *,
    late: bool = False,
    channel: Channel = "voice",
) -> Answer:
    return Answer(question=question, value=value, channel=channel, at=moment, late=late)


def dossier(*files: ContactFile, degraded: str = "") -> Dossier:
    """Of Monday's inspection in the slot at nine; people are asked about Sunday and Monday."""
    return Dossier(
        inspection=7,
        team="T1",
        village="尚德村",
        township="撒营盘镇",
        slot_label="2026-03-02T09:00:00+08:00/PT30M",
        picked_for=at("09:10"),
        pi_ppb=15_873_016,
        officials=4,
        households=12,
        asked_days=(MONDAY.replace(day=1), MONDAY),
        degraded=degraded,
        policy_version="0123456789ab",
        zone=ZONE,
        contacts=files,
    )
