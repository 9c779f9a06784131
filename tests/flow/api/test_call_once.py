"""A call that is sent again acts once, whatever happens to the first."""

from datetime import timedelta

import pytest
from tests.conftest import Cast

from tiercel.core.clock import utc_now
from tiercel.flow.api.call_once import Answered, StillRunningError, UsedOtherwiseError, call_once, sweep_calls
from tiercel.records.models import ApiCall, ApiKey, Rate

NOW = utc_now()


@pytest.fixture
def key(cast: Cast) -> ApiKey:
    return ApiKey.objects.create(user=cast.ada, name="test", visible="1", hashed="x", scopes=[], made_at=NOW)


class Act:
    """An act that can be counted: each makes a rate."""

    def __init__(self, status: int = 200) -> None:
        self.status = status

    def __call__(self) -> Answered:
        number = Rate.objects.count() + 1
        Rate.objects.create(currency="EUR", day=NOW.date() + timedelta(days=number), scaled=1, made_at=NOW)
        return Answered(self.status, f"act {number}".encode(), {"Content-Type": "text/plain"})


@pytest.mark.parametrize("whole", [True, False])
def test_the_second_call_gets_the_answer_of_the_first(key: ApiKey, whole: bool) -> None:
    said = [call_once(key, "one", "hash", Act(), whole=whole, now=NOW) for _ in range(2)]
    assert [was_kept for _answer, was_kept in said] == [False, True]
    assert said[0][0] == said[1][0]
    assert Rate.objects.count() == 1


def test_another_request_under_the_same_key_is_refused(key: ApiKey) -> None:
    call_once(key, "one", "hash", Act(), whole=True, now=NOW)
    with pytest.raises(UsedOtherwiseError):
        call_once(key, "one", "other", Act(), whole=True, now=NOW)


def test_a_call_during_the_first_has_to_wait(key: ApiKey) -> None:
    def again() -> Answered:
        with pytest.raises(StillRunningError):
            call_once(key, "one", "hash", Act(), whole=True, now=NOW)
        return Act()()

    call_once(key, "one", "hash", again, whole=True, now=NOW)
    assert Rate.objects.count() == 1


def test_a_call_whose_process_died_is_done_by_the_next(key: ApiKey) -> None:
    from tiercel.core.process import this_process

    host = this_process().split("/")[0]
    ApiCall.objects.create(key=key, token="one", request="hash", holder=f"{host}/99999999/1", made_at=NOW)
    answered, was_kept = call_once(key, "one", "hash", Act(), whole=True, now=NOW)
    assert (answered.body, was_kept) == (b"act 1", False)


def test_what_was_refused_is_not_half_done_and_stays_refused(key: ApiKey) -> None:
    for _ in range(2):
        answered, _was_kept = call_once(key, "one", "hash", Act(409), whole=True, now=NOW)
        assert answered.status == 409
    assert Rate.objects.count() == 0


def test_after_our_own_failure_the_call_may_be_tried_again(key: ApiKey) -> None:
    call_once(key, "one", "hash", Act(500), whole=True, now=NOW)
    assert call_once(key, "one", "hash", Act(), whole=True, now=NOW)[0].status == 200
    assert Rate.objects.count() == 1


def test_answers_are_kept_for_a_day(key: ApiKey) -> None:
    call_once(key, "one", "hash", Act(), whole=True, now=NOW)
    later = NOW + timedelta(hours=24, seconds=1)
    call_once(key, "one", "hash", Act(), whole=True, now=later)
    assert Rate.objects.count() == 2
    assert sweep_calls(later + timedelta(hours=24, seconds=1)) == 1
