"""The calls of a key are counted exactly, by however many processes, and each key by itself."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tiercel.core.settings import Settings
from tiercel.flow.api.count_calls import count_call

NOW = datetime(2026, 3, 2, 9, 0, 15, tzinfo=UTC)


@pytest.fixture
def ten(workspace: Settings, settings: Any) -> Settings:
    settings.WORKSPACE = replace(workspace, api_per_minute=10)
    return workspace


def test_the_eleventh_call_of_a_minute_is_over_and_the_next_minute_begins_anew(ten: Settings) -> None:
    said = [count_call(1, NOW) for _ in range(11)]
    assert [one.is_over for one in said] == [False] * 10 + [True]
    assert [one.left for one in said] == [*range(9, -1, -1), 0]
    assert said[0].seconds_left == 45
    assert not count_call(1, NOW + timedelta(seconds=45)).is_over
    assert count_call(2, NOW).left == 9


def test_earlier_minutes_leave_nothing_behind(ten: Settings) -> None:
    for minute in range(5):
        count_call(1, NOW + timedelta(minutes=minute))
    assert len(list((ten.workspace / "cache" / "calls").iterdir())) == 1


COUNTS = """
import django
from datetime import UTC, datetime
django.setup()
from tiercel.flow.api.count_calls import count_call
print([count_call(1, datetime(2026, 3, 2, 9, tzinfo=UTC)).left for _ in range(200)])
"""


@pytest.mark.slow
def test_processes_count_together_and_none_counts_twice(ten: Settings) -> None:
    environ = os.environ | {"TIERCEL_API_PER_MINUTE": "1000", "DJANGO_SETTINGS_MODULE": "tiercel.show.web.settings"}
    running = [
        subprocess.Popen([sys.executable, "-c", COUNTS], env=environ, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    left = [each for process in running for each in eval(process.communicate()[0])]
    assert sorted(left) == list(range(400, 1000))
