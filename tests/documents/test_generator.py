"""Generated rosters: the same for a seed, right by every rule, and as troubled as real ones."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from documents.generator.county import generate
from documents.places import LUQUAN, invented_places
from documents.roster.delivery import load
from documents.roster.folder import MARKER, write_folder
from inspection.admission import check
from inspection.roster import Checked
from inspection.sheet import Sheets
from telephony.numbering import PhoneNumbering

EXAMPLE = Path(__file__).parents[2] / "examples" / "luquan"
DEMO_DAY = date(2026, 3, 2)


def checked(sheets: Sheets) -> Checked:
    return check(sheets, numbering=PhoneNumbering())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_example_county_is_what_the_generator_makes(tmp_path: Path) -> None:
    write_folder(generate(teams=24, seed=22, places=LUQUAN), tmp_path)
    assert contents(tmp_path) == contents(EXAMPLE)


def test_the_example_county_goes_in_completely_and_is_synthetic() -> None:
    result = load(EXAMPLE, numbering=PhoneNumbering())
    assert result.refusals == ()
    assert result.ignored == {}
    assert result.roster.synthetic
    assert {name: counts.accepted for name, counts in result.counts.items()} == {
        "villages": 24,
        "teams": 24,
        "officials": 84,
        "postings": 84,
        "households": 329,
        "designations": 225,
        "inspectors": 4,
    }


def test_every_village_of_the_example_can_be_inspected_in_the_demo_week() -> None:
    roster = load(EXAMPLE, numbering=PhoneNumbering()).roster
    for team in roster.teams:
        posted = [
            posting.role
            for posting in roster.postings
            if posting.team == team.team and (posting.to_day or date.max) >= DEMO_DAY
        ]
        reachable = [h for h in roster.households if h.village == team.village and h.phones]
        assert posted.count("leader") == 1
        assert len(posted) in (3, 4)
        assert len(reachable) >= 6
    assert Counter(person.language for person in roster.inspectors) == {"zh": 3, "en": 1}
    assert any(person.county != "530128" for person in roster.inspectors)
    assert [person.role for person in roster.inspectors].count("administrator") == 1


def test_the_same_seed_gives_the_same_bytes_and_another_one_does_not(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("again", 5), ("other", 6)):
        write_folder(generate(teams=6, seed=seed), tmp_path / name)
    assert contents(tmp_path / "one") == contents(tmp_path / "again")
    assert contents(tmp_path / "one") != contents(tmp_path / "other")
    assert MARKER in contents(tmp_path / "one")


def test_more_teams_leave_the_first_ones_as_they_were() -> None:
    few, many = checked(generate(teams=10, seed=3)), checked(generate(teams=200, seed=3))
    count = len(few.roster.households)
    assert many.roster.households[:count] == few.roster.households
    assert many.roster.officials[: len(few.roster.officials)] == few.roster.officials


def test_a_large_generated_roster_is_right_by_every_rule() -> None:
    result = checked(generate(teams=400, seed=1))
    assert result.refusals == ()
    assert result.roster.synthetic
    assert len({village.code[:6] for village in result.roster.villages}) == 3


def test_the_troubles_of_a_real_roster_are_there() -> None:
    roster = checked(generate(teams=200, seed=1)).roster
    homes = roster.households
    users = Counter(number for home in homes for number in home.phones)
    villages_of: dict[str, set[str]] = {}
    for home in homes:
        for number in home.phones:
            villages_of.setdefault(number, set()).add(home.village)
    assert 3.4 < len(roster.officials) / len(roster.teams) < 3.8
    assert min(Counter(home.village for home in homes).values()) >= 8
    assert max(Counter(home.village for home in homes).values()) <= 20
    for trouble in (
        [home for home in homes if not home.phones],
        [home for home in homes if len(home.phones) > 1],
        [home for home in homes if home.cadre_kin],
        [home for home in homes if not home.in_programme],
        [home for home in homes if any(phone.startswith("+86198") for phone in home.phones)],
        [number for number, count in users.items() if count > 1],
        [number for number, villages in villages_of.items() if len(villages) > 1],
        [posting for posting in roster.postings if posting.to_day],
        [designation for designation in roster.designations if designation.to_day],
    ):
        assert 0.005 * len(homes) < len(trouble) < 0.5 * len(homes)


def test_every_generated_number_has_the_prefix_it_is_recognised_by() -> None:
    roster = checked(generate(teams=50, seed=1)).roster
    numbers = {official.phone for official in roster.officials}
    numbers |= {inspector.phone for inspector in roster.inspectors}
    numbers |= {number for home in roster.households for number in home.phones}
    assert {number[:7] for number in numbers} == {"+861990", "+861995", "+861985", "+861999"}


@pytest.mark.parametrize("teams", [0, -1, 25])
def test_more_teams_than_places_are_refused(teams: int) -> None:
    with pytest.raises(ValueError, match="choose 1 to 24"):
        generate(teams=teams, seed=1, places=LUQUAN)


@pytest.mark.parametrize("count", [0, 302_401])
def test_the_invented_province_has_an_end(count: int) -> None:
    with pytest.raises(ValueError, match="choose 1 to 302,400"):
        invented_places(count)


def test_invented_places_lie_in_a_province_that_does_not_exist() -> None:
    places = invented_places(4000)
    assert {place.code[:2] for place in places} == {"99"}
    assert len({place.code for place in places}) == 4000
