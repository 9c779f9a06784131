"""Threads that wait for one another cost more than everything else together: few deals are learnt from with one."""

import numpy as np
import pyarrow as pa
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_info, threadpool_limits

from tiercel.score import profile
from tiercel.score.cases import Cases
from tiercel.score.challenger import Challenger
from tiercel.score.fitting import Encoded
from tiercel.score.reading import read_column
from tiercel.score.value import ValueModel, fit_value

ROWS = np.arange(40)
WON = ROWS % 3 == 0


def threads() -> set[int]:
    return {library["num_threads"] for library in threadpool_info()}


def test_boosted_trees_hold_back_the_threads_that_their_library_brings(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[int]] = []
    fit = HistGradientBoostingClassifier.fit

    def watched(self: HistGradientBoostingClassifier, *given: object) -> HistGradientBoostingClassifier:
        seen.append(threads())
        return fit(self, *given)

    monkeypatch.setattr(HistGradientBoostingClassifier, "fit", watched)
    challenger = Challenger([read_column("employees", pa.array(ROWS))])
    with threadpool_limits(2):
        challenger.predict(WON, ROWS, ROWS)
        assert threads() == {2}
    assert seen == [{1}]


def test_all_of_learning_keeps_to_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[int]] = []

    def watched(encoded: Encoded, cases: Cases) -> ValueModel | None:
        seen.append(threads())
        return fit_value(encoded, cases)

    monkeypatch.setattr(profile, "fit_value", watched)
    with threadpool_limits(2):
        profile.learn(Cases(pa.table({"employees": pa.array(ROWS % 7)}), WON, ROWS))
    assert seen == [{1}]
