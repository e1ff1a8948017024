"""`mingcha form` with recordings and pictures beside the workbook."""

import json
from pathlib import Path

from tests.mingcha.command import Mingcha
from tests.sounds import FILES, MP3, recorded_in


def test_a_form_is_added_with_its_files_and_shows_them(mingcha: Mingcha, tmp_path: Path) -> None:
    workbook = str(recorded_in(tmp_path))
    assert "5 recordings and pictures with it." in mingcha("form", "check", workbook).out
    told = mingcha("form", "add", workbook)
    assert told.status == 0, told.err
    assert told.out.strip().endswith("3 questions, 5 recordings and pictures.")
    shown = mingcha("form", "show", "recorded").out
    row = next(line for line in shown.splitlines() if "where.mp3" in line)
    assert row.split()[:4] == ["where.mp3", "audio/mpeg", "1", "kB"]
    assert "Not here" not in shown
    assert mingcha("form", "add", workbook).out.endswith("here already. Nothing was changed.\n")


def test_a_missing_file_is_told_and_may_come_later_but_none_is_changed(
    mingcha: Mingcha, tmp_path: Path
) -> None:
    del (files := dict(FILES))["well.mp3"]
    workbook = recorded_in(tmp_path, files)
    told = mingcha("form", "add", str(workbook))
    assert told.status == 0
    assert "- survey, row 4, column media::audio::English (en), well: the recording" in told.out
    assert "[media-missing]" in told.out
    assert "Not here, so that words stand in: well.mp3" in mingcha("form", "show", "recorded").out
    beside = tmp_path / "recorded-media"
    (beside / "well.mp3").write_bytes(MP3)
    added = mingcha("form", "add", str(workbook)).out
    assert added.endswith("is here already. Added 1 recording or picture that it lacked.\n")
    (beside / "well.mp3").write_bytes(MP3 + b"again")
    refused = mingcha("form", "add", str(workbook))
    assert refused.status == 2
    assert "was added with version 1 and another well.mp3" in " ".join(refused.err.split())
    assert "raise `version` on the settings sheet" in " ".join(refused.err.split())


def test_what_cannot_be_played_is_refused_and_nothing_is_stored(
    mingcha: Mingcha, tmp_path: Path
) -> None:
    workbook = str(recorded_in(tmp_path, {**FILES, "where.mp3": b"OggS"}))
    told = mingcha("form", "add", workbook)
    assert told.status == 2
    assert "where.mp3 is no recording that every channel can use [media-unplayable]" in told.out
    (field,) = json.loads(mingcha("form", "check", workbook, "--json").out)
    assert (field["code"], field["row"], field["grave"]) == ("media-unplayable", 2, True)
    assert mingcha("form", "list").out.startswith("No form was added yet")
    nowhere = mingcha("form", "check", workbook, "--media", str(tmp_path / "nowhere"))
    assert nowhere.status == 2
    assert "there is no such folder" in nowhere.err
