"""The register: whether there is anybody to draw, and how they are reached."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from fieldwork.announced import Announced
from fieldwork.book import Book, NumberCounts, PersonKind, TeamToday
from fieldwork.regional import Regional
from mingcha.doctor.check import Check, Line, Subject
from mingcha.doctor.installation import Installation

_FEW = 0.9
ROSTER = Subject(
    name="roster",
    looks_at="teams, officials posted today, linked accounts, who was told the rules, numbers that"
    " do not work",
    remedies={
        "empty": "`mingcha roster import FOLDER`",
        "nobody posted": "postings.csv: who is posted to which team, from which day; import again",
        "no region": "expected the beginning of a village's code, as in villages.csv",
        "unlinked": "`mingcha invite` makes the links; whoever has no account is asked only after"
        " the printed notice was handed over: docs/announcing.md",
        "blocked": "ask them to unblock the bot, or call their office",
        "untold": "`mingcha run` tells whoever is linked, in their hours, and nobody is asked"
        " before; to others hand the printed notice, and note it with `mingcha notice given`",
        "spoiled": "correct these numbers in the sheets and import again",
        "synthetic": "import real numbers: no real carrier dials invented ones, since they are"
        " valid numbers of real people",
        "no inspector": "add one to inspectors.csv: without, summaries are only read with `mingcha"
        " brief`",
        "inspectors unlinked": "`mingcha invite` makes their links: until then summaries are only"
        " read with `mingcha brief`",
    },
)


def _roster(installation: Installation) -> Sequence[Line]:
    with installation.read() as book:
        if not book.roster.has_teams():
            return [ROSTER.fail("empty", "no team is registered")]
        today = installation.today(book)
        teams = [t for t in book.roster.teams(today) if t.village.startswith(installation.region)]
        if not teams:
            return [ROSTER.fail("no region", f"no team in region {installation.region!r}")]
        states = _states(book, "official")
        return [
            *_teams(teams),
            *_linked(teams, states),
            *_told(book, today, teams, states),
            *_numbers(installation, book.roster.number_counts()),
            *_inspectors(book, installation.region),
        ]


def _states(book: Book, kind: PersonKind) -> Mapping[str, str]:
    """Person -> linked, or else blocked."""
    found: dict[str, str] = {}
    for chat in book.chats.accounts():
        if chat.kind == kind and found.get(chat.person) != "linked":
            found[chat.person] = chat.state
    return found


def _teams(teams: Sequence[TeamToday]) -> Iterator[Line]:
    officials = sum(len(team.officials) for team in teams)
    households = sum(len(team.households) for team in teams)
    yield ROSTER.ok(f"teams: {len(teams)}, posted today: {officials}, households: {households}")
    empty = sum(not team.officials for team in teams)
    if empty:
        yield ROSTER.warn(
            "nobody posted", f"{empty} of {len(teams)} teams have nobody posted today"
        )


def _linked(teams: Sequence[TeamToday], states: Mapping[str, str]) -> Iterator[Line]:
    posted = {official for team in teams for official in team.officials}
    if not posted:
        return
    linked = sum(states.get(official) == "linked" for official in posted)
    blocked = sum(states.get(official) == "blocked" for official in posted)
    found = f"{linked} of {len(posted)} officials are linked ({100 * linked // len(posted)} %)"
    enough = linked >= _FEW * len(posted)
    yield ROSTER.ok(found) if enough else ROSTER.warn("unlinked", found)
    if blocked:
        yield ROSTER.warn("blocked", f"{blocked} officials have blocked the bot")


def _told(
    book: Book, today: date, teams: Sequence[TeamToday], states: Mapping[str, str]
) -> Iterator[Line]:
    """Of those with an account: who has none is told of as not linked."""
    announced = Announced.of(book, today)
    rules = Regional(rows=book.policy.rows(), day=today)
    known = [(one, team.village) for team in teams for one in team.officials if one in states]
    untold = sum(not announced.may_be_asked(one, rules.at(place)) for one, place in known)
    if untold:
        yield ROSTER.warn(
            "untold",
            f"{untold} of {len(known)} officials with an account were not told today's rules",
        )


def _numbers(installation: Installation, numbers: NumberCounts) -> Iterator[Line]:
    found = f"{numbers.spoiled} of {numbers.all} numbers were found not to work"
    yield ROSTER.warn("spoiled", found) if numbers.spoiled else ROSTER.ok(found)
    real = installation.telephone and not installation.simulated
    if numbers.synthetic and real:
        yield ROSTER.fail("synthetic", f"{numbers.synthetic} numbers are invented")


def _inspectors(book: Book, region: str) -> Iterator[Line]:
    inspectors = book.roster.inspectors()
    near = [i for i in inspectors if i.region.startswith(region) or region.startswith(i.region)]
    states = _states(book, "inspector")
    linked = sum(states.get(inspector.id) == "linked" for inspector in near)
    found = f"{linked} of {len(near)} inspectors are linked"
    if not near:
        yield ROSTER.warn("no inspector", "no inspector is registered for it")
    else:
        yield ROSTER.ok(found) if linked else ROSTER.warn("inspectors unlinked", found)


CHECK = Check(subject=ROSTER, examine=_roster, store=True)
