"""Proposals of targets: planned first, repeated without effect, and never against a hand or a rejection."""

import copy
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from tests.conftest import Cast
from tests.flow.market import DAY, NOW, account, person, profile, score, tiers_document

from tiercel.core.errors import AccessError, DataError
from tiercel.flow.strategy import documents
from tiercel.flow.strategy.strategy_effects import effects
from tiercel.flow.targets.choose_by_hand import exclude, pin, release
from tiercel.flow.targets.propose_targets import Proposal, last_proposed_at, moves, plan, propose
from tiercel.flow.targets.sign_off import sign_off
from tiercel.flow.targets.target_links import targets
from tiercel.records.models import Account, Change, Run, Subscription, Target

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("workspace")]


def tiers_now() -> dict[str, int]:
    links = Target.objects.filter(ended_at__isnull=True).exclude(state=Target.REJECTED)
    return dict(links.values_list("account__name", "tier"))


def six() -> list[Account]:
    """A is worth the most, F the least; with small tiers A and B are in tier 1, C to E in tier 2, F in tier 3."""
    profile()
    tiers_document()
    return [account(name, value) for name, value in zip("ABCDEF", (60, 50, 40, 30, 20, 10), strict=True)]


def accept(*accounts: Account, when: datetime = NOW) -> None:
    sign_off([account.pk for account in accounts], "accepted", "", "", None, when)


def test_a_plan_shows_what_a_proposal_then_does() -> None:
    six()
    shown = plan(NOW)
    assert not Target.objects.exists()
    made = propose(None, NOW)
    assert (made.tiers, made.changes, made.left_out) == (shown.tiers, shown.changes, shown.left_out)
    assert tiers_now() == {"A": 1, "B": 1, "C": 2, "D": 2, "E": 2, "F": 3}
    assert [(move.name, move.before, move.after) for move in moves(made, 3)] == [
        ("A", None, 1),
        ("B", None, 1),
        ("C", None, 2),
    ]


def test_nothing_is_a_target_before_it_is_accepted() -> None:
    a, *_ = six()
    propose(None, NOW)
    assert not targets().exists()
    accept(a)
    assert list(targets().values_list("account__name", flat=True)) == ["A"]


def test_a_second_proposal_changes_nothing() -> None:
    six()
    propose(None, NOW)
    rows = list(Target.objects.order_by("pk").values())
    again = propose(None, NOW + DAY)
    assert (again.changes.num_rows, again.stays) == (0, 6)
    assert list(Target.objects.order_by("pk").values()) == rows


def test_an_accepted_account_stays_accepted_while_its_tier_stays() -> None:
    a, b, c, *_ = six()
    propose(None, NOW)
    accept(a, c)
    score(c, 500)
    score(b, 1)
    propose(None, NOW + 200 * DAY)
    states = dict(Target.objects.filter(ended_at__isnull=True).values_list("account__name", "state"))
    assert tiers_now()["C"] == 1
    assert (states["A"], states["C"]) == ("accepted", "proposed")
    old = Target.objects.get(account=c, ended_at__isnull=False)
    assert (old.state, old.tier, old.ended_at) == ("accepted", 2, NOW + 200 * DAY)


def test_exclusions_and_missing_scores_are_named_with_their_numbers() -> None:
    six()
    account("G", 900, type="Customer - Direct")
    account("H", 900, type=" channel PARTNER / Reseller")
    account("I", 900, lifecycle="customer")
    account("J", 900, type="Former customer", do_not_sell=True)
    account("K")
    subscriber = account("L", 900)
    Subscription.objects.create(account=subscriber, started_on=NOW.date(), received_at=NOW)
    account("M", 900, archived_at=NOW)
    found = plan(NOW)
    assert found.left_out == {"customers": 3, "do_not_sell": 1, "not_scored": 1, "partners": 1}


