"""Tests that share what is dear to make go to one process, in the order in which they stand; the others go anywhere."""

from pathlib import Path

import pytest

from tests.turns import TOGETHER, scope_of

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("scope", TOGETHER)
def test_what_runs_together_is_there(scope: str) -> None:
    file, _, name = scope.partition("::")
    assert f"def {name or 'test_'}" in (ROOT / file).read_text(encoding="utf-8")


def test_a_file_that_shares_something_is_one_scope_and_others_are_none() -> None:
    shares = "tests/flow/test_known_truth.py"
    assert scope_of(f"{shares}::test_noise_is_called_noise") == scope_of(f"{shares}::test_reasons[a-b]") == shares
    alone = "tests/core/test_clock.py::test_it_ticks[1]"
    assert scope_of(alone) == alone
