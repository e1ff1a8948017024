"""Can a machine foresee the next check? Gradient boosting learns from the first half of a year's
log what it can, and is scored on the second. Run as `python -m bench.learner`.

Beside it stands somebody who needs not learn: an absentee who knows the rule and the own history,
and is away on the 30 % of days with the least chance of a check.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2_contingency  # type: ignore[import-untyped]
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

from bench.schedules import COUNTY, CYCLE, WEEK, Floats, Log, Truths, base_chance, logs, turns
from inspection.estimate import Observation, hajek

SEED = 2026
AWAY = 0.3
"""The share of days on which the absentee is away, and which the learner is asked to name."""
MOST_AUC, LEAST_P, LEAST_RATIO, LEAST_SAFEST = 0.52, 0.01, 0.90, 0.88
BASE, OURS = "this draw, no floor", "this draw with floor"
_SINCE = (0, 5, 10, 15, 20, 30, 45, 63)
"""Days since the last check are compared in stretches that begin here."""
_NEVER = 999


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """What the learner and the absentee make of one schedule."""

    log: Log
    auc: float
    hazard_p: float
    """That checks are equally likely however long the last one is ago."""
    safest: float
    """Mean chance on the days that the learner thinks safest, over the mean of all days."""
    found: float
    """The absentee is checked while away, within 63 days."""
    estimated: float
    """The absence that the checks show; 30 % is true."""

    def line(self) -> str:
        return (
            f"| {self.log.name} | {self.log.least_to_mean:.2f} | {self.found:.3f} |"
            f" {self.estimated:.3f} | {self.auc:.3f} | {self.safest:.2f} | {self.hazard_p:.2g} |"
        )


def foresee(log: Log, seed: int) -> Foreseen:
    chance = np.random.default_rng(seed)
    auc, safest = _learnt(log)
    away = _away(log.chance, chance)
    return Foreseen(
        log=log,
        auc=auc,
        hazard_p=_hazard(log),
        safest=safest,
        found=_found(log.picked & away),
        estimated=_estimated(log, away),
    )


def _learnt(log: Log) -> tuple[float, float]:
    """The area under the curve on the second half, and how safe its safest days are."""
    known, picked = _known(log), log.picked
    half = len(picked) // 2
    learner = HistGradientBoostingClassifier(random_state=SEED, max_iter=100)
    learner.fit(known[:half].reshape(-1, known.shape[2]), picked[:half].ravel())
    later = known[half:].reshape(-1, known.shape[2])
    expected = learner.predict_proba(later)[:, 1]
    safest = np.argsort(expected, kind="stable")[: int(AWAY * len(expected))]
    chance = log.chance[half:].ravel()
    return (
        float(roc_auc_score(picked[half:].ravel(), expected)),
        float(chance[safest].mean() / chance.mean()),
    )


def _known(log: Log) -> Floats:
    """What the people of a team may know in the evening before, by day and team."""
    days, teams = log.checks.shape
    done = np.vstack([np.zeros((1, teams)), np.cumsum(log.checks, axis=0)])[:-1]
    county = done.reshape(days, -1, COUNTY).sum(axis=2).repeat(COUNTY, axis=1)
    position = turns()
    day = np.broadcast_to(np.arange(days)[:, None], (days, teams))
    lately = [done - _earlier(done, back) for back in (5, 10, 21, CYCLE)]
    of_week = county - _at(county, day - day % WEEK)
    covered = done - _at(done, np.maximum(day - position, 0))
    facts = [
        _since(log.picked), *lately, day % WEEK, day % CYCLE, day % (CYCLE // 2), position, covered,
        of_week, np.broadcast_to(np.arange(teams) // COUNTY % WEEK, (days, teams)),
    ]  # fmt: skip
    return np.stack([np.asarray(fact, dtype=np.float64) for fact in facts], axis=2)


def _earlier(done: Floats, days: int) -> Floats:
    return np.vstack([np.zeros((days, done.shape[1])), done])[: len(done)]


def _at(done: Floats, day: np.ndarray) -> Floats:
    return np.take_along_axis(done, day, axis=0)


def _since(picked: Truths) -> Floats:
    """Days since the last check before the day; _NEVER where the log knows of none."""
    since = np.full(picked.shape, float(_NEVER))
    for day in range(1, len(picked)):
        before = np.where(picked[day - 1], 0.0, since[day - 1])
        since[day] = np.minimum(before + 1, _NEVER)
    return since


def _hazard(log: Log) -> float:
    """Chi-square test of checks by stretches of days since the last one."""
    since, picked = _since(log.picked).ravel(), log.picked.ravel()
    stretch = np.digitize(since[since < _NEVER], _SINCE)
    seen = picked[since < _NEVER]
    table = [
        [int((seen & (stretch == n)).sum()), int((~seen & (stretch == n)).sum())]
        for n in np.unique(stretch)
    ]
    return float(chi2_contingency(table).pvalue)


def _away(chance: Floats, lot: np.random.Generator) -> Truths:
    """The 30 % of days with the least chance, ties by lot."""
    # Rounded, so that chances which differ in the last bit only are ties.
    order = np.lexsort((lot.random(chance.size), np.round(chance.ravel(), 9)))
    away = np.zeros(chance.size, dtype=bool)
    away[order[: int(AWAY * chance.size)]] = True
    return away.reshape(chance.shape)


def _found(caught: Truths) -> float:
    """The share of teams' whole stretches of 63 days with at least one check while away."""
    whole = len(caught) // CYCLE
    stretches = caught[: whole * CYCLE].reshape(whole, CYCLE, -1)
    return float(stretches.any(axis=1).mean())


def _estimated(log: Log, away: Truths) -> float:
    """The product's own estimate, over all checks with their weights."""
    checked = np.argwhere(log.picked)
    return hajek(
        [
            Observation(pick=n, weight=float(log.weights[d, t]), value=str(away[d, t]))
            for n, (d, t) in enumerate(checked.tolist())
        ],
        ("True",),
    )


def missed(found: Mapping[str, Foreseen]) -> list[str]:
    """What the two draws of ours must reach, and do not."""
    base, ours = found[BASE], found[OURS]
    least = float(ours.log.chance.min())
    demands = {
        f"AUC of {BASE} {base.auc:.3f}, at most {MOST_AUC}": base.auc <= MOST_AUC,
        f"hazard of {BASE} p {base.hazard_p:.3g}, above {LEAST_P}": base.hazard_p > LEAST_P,
        f"least chance with floor {least:.6f}, at least {base_chance():.6f}": least
        >= base_chance(),
        f"min q / mean q with floor {ours.log.least_to_mean:.3f}, at least"
        f" {LEAST_RATIO}": ours.log.least_to_mean >= LEAST_RATIO,
        f"safest days with floor {ours.safest:.3f}, at least {LEAST_SAFEST}": ours.safest
        >= LEAST_SAFEST,
    }
    return [demand for demand, met in demands.items() if not met]


def main() -> int:
    found = {name: foresee(log, SEED + n) for n, (name, log) in enumerate(logs(SEED).items())}
    print("Foreseeing the next check: 640 teams, a year of 248 working days, equal budgets.\n")
    print(
        "| schedule | min q / mean q | found in 63 days | estimate of a true 30 % |"
        " learner's AUC | its safest 30 % | hazard, p |"
    )
    print("|---|---|---|---|---|---|---|")
    for one in found.values():
        print(one.line())
    for demand in missed(found):
        print(f"\nMISSED: {demand}")
    return 1 if missed(found) else 0


if __name__ == "__main__":
    sys.exit(main())