def test_an_exclusion_that_is_switched_off_excludes_nobody() -> None:
    six()
    account("G", 900, type="Customer")
    exclusions = copy.deepcopy(documents.current("tiers").body["exclusions"])
    exclusions[0]["exclude"] = False
    tiers_document(exclusions=exclusions)
    propose(None, NOW)
    assert tiers_now()["G"] == 1


def test_a_rejected_account_comes_back_only_when_its_time_has_passed() -> None:
    a, *_ = six()
    propose(None, NOW)
    sign_off([a.pk], "rejected", "Too small", "", None, NOW)
    assert propose(None, NOW + DAY).left_out == {"rejected": 1}
    assert tiers_now() == {"B": 1, "C": 1, "D": 2, "E": 2, "F": 2}
    assert "A" not in tiers_now()
    assert plan(NOW + 179 * DAY).left_out == {"rejected": 1}
    propose(None, NOW + 181 * DAY)
    assert tiers_now()["A"] == 1
    assert Target.objects.get(account=a, ended_at__isnull=True).state == "proposed"


def test_an_account_rejected_as_not_mine_is_proposed_again_at_once() -> None:
    a, *_ = six()
    propose(None, NOW)
    sign_off([a.pk], "rejected", "Not mine", "", None, NOW)
    propose(None, NOW)
    assert Target.objects.get(account=a, ended_at__isnull=True).state == "proposed"


def test_choices_by_hand_survive_every_proposal() -> None:
    a, _b, _c, _d, _e, f = six()
    pin([f.pk], 1, "our investor knows them", None, NOW)
    exclude([a.pk], "a lawsuit", None, NOW)
    assert tiers_now() == {"F": 1}
    assert Target.objects.get(account=f).why["value_minor"] == 1000
    for days in (0, 1, 400):
        propose(None, NOW + days * DAY)
        assert tiers_now() == {"F": 1, "B": 1, "C": 2, "D": 2, "E": 2}
    release([a.pk, f.pk], None, NOW + 401 * DAY)
    propose(None, NOW + 900 * DAY)
    assert tiers_now()["A"] == 1


def test_more_choices_by_hand_than_places_are_kept_and_said() -> None:
    rows = six()
    pin([row.pk for row in rows[:4]], 1, "", None, NOW)
    made = propose(None, NOW)
    assert (made.tiers[0].after, made.tiers[0].chosen_by_hand) == (4, 4)
    assert "Tier 1 has room for 2 accounts; choices by hand make it 4." in made.warnings


def test_an_account_that_must_not_be_sold_to_is_never_a_target_whatever_a_hand_chose() -> None:
    a, *_ = six()
    pin([a.pk], 1, "", None, NOW)
    Account.objects.filter(pk=a.pk).update(do_not_sell=True)
    assert propose(None, NOW).left_out == {"do_not_sell": 1}
    assert "A" not in tiers_now()
    with pytest.raises(DataError, match="do-not-sell"):
        pin([a.pk], 1, "", None, NOW)


def test_an_archived_account_leaves_the_list() -> None:
    a, *_ = six()
    propose(None, NOW)
    Account.objects.filter(pk=a.pk).update(archived_at=NOW)
    made = propose(None, NOW + DAY)
    assert [(move.name, move.after, move.rule) for move in moves(made) if move.before == 1] == [("A", None, "gone")]


def test_without_a_signal_nobody_is_ranked_by_noise() -> None:
    rows = six()
    profile("no_signal")
    found = propose(None, NOW)
    assert (found.is_ranked, tiers_now(), found.left_out) == (False, {}, {"no_ranking": 6})
    assert not any("aims at" in said for said in found.warnings)
    assert "nothing that tells won from lost" in found.warnings[0]
    pin([rows[5].pk], 1, "", None, NOW)
    propose(None, NOW)
    assert tiers_now() == {"F": 1}


def test_without_a_profile_the_way_to_one_is_said() -> None:
    account("A", 10)
    assert "tiercel icp learn" in plan(NOW).warnings[0]


