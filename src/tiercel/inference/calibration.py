"""Whether chances mean what they say: of the deals given 30 percent, three in ten are won."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from tiercel.inference.arrays import Counts, Flags, Floats


@dataclass(frozen=True)
class Slope:
    """How far chances may be trusted to spread: 1 is right, below 1 they are too bold, above 1 too timid."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class CurvePoint:
    """Deals of similar chance: what was expected and what came; shares in [0, 1]."""

    expected: float
    observed: float
    low: float
    high: float
    deals: int


def brier(chance: Floats, won: Flags) -> float:
    """The mean squared distance of the chance from what happened (Brier 1950), in [0, 1]; less is better."""
    return float(np.mean((chance - won) ** 2))


def slope(chance: Floats, won: Flags, group: Counts) -> Slope | None:
    """Regress the outcome on the log-odds of the chance (Cox 1958), with an interval that is robust to accounts.

    returns  None where the chances do not differ, or the outcomes do not, so that there is no slope
    """
    x = special.logit(np.clip(chance, 1e-6, 1 - 1e-6))
    if np.ptp(x) < 1e-6 or won.all() or not won.any():
        return None
    design = np.column_stack([np.ones_like(x), x])
    beta = np.array([0.0, 1.0])
    for _ in range(50):
        expected = special.expit(design @ beta)
        weight = np.maximum(expected * (1 - expected), 1e-9)
        bread = np.linalg.pinv(design.T @ (design * weight[:, None]))
        step = bread @ (design.T @ (won - expected))
        beta = beta + np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-9:
            break
    pull = design * (won - special.expit(design @ beta))[:, None]
    by_group = np.column_stack([np.bincount(group, column) for column in pull.T])
    error = float(np.sqrt((bread @ (by_group.T @ by_group) @ bread)[1, 1]))
    return Slope(float(beta[1]), float(beta[1] - 1.96 * error), float(beta[1] + 1.96 * error))


def curve(chance: Floats, won: Flags, points: int = 10) -> tuple[CurvePoint, ...]:
    """Ten groups of deals of rising chance, with a Wilson interval for what came."""
    order = np.argsort(chance, kind="stable")
    return tuple(_point(chance[rows], won[rows]) for rows in np.array_split(order, points) if len(rows))


def _point(chance: Floats, won: Flags) -> CurvePoint:
    n, share, z = len(won), float(won.mean()), 1.96
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z * float(np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))) / (1 + z * z / n)
    return CurvePoint(float(chance.mean()), share, max(centre - reach, 0.0), min(centre + reach, 1.0), n)
