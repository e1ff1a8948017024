"""What the demo counts as found, and what as wrongly signalled: the same signal for both."""

import io
from datetime import date

import pytest
from rich.console import Console

from inspection.finding import Finding, FindingKind
from mingcha.demo.plan import ZONE, invented
from mingcha.demo.results import show_truth
from mingcha.demo.score import Drawn, Score, score
from simulator.people import Habits, Nature
from simulator.roster import Posting, Roster
from simulator.truth import Truth
from tests.inspection.contacts import at
from tests.inspection.dossiers import dossier, file

CONTRADICTED, UNREACHABLE = FindingKind.PRESENCE_CONTRADICTED, FindingKind.UNREACHABLE


def truth(*, absent: bool) -> Truth:
    """Of the one team, which is always at home and denies it, or always where it says to be."""
    roster = Roster(
        villages={},
        teams={"T1": "V1"},
        officials={},
        postings=(Posting(official="O1", team="T1", first=date(2025, 1, 1), last=None),),
        households={},
        inspectors={},
    )
    habits = Habits(absent_teams=float(absent), absent_days=1.0, lone_absentees=0.0)
    return Truth(roster, Nature(seed=1, habits=habits), days=invented().dates)


def drawn(*kinds: FindingKind, still_open: bool = False) -> Drawn:
    findings = tuple(
        Finding(kind=kind, severity="note", why={}, evidence=(), found_at=at("20:00"))
        for kind in kinds
    )
    return Drawn(dossier=dossier(file("official")), findings=findings, summary="", open=still_open)


WEEK = (drawn(CONTRADICTED), drawn(UNREACHABLE), drawn(), drawn(still_open=True))


def sizes(of: Score) -> dict[str, int]:
    return {name: len(which) for name, which in vars(of).items() if which}


def test_of_the_absent_only_those_are_found_whose_presence_was_contradicted() -> None:
    assert sizes(score(WEEK, truth(absent=True), ZONE)) == {
        "absent": 4,
        "found": 1,
        "unreachable_absent": 1,
        "still_open": 1,
    }


def test_of_the_honest_the_same_signal_is_the_wrong_one() -> None:
    assert sizes(score(WEEK, truth(absent=False), ZONE)) == {
        "honest": 4,
        "contradicted": 1,
        "unreachable_honest": 1,
    }


@pytest.mark.parametrize("absent", [True, False])
def test_who_could_not_be_reached_is_shown_apart_for_both(absent: bool) -> None:
    page = io.StringIO()
    show_truth(Console(file=page, width=200), score(WEEK, truth(absent=absent), ZONE))
    there, away = (0, 1) if absent else (1, 0)
    assert (
        f"Absent officials who were drawn while away: {4 * away}; found (presence contradicted):"
        f" {away}; could not be reached: {away}; still open: {away}.\n"
        f"Not found although reached and closed: {away}, of these 0 whose"
    ) in page.getvalue()
    assert (
        f"Honest officials who were drawn: {4 * there}; wrongly signalled (presence contradicted):"
        f" {there}; could not be reached: {there}.\n"
    ) in page.getvalue()
