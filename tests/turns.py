"""Which tests run in one process, because they share what is dear to make, and which begin first."""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

# How the names of such tests begin: a market that was learned, a workspace that is served, a backup that was made.
TOGETHER = (
    "tests/docs/test_commands.py::test_the_commands_of_a_page_that_begins_with_a_profile_work_in_their_order",
    "tests/flow/backup/test_round_trip.py",
    "tests/flow/test_known_truth.py",
    "tests/score/test_learning_known_truth.py",
    "tests/score/test_profile.py",
    "tests/show/api/test_served.py",
)


def longest_first(items: list[pytest.Item]) -> None:
    """The long ones first, and what runs together side by side: at the end no process is left with one alone."""
    together = {scope: n for n, scope in enumerate(TOGETHER)}

    def turn(item: pytest.Item) -> tuple[bool, bool, int]:
        marks = [item.get_closest_marker(name) is None for name in ("postgres", "slow")]
        return marks[0], marks[1], together.get(scope_of(item.nodeid), len(TOGETHER))

    items.sort(key=turn)


def scope_of(nodeid: str) -> str:
    """What a test is given to a process with: itself alone, or one of `TOGETHER`.

    >>> scope_of("tests/flow/test_known_truth.py::test_noise_is_called_noise")
    'tests/flow/test_known_truth.py'
    >>> scope_of("tests/core/test_clock.py::test_it_ticks")
    'tests/core/test_clock.py::test_it_ticks'
    """
    return next((scope for scope in TOGETHER if nodeid.startswith(scope)), nodeid)


class Turns(LoadScopeScheduling):
    """Gives the processes one scope after the other, in the order of `longest_first`.

    xdist's own groups are written into a name of the test that pytest has not read since its version 9.1: every test of
    a group went to whichever process was free, and each made anew what the group shares.
    """

    def __init__(self, config: pytest.Config, log: object = None) -> None:
        config.option.loadscopereorder = False  # by how many tests a scope has says nothing of how long it takes
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)
