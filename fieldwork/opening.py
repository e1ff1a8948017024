"""A drawn slot becomes inspections: for each pick one official's check and the household calls.

Everything is looked up and written for the whole slot at once: a nation's has some four hundred
picks, and while they are written nobody else can write.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fieldwork.absent import Absent
from fieldwork.announced import Announced
from fieldwork.book import Book, Opened, StoredPick, StoredSlot
from fieldwork.burden import MONTH, spared_official
from fieldwork.framing import Framed
from fieldwork.neighbours import Neighbours
from fieldwork.next_household import TOKEN_BYTES, Turn, last_moment
from fieldwork.ports import Chance
from fieldwork.questioning import asked_forms
from fieldwork.regional import Versioned
from fieldwork.rules import Rules, policy_day
from inspection.contact import Contact, Unbegun
from inspection.disposition import Disposition
from inspection.draw import Pick, in_ticket_order, offset_seconds
from inspection.passing import OF_ABSENCE, Passed, PassReason
from inspection.plan import asked_days, official_dialogue
from inspection.questionnaire.form import Form

_FIRST = 4
"""So many households of each pick are looked up beforehand: mostly enough."""


def open_inspections(
    book: Book,
    slot: StoredSlot,
    framed: Framed,
    chosen: Sequence[Pick],
    *,
    inside: bytes,
    now: datetime,
    chance: Chance,
    telephone: bool,
) -> None:
    """Without a telephone no household is asked: the inspection keeps that it was so."""
    stored = book.slots.add_picks([drawn_pick(slot, framed, pick, inside) for pick in chosen])
    rules = Rules.of_places(book, now, {pick.village for pick in stored})
    numbers = book.inspections.open_all(
        [_opened(pick, rules[pick.village]) for pick in stored], now, telephone=telephone
    )
    opening = _Opening.of(book, slot, stored, now, chance)
    if telephone:
        opening.neighbours.learn([name for pick in stored for name in pick.households[:_FIRST]])
    contacts: list[Contact] = []
    for pick, inspection in zip(stored, numbers, strict=True):
        contacts.append(opening.official(rules[pick.village], pick, inspection))
        if telephone:
            contacts += opening.households(rules[pick.village], pick, inspection)
    book.contacts.open_all(contacts)
    book.slots.pass_over(opening.passed)
    for pick, inspection in zip(stored, numbers, strict=True):
        if rules[pick.village].paused:
            _begin_nothing(book, inspection, now)


def _begin_nothing(book: Book, inspection: int, now: datetime) -> None:
    """The pause came after the frame was committed: what was drawn stands, and nobody is asked."""
    for contact in book.contacts.of_inspection(inspection):
        if contact.closed:
            continue
        book.contacts.save(contact.close(Disposition.NOT_ATTEMPTED, now, Unbegun.PAUSED))
        book.audit.note(
            now,
            "scheduler",
            f"contact closed {Disposition.NOT_ATTEMPTED}",
            f"contact {contact.id}: the region is paused",
        )


def drawn_pick(slot: StoredSlot, framed: Framed, pick: Pick, inside: bytes) -> StoredPick:
    people = framed.candidates[pick.unit]
    unit = (pick.unit,)
    seconds = int((slot.closes_at - slot.opens_at).total_seconds())
    offset = timedelta(seconds=offset_seconds(inside, pick.unit, seconds))
    return StoredPick(
        id=0,
        slot=slot.id,
        unit=pick.unit,
        village=framed.villages[pick.unit],
        pi_ppb=pick.pi_ppb,
        ticket=pick.ticket,
        picked_for=slot.opens_at + offset,
        respondents=in_ticket_order(inside, "respondent", unit, people.respondent),
        households=in_ticket_order(inside, "household", unit, people.household),
        inspectors=in_ticket_order(inside, "inspector", unit, people.inspector),
        inside_key=inside,
    )


def _opened(pick: StoredPick, rules: Rules) -> Opened:
    days = asked_days(pick.picked_for, rules.official_window)
    return Opened(pick=pick.id, asked_days=days, policy_version=rules.version)


@dataclass(kw_only=True)
class _Opening:
    """Makes the contacts of one slot, in the order of its picks: who was given one is not given
    another."""

    now: datetime
    chance: Chance
    announced: Announced
    official_form: Form
    household_form: Form
    checked: dict[str, Sequence[Contact]]
    """Official -> the checks of the last month."""
    languages: dict[str, str]
    neighbours: Neighbours
    absent: Absent
    """As it was on file when the frame was committed: what came later excuses nobody."""
    passed: dict[int, list[Passed]] = field(default_factory=dict)
    """Pick -> who was passed over."""
    _asked: set[str] = field(default_factory=set)
    _called: set[str] = field(default_factory=set)

    @classmethod
    def of(
        cls,
        book: Book,
        slot: StoredSlot,
        picks: Sequence[StoredPick],
        now: datetime,
        chance: Chance,
    ) -> "_Opening":
        forms = asked_forms(book, now)
        officials = {name for pick in picks for name in pick.respondents}
        return cls(
            now=now,
            chance=chance,
            announced=Announced.of(book, policy_day(book, now), officials),
            official_form=forms["official"],
            household_form=forms["household"],
            checked=dict(book.contacts.of_people("official", officials, now - MONTH)),
            languages=dict(book.roster.languages(officials)),
            neighbours=Neighbours(book=book, now=now),
            absent=Absent.of(book, now.date(), slot.log_index),
        )

    def official(self, rules: Rules, pick: StoredPick, inspection: int) -> Contact:
        """The first in ticket order who may be asked today; who may not is passed over with the
        reason, and the unit's chance does not move for it."""
        passed = list(self._spared_officials(rules, pick))
        self._pass_over(pick, passed)
        nobody = len(passed) == len(pick.respondents)
        rank = 1 if nobody else len(passed) + 1
        official = pick.respondents[rank - 1]
        contact = Contact(
            id=0,
            inspection=inspection,
            kind="official",
            person=official,
            rank=rank,
            token=self.chance.token(TOKEN_BYTES).hex(),
            opened_at=self.now,
            planned_at=pick.picked_for,
            close_by=last_moment(rules, pick),
            next_at=pick.picked_for,
            dialogue=official_dialogue(self.official_form, pick.inside_key, pick.unit, official),
            language=self.languages[official],
        )
        if nobody:
            return contact.close(Disposition.NOT_ATTEMPTED, self.now, Unbegun.PASSED_OVER)
        self._asked.add(official)
        return contact

    def households(self, rules: Rules, pick: StoredPick, inspection: int) -> list[Contact]:
        """As many as the policy wants, or as there are."""
        turn = Turn(
            rules=rules,
            pick=pick,
            now=self.now,
            neighbours=self.neighbours,
            form=self.household_form,
        )
        contacts: list[Contact] = []
        most = rules.policy.household_contacts_an_inspection
        for _ in range(min(rules.policy.household_calls, most)):
            rank, passed = turn.after(contacts[-1].rank if contacts else 0, self._called)
            self._pass_over(pick, passed)
            if rank is None:
                break
            contacts.append(turn.contact(rank, inspection, self.chance))
            self._called.add(contacts[-1].person)
        return contacts

    def _spared_officials(self, rules: Rules, pick: StoredPick) -> Iterator[Passed]:
        """Those before the first who may be asked."""
        for rank, official in enumerate(pick.respondents, start=1):
            reason = self._spared(official, rules, pick.picked_for)
            if reason is None:
                return
            yield Passed(kind="official", rank=rank, reason=reason)

    def _spared(self, official: str, rules: Rules, moment: datetime) -> PassReason | None:
        away = self.absent.at(official, moment, rules.zone)
        if away is not None:
            return OF_ABSENCE[away.kind]
        in_force = Versioned(policy=rules.policy, version=rules.version)
        if not self.announced.may_be_asked(official, in_force):
            return PassReason.NOT_TOLD
        if official in self._asked:
            return PassReason.BEING_ASKED
        return spared_official(self.checked[official], rules, self.now)

    def _pass_over(self, pick: StoredPick, passed: Sequence[Passed]) -> None:
        if passed:
            self.passed.setdefault(pick.id, []).extend(passed)
