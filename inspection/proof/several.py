"""What only several documents together can show: nothing drawn twice, and no slot left out."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from inspection.calendar import Calendar
from inspection.digest import canonical, sha
from inspection.proof.bundle import Bundle, MissedSlot, PolicyFields
from inspection.proof.continuity import Continuity
from inspection.proof.places import Places
from inspection.proof.slot_check import DrawRules
from inspection.proof.verdict import Notes
from inspection.proof.writing import written
from inspection.slot import Slot, read_label, slots_of_day


@dataclass(frozen=True, kw_only=True)
class SeenSlot:
    """What is remembered of a bundle or a missed slot's note; frames are too large to keep."""

    draw: str
    slot: str
    opens_at: datetime
    missed: bool
    policy: PolicyFields
    essence: bytes
    """A digest of everything that is settled for good: not of how far its log's proof goes."""
    source: str
    """Where it can be read again."""

    @classmethod
    def of(cls, document: Bundle | MissedSlot, source: str) -> "SeenSlot":
        """Raises ValueError where the slot's label cannot be read."""
        return cls(
            draw=document.draw,
            slot=document.slot,
            opens_at=read_label(document.slot)[0],
            missed=isinstance(document, MissedSlot),
            policy=document.policy,
            essence=_essence(document),
            source=source,
        )


def check_twice(seen: Iterable[SeenSlot], notes: Notes) -> None:
    """An auditor's and a public bundle of one slot are one draw; anything else is two."""
    found: dict[tuple[str, str], SeenSlot] = {}
    for one in seen:
        first = found.setdefault((one.draw, one.slot), one)
        notes.expect(
            first.essence == one.essence,
            f"slot {one.slot} of draw {one.draw!r} was drawn twice: {first.source} and"
            f" {one.source} differ",
        )


def check_period(
    seen: Sequence[SeenSlot],
    first: date,
    last: date,
    calendar: Calendar,
    load: Callable[[SeenSlot], Places],
    notes: Notes,
) -> None:
    """Every permitted slot of the working days from `first` to `last` is drawn once or missed, and
    each unit's cycle goes on from slot to slot. `load` gives where the units of a drawn slot stood.
    Raises UnknownDay outside the calendar."""
    by_draw: defaultdict[str, dict[str, SeenSlot]] = defaultdict(dict)
    for one in sorted(seen, key=lambda one: one.opens_at):
        by_draw[one.draw].setdefault(one.slot, one)
    notes.expect(bool(by_draw), "no slot was given for the period")
    for draw, slots in by_draw.items():
        permitted = _permitted(list(slots.values()), first, last, calendar, notes)
        _check_all_there(draw, slots, permitted, notes)
        _check_continuity(slots, permitted, load, notes)


def _permitted(
    seen: Sequence[SeenSlot], first: date, last: date, calendar: Calendar, notes: Notes
) -> tuple[Slot, ...]:
    """By the policy of the day's own slots; a day without any has that of the slot before it, or
    of the first one."""
    by_day: dict[date, DrawRules] = {}
    for one in seen:
        try:
            rules = DrawRules.of(one.policy)
        except ValueError:
            continue  # told by the document's own check
        by_day.setdefault(one.opens_at.astimezone(rules.zone).date(), rules)
    if not by_day:
        return ()
    for day in by_day:
        if first <= day <= last:
            notes.expect(calendar.is_working(day), f"{day}: slots on a day that is not worked")
    found: list[Slot] = []
    for day in calendar.working_days(first, last):
        known = max((d for d in by_day if d <= day), default=min(by_day))
        rules = by_day[known]
        found += slots_of_day(day, hours=rules.hours, minutes=rules.slot_minutes, zone=rules.zone)
    return tuple(found)


def _check_all_there(
    draw: str, seen: Mapping[str, SeenSlot], permitted: Sequence[Slot], notes: Notes
) -> None:
    labels = [slot.label for slot in permitted]
    for label in labels:
        notes.expect(
            label in seen, f"slot {label} of draw {draw!r} is neither drawn nor missed: no document"
        )
    within = [seen[label] for label in labels if label in seen]
    missed = sum(one.missed for one in within)
    notes.remarks.append(
        f"draw {draw!r}: {len(labels)} permitted slots, {len(within) - missed} drawn,"
        f" {missed} missed"
    )
    others = len(seen) - len(within)
    if others:
        notes.remarks.append(f"draw {draw!r}: {others} slots given are outside the period")


def _check_continuity(
    seen: Mapping[str, SeenSlot],
    permitted: Sequence[Slot],
    load: Callable[[SeenSlot], Places],
    notes: Notes,
) -> None:
    continuity = Continuity()
    for slot in permitted:
        one = seen.get(slot.label)
        if one is None:
            continuity.broken()
            continue
        if one.missed:
            continuity.missed()
        else:
            continuity.add(load(one), notes)


def _essence(document: Bundle | MissedSlot) -> bytes:
    if isinstance(document, MissedSlot):
        return sha(canonical(["missed", document.reason]))
    log = document.opened.log
    cut = replace(log, later=(), head=log.own_head())
    settled = replace(document, opened=replace(document.opened, log=cut), rows=(), inside=None)
    return sha(written(settled) + document.root_of_rows)
