import numpy as np
import pytest

from tiercel.inference.group_means import pooled_means


def test_a_group_that_nobody_has_seen_has_the_common_mean_and_a_wide_interval():
    values = np.array([1.0, 2.0, 3.0, 4.0, 10.0, 11.0, 12.0])
    seen, _, unseen = pooled_means(values, np.array([0, 0, 0, 0, 1, 1, 1]), 3, np.arange(7))
    assert unseen.mean == pytest.approx(values.mean())
    assert unseen.high - unseen.low > 2 * (seen.high - seen.low)
