"""The named steps at which the tests end a process: each is passed once, and all by name."""

import re
from collections import Counter
from pathlib import Path

from fieldwork.crash_point import CrashPoint
from tests.source import sources

ROOT = Path(__file__).resolve().parents[2]
_PASSED = re.compile(r"reached\(CrashPoint\.([A-Z_]+)\)")


def test_the_product_passes_every_point_in_one_place() -> None:
    passed = Counter(
        name
        for source in sources(ROOT)
        if source.package not in ("tests", "bench")
        for name in _PASSED.findall(source.text)
    )
    assert passed == Counter(point.name for point in CrashPoint)
