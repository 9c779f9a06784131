"""Nothing that is judged was learnt from."""

import numpy as np
import pyarrow as pa
import pytest
from tests.score.market import cases

from tiercel.score.backtest import backtest
from tiercel.score.cases import Cases
from tiercel.score.folds import forward_folds, grouped_folds
from tiercel.score.usable import read_usable


def test_forward_in_time_nothing_is_learnt_from_the_day_that_is_judged() -> None:
    random = np.random.default_rng(1)
    time = random.integers(0, 60, 500).astype(float)
    folds = forward_folds(time, random.random(500) < 0.4)
    assert len(folds) == 5
    for fold in folds:
        assert time[fold.learn].max() < fold.until <= time[fold.judge].min()
    judged = np.concatenate([fold.judge for fold in folds])
    assert len(judged) == len(set(judged))


def test_accounts_and_look_alikes_stay_on_one_side() -> None:
    random = np.random.default_rng(2)
    codes = random.integers(0, 4, (400, 3)).astype(np.int32)
    group = random.integers(0, 150, 400)
    for fold in grouped_folds(
        codes[:, :1] * 0 + np.arange(400)[:, None].astype(np.int32), group, random.random(400) < 0.5
    ):
        assert not set(group[fold.learn]) & set(group[fold.judge])
    rows = [tuple(row) for row in codes]
    for fold in grouped_folds(codes, np.arange(400), random.random(400) < 0.5):
        assert not {rows[k] for k in fold.learn} & {rows[k] for k in fold.judge}


def test_folds_are_the_same_every_time() -> None:
    codes, won = np.arange(90)[:, None].astype(np.int32), np.arange(90) % 3 == 0
    first, second = grouped_folds(codes, np.arange(90), won), grouped_folds(codes, np.arange(90), won)
    assert all(np.array_equal(a.judge, b.judge) for a, b in zip(first, second, strict=True))


def test_a_pattern_that_ends_before_the_judged_time_is_not_credited() -> None:
    random = np.random.default_rng(3)
    time = np.arange(900.0)
    fashion = random.integers(0, 2, 900)
    rate = np.where(time < 360, np.where(fashion == 1, 0.8, 0.2), 0.5)
    table = pa.table({"fashion": fashion.astype(str), "other": random.integers(0, 3, 900).astype(str)})
    found = Cases(table, random.random(900) < rate, np.arange(900), time)
    judged = backtest(read_usable(table)[0], found)
    assert judged is not None
    assert judged.forward_in_time
    assert judged.scorecard.auc.low < 0.5


def test_the_area_is_that_of_the_true_chances() -> None:
    """With one attribute of odds ratio 6 the best possible area is known; the interval should hold it."""
    found = cases(4, 1200, odds_ratio=6.0)
    table = found.attributes.select(["planted", "noise 3", "number 0"])
    judged = backtest(read_usable(table)[0], Cases(table, found.won, found.group))
    assert judged is not None
    yes, no = (1 / (1 + np.exp(0.85 - side * np.log(6.0) / 2)) for side in (1, -1))
    up, down = yes / (yes + no), (1 - yes) / (2 - yes - no)
    best = up * (1 - down) + 0.5 * (up * down + (1 - up) * (1 - down))
    assert judged.scorecard.auc.low - 0.02 < best < judged.scorecard.auc.high + 0.02
    assert judged.scorecard.calibration_slope is not None
    assert judged.scorecard.calibration_slope.low < 1 < judged.scorecard.calibration_slope.high + 0.1


@pytest.mark.parametrize("won", [0, 1, 3])
def test_too_few_to_judge_is_said_instead_of_guessed(won: int) -> None:
    table = pa.table({"a": [str(k % 3) for k in range(40)]})
    assert backtest(read_usable(table)[0], Cases(table, np.arange(40) < won, np.arange(40))) is None
