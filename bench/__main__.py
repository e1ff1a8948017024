"""All benches, one after the other: `python -m bench`. The exit status says whether all reached
what they must."""

import sys
from collections.abc import Callable, Mapping

from bench import audit, beat, coverage, draw, forms, intake, learner, locked, planning, sending

BENCHES: Mapping[str, Callable[[], int | None]] = {
    "The draw, against the bare hashing": draw.main,
    "Planning a nation's slot": planning.main,
    "Steps of a form": forms.main,
    "Estimates against the truth": coverage.main,
    "Foreseeing the next check": learner.main,
    "Auditing a day of a nation": audit.main,
    "Storing what comes in": intake.main,
    "On the telephone while the database is locked": locked.main,
    "Sending, against the messenger library's bare loop": sending.main,
    "A beat while a million of everything waits": beat.main,
}


def main() -> int:
    missed = []
    for title, bench in BENCHES.items():
        print(f"\n## {title}\n", flush=True)
        if bench():
            missed.append(title)
    for title in missed:
        print(f"\nmissed: {title}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
