"""Recordings and pictures are taken from the folder beside a workbook."""

from pathlib import Path

from documents.xlsform import convert
from documents.xlsform.media import Gathered, gathered
from inspection.questionnaire.media import MOST_BYTES
from tests.sounds import FILES, JPEG, MP3, PNG, RECORDED, WAV, recorded_in


def found_in(workbook: Path, folder: Path | None = None) -> Gathered:
    return gathered(convert(workbook).form, workbook, folder)


def test_all_that_a_form_names_is_taken_whatever_else_lies_there(tmp_path: Path) -> None:
    found = found_in(recorded_in(tmp_path, {**FILES, "other.mp3": b"not asked for"}))
    assert found.problems == ()
    assert {name: (file.ending, file.content) for name, file in found.files.items()} == {
        "where.mp3": ("mp3", MP3),
        "where.png": ("png", PNG),
        "nearly.wav": ("wav", WAV),
        "well.mp3": ("mp3", FILES["well.mp3"]),
        # By what it is, not by how its name ends.
        "village.mp3": ("wav", WAV),
    }
    assert found.files["where.mp3"].name == f"{found.files['where.mp3'].digest}.mp3"


def test_another_folder_may_be_named(tmp_path: Path) -> None:
    workbook = recorded_in(tmp_path, {})
    there = tmp_path / "there"
    there.mkdir()
    (there / "well.mp3").write_bytes(MP3)
    assert list(found_in(workbook, there).files) == ["well.mp3"]


def test_words_stand_in_for_a_file_that_is_not_there(tmp_path: Path) -> None:
    del (files := dict(FILES))["village.mp3"]
    found = found_in(recorded_in(tmp_path, {**files, "Village.mp3": MP3}))
    (problem,) = found.problems
    assert (problem.code, problem.grave) == ("media-missing", False)
    assert (problem.sheet, problem.row, problem.name) == ("choices", 2, "village")
    assert problem.column == "media::audio::English (en)"
    assert problem.message == "the recording village.mp3 is not in recorded-media"
    assert problem.remedy == "capitals count: the file there is called Village.mp3"
    assert found.refused == ()
    assert len(found.files) == 4


def test_a_recording_without_words_must_be_there(tmp_path: Path) -> None:
    wordless = RECORDED.replace("| Are you well? | 您都好吗？ |", "| | |")
    workbook = recorded_in(tmp_path, table=wordless)
    assert found_in(workbook).problems == ()
    (tmp_path / "recorded-media" / "well.mp3").unlink()
    (problem,) = found_in(workbook).refused
    assert (problem.code, problem.sheet, problem.row) == ("media-missing", "survey", 4)
    assert "no words say the same" in problem.message


def test_what_cannot_be_used_everywhere_is_refused_by_name(tmp_path: Path) -> None:
    files = {
        **FILES,
        "where.mp3": b"OggS\x00\x02",
        "where.png": MP3,
        "nearly.wav": JPEG,
        "well.mp3": MP3.ljust(MOST_BYTES + 1, b"\0"),
    }
    refused = found_in(recorded_in(tmp_path, files)).refused
    assert {problem.code for problem in refused} == {"media-unplayable"}
    assert {(problem.row, problem.message, problem.remedy) for problem in refused} == {
        (2, "where.mp3 is no recording that every channel can use", "save it as MP3 or WAV"),
        (2, "where.png is no picture that every channel can use", "save it as JPEG or PNG"),
        (3, "nearly.wav is no recording that every channel can use", "save it as MP3 or WAV"),
        (4, "the recording well.mp3 is larger than 5 MB", "make it shorter or coarser"),
    }


def test_a_video_is_noticed(tmp_path: Path) -> None:
    table = RECORDED.replace("media::image::English (en)", "media::video::English (en)")
    found = found_in(recorded_in(tmp_path, table=table.replace("where.png", "where.mp4")))
    (problem,) = found.problems
    assert (problem.code, problem.grave, problem.row) == ("notice", False, 2)
    assert problem.message == "the video where.mp4 is shown on no channel"
