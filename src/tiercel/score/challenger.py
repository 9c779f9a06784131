"""A model that nobody can read, for comparison: what being readable costs."""

import numpy as np

from tiercel.inference.arrays import Counts, Flags, Floats
from tiercel.inference.threads import threads_for
from tiercel.score.levels import find_levels
from tiercel.score.reading import Reading

# The library takes at most this many categories in one column.
MOST_CATEGORIES = 254


class Challenger:
    """Boosted trees of scikit-learn with its defaults on the same columns: numbers as they are, categories as
    categories.
    """

    def __init__(self, readings: list[Reading]) -> None:
        parts = [part for reading in readings for part in _columns(reading)]
        self._features = np.column_stack([values for values, _ in parts]) if parts else np.empty((0, 0))
        self._categorical = np.array([is_category for _, is_category in parts], dtype=bool)

    def predict(self, won: Flags, learn: Counts, judge: Counts) -> Floats:
        """The chance to win of the deals in `judge`, learnt from those in `learn`."""
        # A second to import, and only a back-test wants it: commands and pages read profiles without.
        from sklearn.ensemble import HistGradientBoostingClassifier

        model = HistGradientBoostingClassifier(categorical_features=self._categorical, random_state=1)
        # The library brings threads of its own: they can be held back only now that it is there.
        with threads_for(len(won)):
            model.fit(self._features[learn], won[learn])
            return np.asarray(model.predict_proba(self._features[judge])[:, 1], dtype=np.float64)


def _columns(reading: Reading) -> list[tuple[Floats, bool]]:
    if reading.numbers is not None:
        return [(reading.numbers, False)]
    if reading.codes is not None:
        return [(_most_frequent(reading), True)]
    return [(levels.encode(reading).astype(np.float64), True) for levels in find_levels(reading)]


def _most_frequent(reading: Reading) -> Floats:
    """Categories numbered by how frequent they are; the rarest beyond what the library takes share a number."""
    assert reading.codes is not None
    counts = np.bincount(reading.codes[reading.codes >= 0], minlength=len(reading.words))
    rank = np.empty(len(counts) + 1)
    rank[np.argsort(-counts, kind="stable")] = np.minimum(np.arange(len(counts)), MOST_CATEGORIES)
    rank[-1] = np.nan
    return np.asarray(rank[reading.codes])
