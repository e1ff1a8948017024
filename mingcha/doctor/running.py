"""Whether `mingcha run` does its work: what it says of itself, and what the store knows of it."""

from collections.abc import Iterator, Sequence

import httpx

from mingcha.doctor.check import Check, Line, Subject
from mingcha.doctor.installation import Installation
from mingcha.health.pulse import beat_of
from mingcha.health.readiness import silent_roles
from mingcha.role import Role

_EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 - what it may be set to
WORK = Subject(
    name="work",
    looks_at="whether `mingcha run` is ready, as its /health/ready says, and who completes cycles",
    remedies={
        "red": "docs/monitoring.md says what each reason means and what to do",
        "warned": "docs/monitoring.md says what each warning means and what to do",
        "silent": "start `mingcha run`, with this role or with all",
        "another": "set MINGCHA_PORT to a port of its own, or stop the other program",
        "not here": "nothing, if it runs on other machines; otherwise start `mingcha run`",
    },
)


def _work(installation: Installation) -> Sequence[Line]:
    here = list(_here(installation))
    if any(line.level != "skipped" for line in here):
        return here
    return [*here, *_elsewhere(installation)]


def _here(installation: Installation) -> Iterator[Line]:
    settings = installation.settings
    where = f"{settings.host} port {settings.port}"
    host = _EVERY_ADDRESS.get(settings.host, settings.host)
    try:
        with installation.client(f"http://{host}:{settings.port}") as client:
            told = client.get("/health/ready")
        ready = told.json()
        reasons, warnings = [str(one) for one in ready["reasons"]], ready["warnings"]
    except httpx.HTTPError:
        yield WORK.skipped(f"nothing runs at {where}", "not here")
        return
    except (ValueError, KeyError, TypeError):
        yield WORK.warn("another", f"another program answers at {where}")
        return
    yield from (WORK.fail("red", one) for one in reasons)
    yield from (WORK.warn("warned", str(one)) for one in warnings)
    if not reasons:
        yield WORK.ok(f"ready, at {where}")


def _elsewhere(installation: Installation) -> Iterator[Line]:
    """The store keeps who completed cycles, wherever they run."""
    if installation.ledger is None or installation.settings.clock == "stepped":
        return
    with installation.read() as book:
        worked = [r for r in (Role.WORKER, Role.SCHEDULER) if book.outages.last_beat(beat_of(r))]
        silent = silent_roles(book, installation.now, worked)
    yield from (WORK.fail("silent", one) for one in silent)
    if worked and not silent:
        yield WORK.ok("processes elsewhere complete their cycles")


CHECK = Check(subject=WORK, examine=_work, network=True)
