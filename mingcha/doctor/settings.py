"""The settings themselves, and which lanes to people they open."""

from collections.abc import Iterator, Sequence

from mingcha.doctor.check import Check, Line, Subject
from mingcha.doctor.installation import Installation
from mingcha.lanes import Lanes
from mingcha.settings import SettingsRefused

SETTINGS = Subject(
    name="settings",
    looks_at="whether they can be read, whether the bot's token is there, and the carrier's whole",
    remedies={
        "refused": "correct or set them as docs/settings.md says",
        "toys": "only for demo and tests: unset MINGCHA_CLOCK and MINGCHA_INSECURE_SEED before real"
        " people are drawn",
    },
)
LANES = Subject(
    name="lanes",
    looks_at="which ways to people are open: chat, and telephone",
    remedies={
        "no telephone": "calls need a public https address and a carrier, or a tunnel to this"
        " machine: docs/without-a-public-address.md",
    },
)


def refused(problem: Exception) -> Sequence[Line]:
    """A line for each thing that is wrong."""
    lines = (line.partition("; see docs/")[0] for line in str(problem).splitlines())
    return [SETTINGS.fail("refused", line) for line in lines]


def _settings(installation: Installation) -> Iterator[Line]:
    try:
        lanes = Lanes.of(installation.settings)
    except SettingsRefused as problem:
        yield from refused(problem)
        return
    if installation.settings.has_toys:
        yield SETTINGS.warn("toys", "draws can be foreseen, or time is stepped")
    else:
        yield SETTINGS.ok("they can be read, and nothing is missing to start")
    chat, telephone = lanes.described()
    yield LANES.ok(chat)
    if lanes.telephone:
        yield LANES.ok(telephone)
    else:
        yield LANES.warn("no telephone", telephone.partition("; see")[0])


CHECK = Check(subject=SETTINGS, examine=lambda installation: list(_settings(installation)))