def test_a_fallback_that_the_document_chooses_ranks_by_size() -> None:
    profile("no_signal")
    for name, employees in (("A", 10), ("B", 5000), ("C", None), ("D", 900)):
        account(name, 10, 0.001, employees=employees)
    tiers_document(ranking={"by": "expected_value", "without_a_signal": "employees", "stay_margin": 0.1})
    made = propose(None, NOW)
    assert tiers_now() == {"B": 1, "D": 1, "A": 2}
    assert (made.left_out, made.is_ranked) == ({"not_scored": 1}, True)


def test_a_profile_without_scores_says_what_to_do() -> None:
    profile()
    account("A")
    assert "refresh" in plan(NOW).warnings[0]


def test_scores_by_an_older_profile_are_said() -> None:
    six()
    Run.objects.update(document_id=documents.current("icp").row)
    assert not any("refresh" in said for said in plan(NOW).warnings)
    documents.save("icp", {"verdict": "signal", "learnt": "again"}, None, "", NOW)
    assert any("version 1 of the profile, and 2 is in force: tiercel refresh" in said for said in plan(NOW).warnings)


def test_a_rejected_customer_stays_out_where_customers_are_welcome() -> None:
    a, *_ = six()
    exclusions = copy.deepcopy(documents.current("tiers").body["exclusions"])
    exclusions[0]["exclude"] = False
    tiers_document(exclusions=exclusions)
    Subscription.objects.create(account=a, started_on=NOW.date(), received_at=NOW)
    propose(None, NOW)
    sign_off([a.pk], "rejected", "Too small", "", None, NOW)
    assert plan(NOW + DAY).left_out == {"rejected": 1}


def test_the_team_limits_a_tier_and_everybody_gets_what_they_can_do() -> None:
    rows = six()
    ben, bea = person("Ben", "Account Executive"), person("Bea", "Account Executive EMEA")
    gone = person("Gus", "Account Executive", is_active=False)
    person("Max", "Marketer")
    for row, owner in zip(rows, (ben, gone, ben, bea, ben, ben), strict=True):
        Account.objects.filter(pk=row.pk).update(owner=owner)
    body = copy.deepcopy(documents.current("tiers").body)
    body["tiers"][1] |= {"worked_by": ["account exec*"], "accounts_per_person": 1}
    tiers_document(tiers=body["tiers"], capacity=[{"person": "BEN", "tier": 1, "accounts": 1}])
    made = propose(None, NOW)
    owners = dict(Target.objects.values_list("account__name", "owner__name"))
    assert [tier.room for tier in made.tiers] == [2, 2, None]
    assert tiers_now() == {"A": 1, "B": 1, "C": 2, "D": 2, "E": 3, "F": 3}
    assert owners == {"A": "Ben", "B": "Bea", "C": "Ben", "D": "Bea", "E": "Ben", "F": "Ben"}


def test_a_new_owner_takes_a_target_over_and_its_acceptance_stays() -> None:
    a, *_ = six()
    ben, bea = person("Ben"), person("Bea")
    Account.objects.update(owner=ben)
    propose(None, NOW)
    accept(a)
    Account.objects.filter(pk=a.pk).update(owner=bea)
    made = propose(None, NOW + DAY)
    link = Target.objects.get(account=a)
    assert (link.owner, link.state, link.ended_at) == (bea, "accepted", None)
    assert [(move.worker_before, move.worker) for move in moves(made)] == [("Ben", "Bea")]
    change = Change.objects.get(table="targets")
    assert (change.row, change.field, change.old, change.new) == (link.pk, "owner_id", ben.pk, bea.pk)


def test_a_job_that_nobody_has_is_an_error_that_lists_the_jobs() -> None:
    six()
    person("Ben", "Account Executive")
    body = copy.deepcopy(documents.current("tiers").body)
    body["tiers"][0]["worked_by"] = ["Wizard"]
    tiers_document(tiers=body["tiers"])
    with pytest.raises(DataError, match="Jobs of the team: Account Executive"):
        plan(NOW)


