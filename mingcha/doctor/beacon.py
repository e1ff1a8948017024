"""The public beacon: whether it can be asked, and its signatures checked."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from fieldwork.ports import BeaconSilent
from mingcha.custody import drand_chain
from mingcha.doctor.check import Check, Level, Line, Subject
from mingcha.doctor.installation import Installation
from mingcha.settings import SettingsRefused
from witness.bls import signature_check
from witness.drand import DrandBeacon

_SETTLED = timedelta(seconds=30)
"""A round of so long ago is there everywhere."""
BEACON = Subject(
    name="beacon",
    looks_at="whether each endpoint has the latest round, and whether its signature can be checked",
    remedies={
        "none": "MINGCHA_BEACON=drand lets public randomness enter each draw: docs/custodians.md",
        "silent": "look at the network; while no endpoint answers, each slot is MISSED. Others can"
        " be named in MINGCHA_DRAND_ENDPOINTS",
        "unchecked": "install the extra `drand`, so that an endpoint cannot invent a value",
        "chain": "correct the file that MINGCHA_DRAND_CHAIN names: docs/settings.md",
    },
)


def _beacon(installation: Installation) -> Sequence[Line]:
    settings = installation.settings
    if settings.beacon == "none":
        return [BEACON.warn("none", "none is used: draws rest on the custodians alone")]
    try:
        chain = drand_chain(settings)
    except SettingsRefused as problem:
        return [BEACON.fail("chain", str(problem))]
    endpoints = settings.drand_endpoints
    with ThreadPoolExecutor(len(endpoints)) as askers:
        troubles = list(askers.map(lambda url: _trouble(installation, url), endpoints))
    silent = [trouble for trouble in troubles if trouble is not None]
    worst: Level = "fail" if len(silent) == len(endpoints) else "warn"
    lines = [
        Line(level=worst, subject=BEACON.name, found=trouble, remedy=BEACON.remedies["silent"])
        for trouble in silent
    ]
    if len(silent) < len(endpoints):
        found = (
            f"{len(endpoints) - len(silent)} of {len(endpoints)} endpoints have the latest round"
        )
        lines.append(BEACON.ok(found))
    if signature_check(chain) is None:
        lines.append(BEACON.warn("unchecked", "its signatures cannot be checked here"))
    return lines


def _trouble(installation: Installation, endpoint: str) -> str | None:
    chain = drand_chain(installation.settings)
    one = DrandBeacon(
        (endpoint,), check=signature_check(chain), chain=chain, seconds=installation.seconds
    )
    try:
        one.randomness(installation.now - _SETTLED)
    except BeaconSilent as silence:
        return f"{endpoint}: {silence}"
    finally:
        one.close()
    return None


CHECK = Check(subject=BEACON, examine=_beacon, network=True)
