"""What a won deal is worth, by the same attributes where they foretell it; else every account is worth the same."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy import special

from tiercel.inference.arrays import Counts, Floats
from tiercel.inference.laplace import fit_linear
from tiercel.inference.onehot import Design
from tiercel.score.cases import Cases
from tiercel.score.fitting import Encoded, Prior, believe
from tiercel.score.levels import Levels
from tiercel.score.scorecard import Scorecard, Scores

FEWEST_AMOUNTS = 5
FEWEST_ACCOUNTS = 20
FOLDS = 5


@dataclass(frozen=True)
class ValueModel:
    """The mean amount of a won deal: exp(effects) times `smear`, which makes up for the mean of logarithms lying too
    low.

    attributes  how each attribute is read into levels
    effects     on the logarithm of the amount: the constant first, then all levels
    root        R, so that R R' is their covariance
    smear       Duan (1983), Journal of the American Statistical Association 78, 605-610
    """

    attributes: tuple[Levels, ...]
    effects: Floats
    root: Floats
    smear: float

    def expect(self, table: pa.Table, scores: Scores) -> tuple[Floats, Floats, Floats]:
        """Chance times value for each row, with a 95 percent interval of that mean (not of a single deal)."""
        design = Scorecard(self.attributes, (), 0.0, self.root).design(table)
        log_value = design.times(self.effects)
        value = np.exp(log_value) * self.smear
        spread = np.hypot(design.spread(self.root), _log_spread_of_chance(scores))
        expected = scores.chance * value
        return expected, expected * np.exp(-1.96 * spread), expected * np.exp(1.96 * spread)


def fit_value(encoded: Encoded, cases: Cases) -> ValueModel | None:
    """Learn from the amounts of won deals; None where fewer than five are known."""
    amounts = cases.measures.get("amount")
    if amounts is None:
        return None
    rows = np.flatnonzero(cases.won & (np.nan_to_num(amounts, nan=0.0) > 0))
    if len(rows) < FEWEST_AMOUNTS:
        return None
    log_amount = np.log(amounts[rows])
    levels = encoded.levels
    if not levels or not foretells(encoded.design.sample(rows), log_amount, cases.group[rows], levels):
        levels = ()
    design = encoded.design.sample(rows) if levels else Design(np.empty((len(rows), 0), dtype=np.int32), 1)
    posterior, _ = fit_linear(design, log_amount, np.ones(len(rows)), believe(levels, Prior()))
    left = log_amount - design.times(posterior.mean)
    root = posterior.root.astype(np.float32).astype(np.float64)
    return ValueModel(levels, posterior.mean, root, float(np.exp(left).mean()))


def foretells(design: Design, log_amount: Floats, group: Counts, levels: tuple[Levels, ...]) -> bool:
    """Whether the attributes bring amounts of unseen accounts nearer than their common mean does.

    Five folds of whole accounts; the gain in squared error, summed by account, must lie above nothing by 1.645 of its
    standard errors. Otherwise every account is worth the same, and nobody is ranked by the luck of past amounts.
    """
    accounts = np.unique(group, return_inverse=True)[1]
    if accounts.max() + 1 < FEWEST_ACCOUNTS:
        return False
    gain, belief = np.empty(len(log_amount)), believe(levels, Prior())
    for fold in range(FOLDS):
        unseen = accounts % FOLDS == fold
        seen = np.flatnonzero(~unseen)
        posterior, _ = fit_linear(design.sample(seen), log_amount[seen], np.ones(len(seen)), belief)
        told = design.sample(np.flatnonzero(unseen)).times(posterior.mean)
        gain[unseen] = (log_amount[unseen] - log_amount[seen].mean()) ** 2 - (log_amount[unseen] - told) ** 2
    by_account = np.bincount(accounts, weights=gain)
    return bool(by_account.sum() > 1.645 * np.sqrt((by_account**2).sum()))


def _log_spread_of_chance(scores: Scores) -> Floats:
    """The standard deviation of the logarithm of the chance, from its interval in log-odds."""
    in_log_odds = (special.logit(scores.high) - special.logit(scores.low)) / (2 * 1.96)
    return np.asarray((1 - scores.chance) * in_log_odds)