def test_a_capacity_of_somebody_unknown_is_said() -> None:
    six()
    person("Benjamin")
    tiers_document(capacity=[{"person": "Benjamim", "tier": 1, "accounts": 1}])
    assert any("Did you mean 'Benjamin'?" in warning for warning in plan(NOW).warnings)


def test_fewer_accounts_than_a_tier_aims_at_are_said() -> None:
    profile()
    account("A", 10)
    assert "Tier 1 aims at 20 accounts or more, and 1 are good enough." in plan(NOW).warnings


def test_a_list_holds_for_the_days_that_the_document_asks_for() -> None:
    six()
    changes: dict[str, Any] = {
        "stay_at_least_days": 0,
        "days_between_proposals": 14,
        "when_the_owner_changes": "follow",
    }
    tiers_document(changes=changes)
    propose(None, NOW)
    with pytest.raises(DataError, match="--anyway"):
        propose(None, NOW + 13 * DAY)
    assert last_proposed_at() == NOW
    propose(None, NOW + 13 * DAY, anyway=True)
    propose(None, NOW + 27 * DAY)


def test_only_a_manager_or_the_owner_proposes_and_chooses_by_hand(cast: Cast) -> None:
    a, *_ = six()
    for attempt in (
        lambda: propose(cast.ben, NOW),
        lambda: pin([a.pk], 1, "", cast.ben, NOW),
        lambda: exclude([a.pk], "x", cast.dara, NOW),
        lambda: release([a.pk], cast.ben, NOW),
    ):
        with pytest.raises(AccessError):
            attempt()
    assert not Target.objects.exists()
    assert isinstance(propose(cast.ada, NOW), Proposal)


def test_a_sign_off_that_comes_between_is_not_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    a, *_ = six()
    propose(None, NOW)
    score(account("Z"), 999)
    from tiercel.flow.targets import propose_targets

    gather = propose_targets.gather

    def and_meanwhile(*arguments: Any) -> Any:
        found = gather(*arguments)
        if Target.objects.get(account=a, ended_at__isnull=True).state == "proposed":
            sign_off([a.pk], "rejected", "Not a fit", "", None, NOW)
        return found

    monkeypatch.setattr(propose_targets, "gather", and_meanwhile)
    made = propose(None, NOW + DAY)
    assert made.left_out == {"rejected": 1}
    assert "A" not in tiers_now()
    assert Run.objects.filter(table="targets", ended_at__isnull=True).count() == 0


def test_two_proposals_at_the_same_time_make_one_list() -> None:
    six()
    barrier = threading.Barrier(2)

    def make(_turn: int) -> int:
        barrier.wait()
        try:
            return propose(None, NOW).changes.num_rows
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(make, (1, 2))) == [0, 6]
    assert Target.objects.count() == 6


def test_a_proposal_that_dies_halfway_leaves_the_list_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    six()
    propose(None, NOW)
    before = list(Target.objects.order_by("pk").values())
    score(account("Z"), 999)
    from tiercel.flow.targets import target_links

    def die(*_arguments: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(target_links, "insert", die)
    with pytest.raises(KeyboardInterrupt):
        propose(None, NOW + 200 * DAY)
    assert list(Target.objects.order_by("pk").values()) == before
    monkeypatch.undo()
    propose(None, NOW + 200 * DAY)
    assert tiers_now()["Z"] == 1


def test_other_tiers_show_how_many_accounts_go_from_where_to_where() -> None:
    six()
    propose(None, NOW)
    body = copy.deepcopy(documents.current("tiers").body)
    body["tiers"][0]["at_most"] = 1
    said = effects("tiers", body, NOW + DAY)
    assert "1 accounts: tier 1 -> tier 2" in said
    assert "1 accounts: tier 2 -> tier 3" in said
    assert documents.current("tiers").version == 1
    assert effects("icp", {"verdict": "signal"}, NOW) == []
