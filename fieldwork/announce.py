"""Changed rules -> every official whom they concern is told, once, in their own hours.

A change is told as soon as it stands in the policy, up to a week before it holds, so that nobody
has to be passed over on its first day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from fieldwork.announced import Announced
from fieldwork.book import Book, Chat, Told
from fieldwork.correspondence import message
from fieldwork.crash_point import CrashPoint, Reached, go_on
from fieldwork.ports import Ledger
from fieldwork.regional import Regional, Versioned
from fieldwork.rules import Rules, policy_day
from inspection import announcement, welcome
from inspection.chat import Letter
from inspection.policy import PolicyRow, values_of
from inspection.region import county_of

AT_ONCE = 20
"""So many are under way at the same time: whoever is being checked does not wait behind them."""
AHEAD = timedelta(days=7)
_LOOK_AGAIN = timedelta(minutes=10)
"""Between two looks at everybody while the policy stays as it is: somebody may be posted anew."""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One official who is to be told of the rules of a day, in the place where they are posted."""

    official: str
    place: str
    day: date
    told: Told
    chats: Sequence[Chat]


@dataclass(kw_only=True)
class Announce:
    ledger: Ledger
    reached: Reached = go_on
    _seen: tuple[object, ...] = field(default=(), init=False)
    _again: datetime | None = field(default=None, init=False)
    _opens: datetime | None = field(default=None, init=False)
    """When the hours begin of somebody who is waiting to be told."""
    _turns: datetime | None = field(default=None, init=False)
    """The next midnight, at which rules begin (local) or postings do (UTC); None without teams."""
    _waiting: list[str] = field(default_factory=list, init=False)
    """Officials who can be told now, the next one last. In memory alone: who is to be told stands
    in the store, and is looked at again before each message."""

    def work(self, now: datetime) -> int:
        """Tells some of those who are to be told; returns how many were taken up."""
        with self.ledger.read() as book:
            if not self._looked(book, now):
                self._look(book, now)
                self._seen = _sight(book, now)
            free = AT_ONCE - len(book.messages.telling()) if self._waiting else 0
        taken = [self._waiting.pop() for _ in range(min(free, len(self._waiting)))]
        for official in taken:
            with self.ledger.write() as book:
                tell(book, official, now)
                self.reached(CrashPoint.RULES_WRITTEN)
            self.reached(CrashPoint.RULES_COMMITTED)
        return len(taken)

    def rests(self, now: datetime) -> bool:
        with self.ledger.read() as book:
            return not self._waiting and self._looked(book, now)

    def _looked(self, book: Book, now: datetime) -> bool:
        """Whether the last look at everybody still holds."""
        again = self._again
        return again is not None and now < again and _sight(book, now) == self._seen

    def next_due(self, now: datetime) -> datetime | None:
        """When the hours of somebody who waits begin; at the latest when the next day does."""
        return min(self._opens or self._turns, self._turns) if self._turns else None

    def _look(self, book: Book, now: datetime) -> None:
        """At everybody who is posted."""
        places: dict[str, Rules] = {}
        self._opens, ready = None, []
        zones = (UTC, Rules.at(book, now).policy.zone)
        self._turns = min(_midnight_after(now, zone) for zone in zones)
        if not book.roster.has_teams():
            self._turns = None
        under_way = book.messages.telling()
        for one in _to_tell(book, now):
            rules = places.get(one.place) or Rules.at(book, now, one.place)
            places[one.place] = rules
            if rules.paused or one.official in under_way:
                continue
            opens = now if _gone(one) else rules.official_window.next_opening(now)
            if opens > now:
                self._opens = min(opens, self._opens or opens)
            else:
                ready.append(one.official)
        self._waiting = ready[::-1]
        self._again = min(now + _LOOK_AGAIN, self._opens or now + _LOOK_AGAIN)


def _sight(book: Book, now: datetime) -> tuple[object, ...]:
    return tuple(book.policy.rows()), policy_day(book, now), now.astimezone(UTC).date()


