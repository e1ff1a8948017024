"""Checks many documents of draws, on all cores: a bundle is read, checked and forgotten, so that
memory holds one bundle a core however many there are."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from inspection.log_chain import LogHead
from inspection.proof.anchors import Anchors
from inspection.proof.bundle import Bundle, Document, UnitProof
from inspection.proof.document import Malformed
from inspection.proof.places import Places
from inspection.proof.reading import read
from inspection.proof.several import SeenSlot
from inspection.proof.verdict import Outside, Verdict
from inspection.proof.verify import verify
from mingcha.cli.files import read_file
from mingcha.cli.refusal import Refused
from witness.bls import beacon_judge
from witness.signature import signature_holds

_WORTH_A_PROCESS = 8_000_000
"""Bytes to check from which a second process is faster than one."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """One file to check. `places`: where to put aside how its units stood, if that is wanted."""

    path: Path
    anchors: Anchors | None
    head: LogHead | None
    places: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Checked:
    path: Path
    title: str
    verdict: Verdict
    seen: SeenSlot | None
    """None for a single unit's proof, and where the slot's name cannot be read."""


def check(task: Task) -> Checked:
    """Raises Refused for a file that is not what it should be."""
    document = _read(task.path)
    verdict = verify(document, outside_of(task.anchors, task.head))
    seen = None
    if not isinstance(document, UnitProof):
        with suppress(ValueError):  # a label that cannot be read: the verdict has told
            seen = SeenSlot.of(document, str(task.path))
    if task.places is not None and isinstance(document, Bundle):
        task.places.write_bytes(Places.of(document).packed())
    return Checked(path=task.path, title=_title(document), verdict=verdict, seen=seen)


def outside_of(anchors: Anchors | None, head: LogHead | None) -> Outside:
    """What an auditor was given, with the judges of signatures that are installed here."""
    return Outside(
        signature_holds=signature_holds, anchors=anchors, head=head, beacon_holds=beacon_judge()
    )


def check_all(tasks: Sequence[Task], workers: int) -> Iterator[Checked]:
    """In the order of the tasks, each as soon as it is checked; by so many processes, or within
    this one. Raises Refused."""
    if workers < 2 or len(tasks) < 2:
        yield from map(check, tasks)
        return
    with ProcessPoolExecutor(min(workers, len(tasks))) as processes:
        try:
            yield from processes.map(check, tasks)
        except BaseException:
            processes.shutdown(cancel_futures=True)
            raise


def workers_for(tasks: Sequence[Task]) -> int:
    """As many as there are cores, if the files are large enough for it."""
    return cores() if _bytes(tasks) >= _WORTH_A_PROCESS else 1


def cores() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _bytes(tasks: Sequence[Task]) -> int:
    """A file that is not there counts nothing: it is told when its turn comes."""
    total = 0
    for task in tasks:
        with suppress(OSError):
            total += task.path.stat().st_size
    return total


def _read(path: Path) -> Document:
    raw = read_file("FILES", path)
    try:
        return read(raw)
    except Malformed as error:
        raise Refused(f"{path}: {error}") from None


def _title(document: Document) -> str:
    if isinstance(document, UnitProof):
        return f"unit {document.unit} in slot {document.slot}"
    return f"slot {document.slot} of draw {document.draw!r}"
