"""A form that looks into the register: it sees what belongs to its own check, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

from documents.xlsform import convert
from fieldwork.forms import FormRefused, add_form, use_form
from inspection.contact import ContactKind
from inspection.roster import Roster
from tests.scenarios.check import NO_HOUSEHOLDS, Check, MakeTown, link
from tests.scenarios.town import Town, small_roster

FORM = """
| survey |
| | type | name | label | calculation |
| | hidden | village | | |
| | calculate | team | | pulldata('roster', 'team_name', 'village', ${village}) |
| | calculate | county | | pulldata('roster', 'county', 'village', ${village}) |
| | calculate | other | | pulldata('roster', 'county', 'team', 'T2') |
| | select_one place | whereabouts | [${team}][${county}][${other}] Where are you now? | |
| choices |
| | list_name | name | label |
| | place | village | In the village |
| | place | trip | On a trip |
| | place | leave | On leave |
| | place | rest | At rest |
| | place | emergency | Emergency |
| settings |
| | form_id | form_title | version |
| | place | Place | 1 |
"""


def put_to_use(town: Town, folder: Path, kind: ContactKind) -> None:
    workbook = folder / "place.md"
    workbook.write_text(FORM, encoding="utf-8")
    made = convert(workbook)
    with town.product.foundation.ledger.write() as book:
        stored = add_form(book, made.form, made.xml, workbook.name, town.world.now).stored
        use_form(book, kind, stored, made.form, town.world.now)


def with_another_team(roster: Roster) -> Roster:
    """In another county, so that its form's key finds something if it may."""
    code = "530127101201"
    village = replace(roster.villages[0], code=code, name="Baishi", county="Songming")
    team = replace(roster.teams[0], team="T2", village=code, name="Team two")
    return replace(roster, villages=(*roster.villages, village), teams=(*roster.teams, team))


def test_a_form_reads_out_its_own_team_and_no_other(make_town: MakeTown, tmp_path: Path) -> None:
    roster = with_another_team(small_roster(officials=1))
    policy = NO_HOUSEHOLDS | {"draw.hours": "10:00-10:30"}
    town = make_town(policy=policy, roster=roster)
    link(town, "O1")
    put_to_use(town, tmp_path, "official")
    check = Check(town=town, drawn=town.drawn())
    check.after()
    own = f"[{roster.teams[0].name}][{roster.villages[0].county}][]"
    check.chat.receives(f"{own} Where are you now?")


def test_no_household_is_told_which_team_was_drawn(town: Town, tmp_path: Path) -> None:
    with pytest.raises(FormRefused, match="looks up team, team_name in the register"):
        put_to_use(town, tmp_path, "household")
