"""The custodians: here or elsewhere, until when their codes last, and whether they answer."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from inspection.chain import chain_end
from mingcha.doctor.check import Check, Line, Subject
from mingcha.doctor.installation import Installation
from witness.local import LocalCustodian
from witness.log import CustodianDamaged
from witness.roll import Entry, RollRefused, read_roll
from witness.visit import visit

_SOON = timedelta(days=30)
CUSTODIANS = Subject(
    name="custodians",
    looks_at="who keeps the draws' codes, whether they answer as published, and until when",
    remedies={
        "not made": "nothing: the first `mingcha run` makes a local one",
        "local": "let others keep codes on machines of their own: docs/custodians.md",
        "damaged": "restore the file from its copy; every slot is MISSED until then",
        "ends": "make new custodians before that day: docs/custodians.md; after it every slot is"
        " MISSED",
        "roll": "correct the file that MINGCHA_CUSTODIANS names: docs/custodians.md",
        "silent": "call whoever keeps it: without every custodian each slot is MISSED",
        "one": "one custodian alone can know coming draws: add others, docs/custodians.md",
    },
)


def _custodians(installation: Installation) -> Sequence[Line]:
    if installation.settings.custodians is None:
        return _local(installation)
    try:
        roll = read_roll(installation.settings.custodians)
    except RollRefused as problem:
        return [CUSTODIANS.fail("roll", str(problem))]
    with ThreadPoolExecutor(len(roll)) as askers:
        lines = list(askers.map(lambda entry: _elsewhere(installation, entry), roll))
    if len(roll) == 1:
        lines.append(CUSTODIANS.warn("one", "there is one only: draws are marked degraded"))
    return [*lines, _end(installation, roll[0].start, min(entry.n for entry in roll))]


def _local(installation: Installation) -> Sequence[Line]:
    path = installation.settings.home / "custodian.json"
    if not path.exists():
        return [CUSTODIANS.skipped("none was made yet", "not made")]
    try:
        custodian = LocalCustodian(path)
        custodian.check()
    except (CustodianDamaged, OSError) as problem:
        found = str(problem) if isinstance(problem, CustodianDamaged) else f"{path} is not readable"
        return [CUSTODIANS.fail("damaged", found)]
    return [
        CUSTODIANS.warn("local", f"draws are marked degraded: {custodian.degraded}"),
        _end(installation, custodian.start, custodian.n),
    ]


def _elsewhere(installation: Installation, entry: Entry) -> Line:
    trouble = visit(entry, seconds=installation.seconds)
    if trouble is None:
        return CUSTODIANS.ok(f"{entry.name} answers, with the key and anchor that it published")
    return CUSTODIANS.fail("silent", f"{entry.name}: {trouble}")


def _end(installation: Installation, start: datetime, n: int) -> Line:
    end = chain_end(start, n)
    found = f"the codes last until {end:%Y-%m-%d %H:%M} UTC"
    if end <= installation.now:
        return CUSTODIANS.fail("ends", f"the codes ended on {end:%Y-%m-%d %H:%M} UTC")
    soon = end - installation.now < _SOON
    return CUSTODIANS.warn("ends", found) if soon else CUSTODIANS.ok(found)


CHECK = Check(subject=CUSTODIANS, examine=_custodians, network=True)
