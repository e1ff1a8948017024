"""One official's check on a Monday morning, with no household called and no draw after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol, Self

from fieldwork.book import Message, Reply
from inspection.contact import Attempt, Contact
from inspection.finding import Finding
from inspection.policy import PolicyRow
from inspection.roster import Roster
from simulator.chat_script import ChatScript
from simulator.phone_script import PhoneScript
from tests.scenarios.town import SHANGHAI, Drawn, Town, small_roster

NO_HOUSEHOLDS = {"household.calls": "0"}
_NO_MORE_DRAWS = {"draw.rate_milli": "0", "draw.floor_days": "0"}
_TUESDAY = date(2026, 3, 3)


class MakeTown(Protocol):
    def __call__(
        self,
        *,
        policy: Mapping[str, str] | None = None,
        roster: Roster | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> Town: ...


@dataclass(kw_only=True)
class Check:
    town: Town
    drawn: Drawn

    @classmethod
    def drawn_in(
        cls,
        make_town: MakeTown,
        *,
        policy: Mapping[str, str] | None = None,
        language: str = "en",
        officials: int = 1,
        hour: int = 10,
    ) -> Self:
        """Monday at that hour: one official was drawn and does not know it yet."""
        slot = {"draw.hours": f"{hour}:00-{hour}:30"}
        town = make_town(
            policy=NO_HOUSEHOLDS | slot | dict(policy or {}),
            roster=small_roster(language=language, officials=officials),
        )
        for official in range(1, officials + 1):
            link(town, f"O{official}")
        stop_drawing(town)
        return cls(town=town, drawn=town.drawn(hour=hour))

    @classmethod
    def asked_in(
        cls,
        make_town: MakeTown,
        *,
        policy: Mapping[str, str] | None = None,
        language: str = "en",
        officials: int = 1,
        hour: int = 10,
    ) -> Self:
        """The first question has just arrived."""
        check = cls.drawn_in(
            make_town, policy=policy, language=language, officials=officials, hour=hour
        )
        check.after()
        check.chat.receives("抽查" if language == "zh" else "Unannounced check")
        return check

    @property
    def chat(self) -> ChatScript:
        return self.town.chat(self.drawn.official)

    @property
    def phone(self) -> PhoneScript:
        return self.town.phone_of(self.drawn.official)

    @property
    def planned_at(self) -> datetime:
        return self.contact.planned_at.astimezone(SHANGHAI)

    def moment(self, *, hours: float = 0, minutes: float = 0) -> str:
        """Day and local time so long after the drawn moment of the check, as in `tries`."""
        return f"{self.planned_at + timedelta(hours=hours, minutes=minutes):%d %H:%M}"

    def after(self, *, hours: float = 0, minutes: float = 0) -> None:
        """Runs until so long after the drawn moment of the check."""
        self.town.clock.run_until(self.planned_at + timedelta(hours=hours, minutes=minutes))
        self.town.clock.settle()

    # -- what the book says --------------------------------------------------------------------

    @property
    def contact(self) -> Contact:
        return self.town.book().contact_of(self.drawn.official)

    @property
    def asked_fact(self) -> str:
        """The question in words that was drawn for somebody in the village."""
        return self.contact.dialogue.order[1]

    @property
    def replies(self) -> Sequence[Reply]:
        with self.town.product.foundation.ledger.read() as book:
            return book.contacts.replies(self.contact.id)

    @property
    def said(self) -> dict[str, str]:
        return {reply.question: reply.value for reply in self.replies}

    @property
    def late(self) -> list[str]:
        """The questions that were answered late."""
        return [reply.question for reply in self.replies if reply.late]

    @property
    def attempts(self) -> Sequence[Attempt]:
        with self.town.product.foundation.ledger.read() as book:
            return book.contacts.attempts(self.contact.id)

    @property
    def tries(self) -> list[tuple[str, str, str]]:
        """(channel and purpose, local time, how it ended) of each attempt."""
        return [
            (
                f"{attempt.channel} {attempt.purpose}",
                f"{attempt.made_at.astimezone(SHANGHAI):%d %H:%M}",
                attempt.disposition or "",
            )
            for attempt in self.attempts
        ]

    @property
    def rung_at(self) -> list[str]:
        """Day and local time of each call."""
        return [at for what, at, _ in self.tries if what == "voice ask"]

    @property
    def findings(self) -> Sequence[Finding]:
        return self.town.book().findings()

    @property
    def sent(self) -> Sequence[Message]:
        """What went out to the official's chat."""
        with self.town.product.foundation.ledger.read() as book:
            (chat,) = book.chats.of_person("official", self.drawn.official)
            return book.messages.sent_to(chat.id)


def link(town: Town, official: str) -> None:
    """Links an official's account, whatever is written on the way."""
    town.chat(official).starts(town.codes[official]).shares_contact().reads_all()


def stop_drawing(town: Town) -> None:
    """From Tuesday on nobody is drawn, so that one story can be told to its end."""
    with town.product.foundation.ledger.write() as book:
        for key, value in _NO_MORE_DRAWS.items():
            row = PolicyRow(region="", key=key, value=value, valid_from=_TUESDAY)
            book.policy.set(row)