def tell(book: Book, official: str, now: datetime) -> None:
    """A message to each linked chat; who has blocked all of them counts as told in vain. Nothing
    where nothing differs any more."""
    one = next(_to_tell(book, now, official), None)
    if one is None or official in book.messages.telling():
        return
    rules = Regional(rows=book.policy.rows(), day=one.day).at(one.place)
    book.announcements.keep(rules.version, values_of(rules.policy))
    if _gone(one):
        book.announcements.add(one.official, rules.version, how="failed", from_day=one.day, at=now)
        book.audit.note(now, "announce", "rules not told, chat blocked", one.official)
        return
    number = book.announcements.count(official)
    for chat in one.chats:
        if chat.state == "linked":
            book.messages.post(
                replace(
                    message(chat, _letter(book, one, rules), "change"),
                    key=f"change:{one.official}:{number}:{chat.id}",
                    next_at=now,
                    official=one.official,
                    policy_version=rules.version,
                    from_day=one.day,
                    region=county_of(one.place),
                )
            )


def _to_tell(book: Book, now: datetime, only: str | None = None) -> Iterator[Telling]:
    """Of all who are posted, or of one."""
    today = policy_day(book, now)
    rows = book.policy.rows()
    days = [today, *_changes_ahead(rows, today)]
    policies = {day: Regional(rows=rows, day=day) for day in days}
    if only is None:
        posted = {who: one.village for who, one in book.roster.posted(now).items()}
        chats = book.chats.of_officials()
    else:
        place = book.roster.region_of(only, now)
        posted = {only: place} if place else {}
        chats = {only: book.chats.of_person("official", only)}
    people = None if only is None else [only]
    known = {day: Announced.of(book, day, people) for day in days}
    for official, place in sorted(posted.items()):
        found = _first(official, place, known, policies)
        if found is not None and chats.get(official):
            day, told = found
            yield Telling(official=official, place=place, day=day, told=told, chats=chats[official])


def _first(
    official: str,
    place: str,
    known: Mapping[date, Announced],
    policies: Mapping[date, Regional],
) -> tuple[date, Told] | None:
    """The first day whose rules differ from what the person was told for it. Who was never told
    any is told all of them when the account is linked."""
    for day, announced in known.items():
        told = announced.latest.get(official)
        if told is None or not told.ever:
            return None
        if announced.differ(told, policies[day].at(place)):
            return day, told
    return None


def _changes_ahead(rows: Sequence[PolicyRow], today: date) -> list[date]:
    begins = {row.valid_from for row in rows}
    ends = {row.valid_to + timedelta(days=1) for row in rows if row.valid_to is not None}
    return sorted(day for day in begins | ends if today < day <= today + AHEAD)


def _letter(book: Book, one: Telling, rules: Versioned) -> Letter:
    language = book.roster.official(one.official).language
    document = book.announcements.document(one.told.version)
    if document is None:
        # Told before documents were kept: what has changed cannot be said, so all of it is.
        return welcome.rules(language, policy=rules.policy, version=rules.version)
    changed = announcement.changes(document, rules.policy)
    return announcement.letter(
        language,
        changed,
        version=rules.version,
        since=_since(book.policy.rows(), one, {change.key for change in changed}),
        public_number=rules.policy.public_number,
    )


def _since(rows: Sequence[PolicyRow], one: Telling, keys: set[str]) -> date | None:
    """The day on which the last of these rules changed at the place; None if they did not change
    since the person was told: then it is the posting that did."""
    turns = [
        day
        for row in rows
        if row.key in keys and one.place.startswith(row.region)
        for day in (row.valid_from, row.valid_to and row.valid_to + timedelta(days=1))
        if day is not None and day <= one.day
    ]
    last = max(turns, default=None)
    return last if last is not None and last >= one.told.from_day else None


def _gone(one: Telling) -> bool:
    return not any(chat.state == "linked" for chat in one.chats)


def _midnight_after(now: datetime, zone: tzinfo) -> datetime:
    day = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, time(0), tzinfo=zone)
