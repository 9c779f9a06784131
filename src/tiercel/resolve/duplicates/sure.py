"""How sure a weight makes us that two rows are one: a number that is shown as a probability is one.

Evidence adds up as if columns erred independently, and they do not: branches of a company share its telephone, its web
site and half of its name, so that what is called 99 to 1 is right two times of three. That independence makes odds
too sure is old (Belin & Rubin, A method for calibrating false-match rates in record linkage, JASA 90, 1995: of census
pairs with a stated error of a thousandth and less a hundredth was wrong), and so is the cure: how many are the same the
table itself tells (`prior_bits`); what a bit is worth, labelled tables tell, by a line through the log-odds (Platt,
Probabilistic outputs for support vector machines, 1999). `bench/duplicates_sure.py` fits the lines, each time without
the table that it then reports on.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tiercel.resolve.duplicates.roles import roles_of_who

Floats = npt.NDArray[np.float64]
# Rows of which nothing brings two together: the first guess of how many have a double. That fewer than the least have
# one is not believed, however little a table's columns say: they would say nothing at all.
_FIRST_GUESS, _LEAST_DOUBLES = 0.1, 0.01


@dataclass(frozen=True)
class Line:
    """From the weight of independent columns to the log-odds that hold.

    worth  what each of its bits is worth
    less   how many bits it says too much before that
    """

    worth: float
    less: float


@dataclass(frozen=True)
class Sure:
    """What suits the columns of a table.

    line    to the odds that hold
    likely  the probability from which rows are put together
    """

    line: Line
    likely: float


AS_IT_IS = Line(1.0, 0.0)
# By how many columns tell rows apart. The more facts of a company agree, the more of them are one fact: that of its
# parent, its building. Of people only the strongest that says where they are counts, and their odds hold nearly as they
# are. Fitted on dedupe's organisations, the restaurants and made leads; on FEBRL 2 and 4, RLdata and the inventors.
_COMPANIES = {2: Line(0.5, -1.0), 3: Line(0.5, 0.5), 4: Line(0.5, 4.6)}
_PEOPLE = {2: Line(0.6, 0.0), 3: Line(1.0, 1.0), 4: AS_IT_IS}
# Two to one; of two columns more than even odds are seldom to be had, and nothing would be found.
LIKELY, LIKELY_OF_TWO = 2 / 3, 0.5


def sure_of(known: Collection[str], telling: int) -> Sure:
    """What suits these roles, of which so many tell rows apart."""
    columns = min(max(telling, 2), 4)
    line = (_PEOPLE if roles_of_who(known) else _COMPANIES)[columns]
    return Sure(line, LIKELY_OF_TWO if columns == 2 else LIKELY)


def probability(weight: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp2(-np.clip(weight, -500, 500))))


def log_odds(probability: Floats) -> Floats:
    return np.asarray(np.log2(np.maximum(probability, 1e-9) / (1 - probability)))


def prior_bits(evidence: Floats, rows: int) -> float:
    """The log-odds that two rows by chance are the same, such that it agrees with how many candidates then are."""
    bits, counts = np.unique(np.round(evidence, 2), return_counts=True)
    every = max(rows * (rows - 1) / 2, 1.0)
    least = max(_LEAST_DOUBLES * rows, 1.0) / every
    prior = np.log2(_FIRST_GUESS * rows / every / 2)
    for _ in range(20):
        same = float((probability(bits + prior) * counts).sum())
        share = np.clip(same / every, min(least, 0.5), 0.5)
        prior = np.log2(share / (1 - share))
    return float(prior)
