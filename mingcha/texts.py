"""Invitations by text message: what they cost, and putting them into the store."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Self

from fieldwork.book import Book
from fieldwork.invitees import Invitee, invitees
from fieldwork.reaching import Reaching
from fieldwork.rules import Rules
from fieldwork.text_queue import Unwritable, queue_text, reachable
from inspection.contact import Address
from inspection.invitation import text_message
from inspection.sms import segments
from mingcha.bot_names import BotNames
from mingcha.foundation import Foundation
from mingcha.inviting import Invitation, Selection, link_of, selected
from mingcha.lanes import Lanes
from mingcha.settings import SettingsRefused
from mingcha.telephones import reaching_of

_ANY_CODE = "0" * 20


@dataclass(frozen=True, kw_only=True)
class Plan:
    messages: int
    segments: int
    left_out: tuple[Unwritable, ...]


@dataclass(kw_only=True)
class TextRun:
    """One `mingcha invite --sms`."""

    foundation: Foundation
    bots: BotNames
    lasts: timedelta
    reaching: Reaching
    written: int = 0
    _to: dict[tuple[str, str], Address] = field(default_factory=dict)

    @classmethod
    def of(cls, foundation: Foundation, bots: BotNames, days: int) -> Self:
        """Raises SettingsRefused if there is no carrier."""
        lanes = Lanes.of(foundation.settings)
        if not lanes.telephone:
            missing = ", ".join(lanes.missing_for_calls)
            raise SettingsRefused(f"--sms needs a carrier: {missing} not set; see docs/settings.md")
        return cls(
            foundation=foundation,
            bots=bots,
            lasts=timedelta(days=days),
            reaching=reaching_of(foundation.settings),
        )

    def plan(self, selection: Selection) -> Plan:
        """Whoever cannot get one is named before anything is made. Raises NobodyInvited."""
        now = self.foundation.clock.now()
        with self.foundation.ledger.read() as book:
            people = selected(invitees(book, now, selection.bots), selection)
            self._to, left_out = reachable(book, people, self.reaching)
            counts = [
                segments(self._body(book, one, _ANY_CODE, now)).count
                for one in people
                if (one.kind, one.person) in self._to
            ]
        return Plan(messages=len(counts), segments=sum(counts), left_out=left_out)

    def write(self, book: Book, one: Invitation, number: int) -> None:
        to = self._to.get((one.kind, one.person))
        if to is None:
            return
        now = self.foundation.clock.now()
        body = self._body(book, one.to, one.code, now)
        chance = self.foundation.chance
        queue_text(book, chance, one.to, invite=number, to=to, body=body, now=now)
        self.written += 1

    def _body(self, book: Book, one: Invitee, code: str, now: datetime) -> str:
        rules = Rules.at(book, now, one.region)
        return text_message(
            one.language,
            link=link_of(self.bots.serving(one.region), code),
            until=last_day(rules, now + self.lasts),
            public_number=rules.policy.public_number,
        )


def last_day(rules: Rules, expires_at: datetime) -> date:
    """The last whole day on which the code holds."""
    return expires_at.astimezone(rules.zone).date() - timedelta(days=1)
