"""What came in and had no effect: noted in a count, and kept nowhere else."""

import threading
from collections import Counter
from collections.abc import Mapping


class PassedOver:
    """Counts by source and by reason, since the process began. May be used from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[tuple[str, str]] = Counter()

    def passed_over(self, source: str, why: str) -> None:
        with self._lock:
            self._counts[source, why] += 1

    def counts(self) -> Mapping[tuple[str, str], int]:
        with self._lock:
            return dict(self._counts)
