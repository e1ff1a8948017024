"""What a day's audit costs: 20 slots of 255,000 units, as `mingcha draw verify --period` does it.

Two floors, of the same rows in the same run: the bare SHA-256 of every row (what any check of the
root must do), and all four digests a row that no check can avoid (row, node of the tree, and the
two of a ticket).
"""

import hashlib
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.a_day import DAY, Day
from bench.draw import bare_loop, seconds
from documents.calendar import calendar_of
from inspection.policy import Policy
from inspection.proof.places import Places
from inspection.proof.reading import read
from inspection.proof.several import check_period, check_twice
from inspection.proof.verdict import Notes, Standing
from inspection.proof.verify import verify
from inspection.proof.writing import written
from mingcha.cli.auditing import Task, check_all, cores, outside_of

UNITS = 255_000
BOUND_SECONDS = 10.0
_CALENDAR = calendar_of(range(2024, 2027))


def bare(rows: Sequence[bytes]) -> None:
    for row in rows:
        hashlib.sha256(row).digest()


def floors(path: Path) -> tuple[float, float]:
    """Seconds a bundle: one digest a row, and four."""
    document = read(path.read_bytes())
    assert hasattr(document, "rows"), "a bundle"
    rows = [row.encode() for row in document.rows]
    nodes = [bytes(65)] * len(rows)
    ids = [row[:11] for row in rows]
    one, two, tickets = (
        min(seconds(work) for _ in range(3))
        for work in (partial(bare, rows), partial(bare, nodes), partial(bare_loop, ids))
    )
    return one, one + two + tickets


def audit(day: Day, paths: Sequence[Path], workers: int, folder: Path) -> tuple[float, float]:
    """Seconds for all of them and for the period, and seconds of all cores together; raises
    AssertionError where one deviates."""
    begun, worked = perf_counter(), _worked()
    aside = {str(path): folder / f"{n}.places" for n, path in enumerate(paths)}
    tasks = [
        Task(path=path, anchors=day.anchors(), head=None, places=aside[str(path)]) for path in paths
    ]
    checked = list(check_all(tasks, workers))
    notes = Notes()
    seen = [one.seen for one in checked if one.seen is not None]
    check_twice(seen, notes)
    check_period(seen, DAY, DAY, _CALENDAR, lambda one: _places(aside[one.source]), notes)
    taken, worked = perf_counter() - begun, _worked() - worked
    assert all(one.verdict.standing is Standing.CONSISTENT for one in checked), "no head was given"
    assert not notes.deviations, notes.deviations[:3]
    return taken, worked


def _worked() -> float:
    """Seconds of a core that this process and its ended children have used: unlike the seconds of
    the clock they hardly change on a machine that has other work to do."""
    used = (getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _places(path: Path) -> Places:
    return Places.unpacked(path.read_bytes())


def steps(path: Path) -> None:
    """One bundle, step by step."""
    raw = path.read_bytes()
    document = read(raw)
    outside = outside_of(None, None)
    reading, checking = seconds(lambda: read(raw)), seconds(lambda: verify(document, outside))
    writing = seconds(lambda: written(document))
    print(
        f"a bundle of {len(raw) / 1e6:.0f} MB: read {reading:.2f} s, checked {checking:.2f} s,"
        f" written {writing:.2f} s"
    )


def main(units: int = UNITS) -> None:
    day = Day(units=units, policy=Policy.of({}))
    with TemporaryDirectory() as folder:
        paths = []
        for n, bundle in enumerate(day.bundles()):
            paths.append(Path(folder) / f"{n:02}.json")
            paths[-1].write_bytes(written(bundle))
        steps(paths[0])
        one, four = (each * len(paths) for each in floors(paths[0]))
        print(
            f"a day of {len(paths)} slots x {units:,} units; bare SHA-256 of its rows {one:.1f} s,"
            f" the four digests a row that nobody can avoid {four:.1f} s"
        )
        for workers in sorted({1, cores()}):
            taken, worked = audit(day, paths, workers, Path(folder))
            print(
                f"audited by {workers} process{'es' if workers > 1 else ''} in {taken:5.1f} s"
                f" (bound {BOUND_SECONDS:.0f} s), {worked:.1f} s of a core:"
                f" {worked / one:.1f} x the bare SHA-256, {worked / four:.1f} x the four digests"
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
