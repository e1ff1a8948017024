from collections.abc import Sequence
from pathlib import Path

from mingcha.doctor.check import Check, Line, Subject
from mingcha.doctor.examination import CHECKS, SUBJECTS, examine, lines_of
from mingcha.doctor.installation import Installation
from tests.mingcha.doctor.patients import ALONE, patient

SUBJECT = Subject(name="ladder", looks_at="whether it stands", remedies={"falls": "hold it"})


def breaks(_: Installation) -> Sequence[Line]:
    raise LookupError("Household 7, +8619900001007")


def test_a_check_that_breaks_is_a_line_without_what_it_was_reading(home: Path) -> None:
    (line,) = lines_of(Check(subject=SUBJECT, examine=breaks), patient(home))
    assert (line.level, line.found) == ("fail", "could not be looked at (LookupError)")


def test_what_needs_the_store_is_skipped_without_it(home: Path) -> None:
    (line,) = lines_of(Check(subject=SUBJECT, examine=breaks, store=True), patient(home))
    assert line.level == "skipped"


def test_every_subject_has_a_line_in_its_order_and_all_are_told_of(home: Path) -> None:
    told: list[str] = []
    lines = examine(patient(home, ALONE), told.append)
    order = [subject.name for subject in SUBJECTS]
    found = list(dict.fromkeys(line.subject for line in lines))
    assert found == order
    assert told == [check.subject.name for check in CHECKS]


def test_each_trouble_has_a_remedy_and_nothing_well_has_one(home: Path) -> None:
    for line in examine(patient(home, ALONE), lambda _: None):
        assert bool(line.remedy) == (line.level in ("warn", "fail")) or line.level == "skipped"


def test_the_remedies_are_sentences_that_somebody_can_follow() -> None:
    for subject in SUBJECTS:
        assert subject.looks_at
        for trouble, remedy in subject.remedies.items():
            assert len(remedy) > 10, f"{subject.name}: {trouble}"
            assert not remedy.endswith(".")
