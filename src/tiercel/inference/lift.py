"""How much better the best-ranked tenth does than everyone."""

import numpy as np

from tiercel.inference.arrays import Counts, Flags, Floats


def top_share(score: Floats, fold: Counts, share: float = 0.1) -> Floats:
    """How far each deal belongs to the best `share` of its fold: 1, 0, or the same fraction for all that tie at the
    border.
    """
    member = np.zeros(len(score))
    for number in np.unique(fold):
        rows = np.flatnonzero(fold == number)
        room = share * len(rows)
        ordered = np.sort(score[rows])[::-1]
        border = ordered[min(int(np.ceil(room)) - 1, len(rows) - 1)]
        above, tied = score[rows] > border, score[rows] == border
        member[rows] = above + tied * (room - above.sum()) / tied.sum()
    return member


def lift(member: Floats, won: Flags, times: Floats | None = None) -> float:
    """Win rate within the chosen deals over everyone's; 1 is no better than chance, NaN where nothing was won or
    chosen.
    """
    weight = np.ones(len(won)) if times is None else times
    chosen, everyone = float((member * weight).sum()), float(weight.sum())
    won_all = float((weight * won).sum())
    if chosen <= 0 or won_all <= 0:
        return float("nan")
    return (float((member * weight * won).sum()) / chosen) / (won_all / everyone)
