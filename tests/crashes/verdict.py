"""What is wrong with a day on which products were killed, measured by one on which none was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.crashes.day import Day, Kill
from tests.crashes.ending import Ending
from tests.crashes.plan import POINTS

_UNCLEAR = ("LETTERS_", "telegram.")
_NOT_REQUESTED = "CALL_ANNOUNCED"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    lost: list[str]
    doubled: list[str]
    repeated: int
    """Letters that were marked as perhaps sent twice."""


def weigh(day: Day, usual: Ending, end: Ending) -> Verdict:
    return Verdict(
        lost=list(_lost(usual, end)),
        doubled=list(_doubled(day, usual, end)),
        repeated=end.repeated,
    )


def _lost(usual: Ending, end: Ending) -> Iterator[str]:
    for person, expected in usual.dispositions.items():
        found = end.dispositions.get(person, "no contact")
        # A call that broke off after what is asked first was answered counts as far as it went.
        if found != expected and not (end.cut.get(person) and found == "PARTIAL"):
            yield f"{person} ended {found}, not {expected}"
        elif found == expected and end.answers[person] < usual.answers[person]:
            yield f"{person} gave {usual.answers[person]} answers, kept: {end.answers[person]}"
    if end.findings != usual.findings:
        yield f"findings {end.findings}, not {usual.findings}"
    for what in ("visits", "slots", "files", "told_rules"):
        if getattr(end, what) != getattr(usual, what):
            yield f"{what} {getattr(end, what)}, not {getattr(usual, what)}"
    for kind, count in usual.letters.items():
        if end.letters.get(kind, 0) < count:
            yield f"letters ({kind}): {end.letters.get(kind, 0)} of {count}"
    if end.received < sum(end.letters.values()):
        yield f"{sum(end.letters.values())} letters sent, {end.received} received"
    aside = end.waiting["quarantined"] - usual.waiting["quarantined"]
    if end.unsent or end.undelivered or end.waiting["waiting"] or aside:
        yield f"left: {end.unsent} letters, {end.undelivered} updates, inbox {end.waiting}"
    if end.texts < usual.texts:
        yield "a text message"
    if end.broken_at is not None:
        yield f"the log is broken at {end.broken_at}"


def _doubled(day: Day, usual: Ending, end: Ending) -> Iterator[str]:
    for person, count in end.calls.items():
        if count > usual.calls[person] + end.cut[person]:
            yield f"{count} calls to {person}, {end.cut[person]} cut"
    if end.second_calls > usual.second_calls or end.unknown_calls:
        yield f"{end.second_calls} second calls, {end.unknown_calls} unknown ones"
    before_request = sum(kill.at == _NOT_REQUESTED for kill in day.done)
    if end.never_made > usual.never_made + before_request:
        yield f"{end.never_made} calls were announced and never requested"
    unclear = sum(kill.at.startswith(_UNCLEAR) for kill in day.done)
    if end.repeated > unclear + usual.repeated:
        yield f"{end.repeated} letters marked as repeats of {unclear} unclear ones"
    if end.received > sum(end.letters.values()) + end.repeated:
        yield f"{sum(end.letters.values())} letters sent, {end.received} received"
    for kind, count in end.letters.items():
        allowed = {
            "digest": day.evenings - 1,
            "reminder": end.expired,
            "alert": end.incidents - usual.incidents,
        }
        if count > usual.letters.get(kind, 0) + allowed.get(kind, 0):
            yield f"letters ({kind}): {count} instead of {usual.letters.get(kind, 0)}"
    if end.texts > usual.texts:
        yield f"{end.texts} text messages"


@dataclass(kw_only=True)
class Statistics:
    database: str
    rows: dict[str, list[int]] = field(default_factory=lambda: {name: [0] * 5 for name in POINTS})
    """Point -> kills, lost, doubled, letters repeated and marked, calls cut."""

    def add(self, day: Day, verdict: Verdict) -> Sequence[str]:
        """What is lost or doubled is counted at each kill of the day: it may come of any. Returns
        all of it in words."""
        for kill, cut in zip(day.done, day.cuts, strict=True):
            unclear = kill.at.startswith(_UNCLEAR)
            counted = (
                1,
                len(verdict.lost),
                len(verdict.doubled),
                verdict.repeated if unclear else 0,
                cut,
            )
            row = self.rows[kill.at]
            self.rows[kill.at] = [a + b for a, b in zip(row, counted, strict=True)]
        return [f"{one}, after {_told(day.done)}" for one in (*verdict.lost, *verdict.doubled)]

    def table(self) -> str:
        head = f"killed at ({self.database})".ljust(34)
        lines = [f"{head}  kills   lost doubled repeated  cut"]
        total = [sum(column) for column in zip(*self.rows.values(), strict=True)]
        for name, (kills, lost, doubled, repeated, cut) in [*self.rows.items(), ("all", total)]:
            lines.append(f"{name:34}{kills:7}{lost:7}{doubled:8}{repeated:9}{cut:5}")
        return "\n".join(lines)


def _told(kills: list[Kill]) -> str:
    return ", ".join(f"{kill.at} {kill.nth} (+{kill.down.seconds} s)" for kill in kills)
