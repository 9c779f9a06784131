"""Decisions that a device kept: each counts once, none overwrites another in silence, and none is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from tests.conftest import Cast
from tests.flow.market import DAY, NOW, account

from tiercel.core.errors import AccessError, DataError
from tiercel.flow.targets.choose_by_hand import exclude, pin
from tiercel.flow.targets.device import Answer, Sent, take, with_received
from tiercel.flow.targets.sign_off import sign_off, undo
from tiercel.records.models import AuditEntry, SentDecision, SignOff, Target

pytestmark = pytest.mark.django_db


def place(name: str = "Acme", **more: Any) -> Target:
    return Target.objects.create(account=account(name), tier=1, made_at=NOW, **more)


def sent(target: Target, decision: str = "accepted", key: str = "decision-1", **more: Any) -> Sent:
    if decision == "rejected":
        more = {"reason": "Too small", **more}
    return Sent(key, target.account_id, target.pk, decision, **more)


def one(decision: Sent, by: Any, days: int = 0) -> Answer:
    (answer,) = take([decision], by, NOW + days * DAY)
    return answer


def state(target: Target) -> str:
    target.refresh_from_db()
    return target.state


def test_a_decision_sent_three_times_is_one_sign_off_and_one_line_in_the_trail(cast: Cast) -> None:
    acme = place()
    answers = [one(sent(acme, note="met them"), cast.ben, day) for day in range(3)]
    assert {answer.outcome for answer in answers} == {"done"}
    assert SignOff.objects.get().note == "met them"
    assert AuditEntry.objects.filter(action="targets.accepted").count() == 1


def test_a_decision_that_comes_again_after_it_was_taken_back_does_not_come_true_again(cast: Cast) -> None:
    acme = place()
    one(sent(acme), cast.ben)
    undo([acme.account_id], cast.ben, NOW + DAY)
    one(sent(acme), cast.ben, 2)
    assert state(acme) == "proposed"


def test_what_was_accepted_and_taken_back_and_rejected_without_a_line_ends_rejected(cast: Cast) -> None:
    acme = place()
    line = [
        sent(acme, "accepted", "decision-1"),
        sent(acme, "undo", "decision-2", known="decision-1"),
        sent(acme, "rejected", "decision-3"),
    ]
    assert [answer.outcome for answer in take(line, cast.ben, NOW)] == ["done"] * 3
    assert state(acme) == "rejected"


def test_a_change_of_mind_on_the_same_device_takes_the_place_of_the_first(cast: Cast) -> None:
    acme = place()
    take([sent(acme), sent(acme, "rejected", "decision-2", known="decision-1")], cast.ben, NOW)
    assert state(acme) == "rejected"


def test_who_decides_late_against_another_is_told_and_the_other_stands(cast: Cast) -> None:
    acme = place()
    sign_off([acme.account_id], "rejected", "No budget", "", cast.chen, NOW)
    answer = one(sent(acme), cast.ben, 1)
    assert answer.outcome == "conflict"
    assert "rejected meanwhile by Chen (No budget)" in answer.said
    assert state(acme) == "rejected"


def test_who_has_seen_the_other_decision_may_decide_against_it(cast: Cast) -> None:
    acme = place()
    sign_off([acme.account_id], "rejected", "No budget", "", cast.chen, NOW)
    standing = one(sent(acme), cast.ben, 1).standing
    assert one(sent(acme, key="decision-2", known=f"#{standing}"), cast.ben, 2).outcome == "done"
    assert state(acme) == "accepted"


def test_the_same_decision_by_two_people_is_no_conflict(cast: Cast) -> None:
    acme = place()
    sign_off([acme.account_id], "accepted", "", "", cast.chen, NOW)
    assert one(sent(acme), cast.ben, 1).outcome == "already"
    assert SignOff.objects.get().by == cast.chen


def test_ones_own_decision_on_another_device_is_not_overwritten_by_a_late_one(cast: Cast) -> None:
    acme = place()
    one(sent(acme, "rejected", "on-the-laptop"), cast.ben)
    late = one(sent(acme, "accepted", "on-the-phone", decided_at=NOW + 9 * DAY), cast.ben, 1)
    assert (late.outcome, state(acme)) == ("conflict", "rejected")
    assert "by you, elsewhere" in late.said


def test_the_devices_clock_is_kept_and_decides_nothing(cast: Cast) -> None:
    acme = place()
    one(sent(acme, decided_at=NOW - 900 * DAY), cast.ben)
    assert SentDecision.objects.get().decided_at == NOW - 900 * DAY
    assert SignOff.objects.get().made_at == NOW


def test_taking_back_does_not_take_back_what_somebody_else_decided(cast: Cast) -> None:
    acme = place()
    one(sent(acme), cast.ben)
    sign_off([acme.account_id], "rejected", "No budget", "", cast.chen, NOW + DAY)
    assert one(sent(acme, "undo", "decision-2", known="decision-1"), cast.ben, 2).outcome == "conflict"
    assert state(acme) == "rejected"


def test_an_account_that_left_the_list_or_changed_its_tier_is_said(cast: Cast) -> None:
    gone, moved = place("Gone"), place("Moved")
    exclude([gone.account_id], "closed", None, NOW)
    pin([moved.account_id], 2, "", None, NOW)
    first, second = take([sent(gone), sent(moved, key="decision-2")], cast.ben, NOW + DAY)
    assert (first.outcome, second.outcome) == ("left", "left")
    assert "Gone" in first.said
    assert "tier 2" in second.said
    assert not SignOff.objects.exists()


def test_a_refused_decision_does_not_hold_up_the_others(cast: Cast) -> None:
    acme, bolt = place(), place("Bolt")
    first, second = take([sent(acme, "rejected", reason="I am tired"), sent(bolt, key="decision-2")], cast.ben, NOW)
    assert (first.outcome, second.outcome) == ("refused", "done")
    assert "not among the reasons" in first.said


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "with space in it", "<script>alert(1)</script>"])
def test_a_decision_without_a_name_of_its_own_is_refused(key: str, cast: Cast) -> None:
    assert one(sent(place(), key=key), cast.ben).outcome == "refused"
    assert not SentDecision.objects.exists()


def test_what_one_does_not_see_one_neither_signs_off_nor_hears_of(cast: Cast, settings: Any) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    theirs, mine = place("Secret", owner=cast.chen.person), place("Mine", owner=cast.ben.person)
    hidden, seen = take([sent(theirs), sent(mine, key="decision-2")], cast.ben, NOW)
    assert (hidden.outcome, seen.outcome) == ("left", "done")
    assert "Secret" not in hidden.said
    for act in (
        lambda: sign_off([theirs.account_id], "accepted", "", "", cast.ben, NOW),
        lambda: undo([theirs.account_id], cast.ben, NOW),
    ):
        with pytest.raises(AccessError, match="1 of these accounts"):
            act()
    assert state(theirs) == "proposed"


def test_a_reader_sends_nothing_and_nobody_a_thousand(cast: Cast) -> None:
    acme = place()
    with pytest.raises(AccessError):
        take([sent(acme)], cast.dara, NOW)
    with pytest.raises(DataError, match="At most 200"):
        take([sent(acme)] * 201, cast.ben, NOW)


@pytest.mark.django_db(transaction=True)
def test_the_same_decision_from_two_tabs_at_once_is_one(cast: Cast) -> None:
    acme = place()
    together = threading.Barrier(4)

    def from_a_tab(_tab: int) -> str:
        together.wait()
        try:
            return one(sent(acme), cast.ben).outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as tabs:
        assert set(tabs.map(from_a_tab, range(4))) == {"done"}
    assert SignOff.objects.count() == SentDecision.objects.count() == 1


def test_what_came_while_somebody_looked_is_counted_once(cast: Cast) -> None:
    places = [place(), place("Bolt")]

    def look() -> int:
        seen = Target.objects.filter(state=Target.ACCEPTED).count()
        for target in places[:1]:
            one(sent(places.pop(0), key=f"decision-{target.pk:08}"), cast.ben)
        return seen

    seen, received = with_received(look, cast.ben, NOW)
    assert (seen, len(received)) == (2, 2)
