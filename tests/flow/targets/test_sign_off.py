"""Sign-off: with a reason, one by one or in bulk, taken back without a trace on the list, and counted."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from tests.conftest import Cast
from tests.flow.market import DAY, NOW, account, tiers_document

from tiercel.core.errors import AccessError, DataError
from tiercel.flow.accounts.find_accounts import find_accounts, named_in
from tiercel.flow.targets.choose_by_hand import exclude, pin
from tiercel.flow.targets.sign_off import Signed, choices, proposed, sign_off, undo
from tiercel.flow.targets.sign_off_reasons import reasons_counted
from tiercel.flow.targets.target_links import targets
from tiercel.records.models import Account, ExternalKey, SignOff, Target

pytestmark = pytest.mark.django_db


def proposed_accounts(count: int, tier: int = 1) -> list[int]:
    """Accounts that wait for a sign-off in a tier."""
    made = [account(f"{tier}-{place}", industry="Software", country="DE") for place in range(count)]
    Target.objects.bulk_create([Target(account=one, tier=tier, made_at=NOW) for one in made])
    return [one.pk for one in made]


def states() -> list[str]:
    return list(Target.objects.filter(ended_at__isnull=True).order_by("account").values_list("state", flat=True))


def test_an_accepted_account_is_a_target_and_a_rejected_one_is_not(cast: Cast) -> None:
    a, b, c = proposed_accounts(3)
    sign_off([a], "accepted", "", "", cast.ben, NOW)
    sign_off([b], "rejected", "too small", " three people ", cast.ben, NOW)
    assert list(targets().values_list("account", flat=True)) == [a]
    assert proposed() == [c]
    row = SignOff.objects.get(account=b)
    assert (row.reason, row.note, row.by) == ("Too small", "three people", cast.ben)


def test_the_same_submission_twice_is_one_sign_off(cast: Cast) -> None:
    wanted = proposed_accounts(3)
    first = sign_off(wanted, "rejected", "No budget", "", cast.ben, NOW)
    second = sign_off(wanted, "rejected", "No budget", "", cast.ben, NOW + DAY)
    assert (first.signed, second) == (tuple(wanted), Signed((), tuple(wanted), ()))
    assert SignOff.objects.count() == 3


def test_another_decision_takes_the_place_of_the_first_and_both_are_kept(cast: Cast) -> None:
    (a,) = proposed_accounts(1)
    sign_off([a], "rejected", "No budget", "", cast.ben, NOW)
    sign_off([a], "accepted", "Strategic", "", cast.ada, NOW + DAY)
    rows = SignOff.objects.order_by("pk").values_list("decision", "ended_at")
    assert list(rows) == [("rejected", NOW + DAY), ("accepted", None)]
    assert states() == ["accepted"]


def test_a_sign_off_taken_back_leaves_the_account_proposed(cast: Cast) -> None:
    a, b = proposed_accounts(2)
    sign_off([a], "accepted", "", "", cast.ben, NOW)
    assert undo([a, b], cast.ben, NOW + DAY) == Signed((a,), (b,), ())
    assert states() == ["proposed", "proposed"]
    assert SignOff.objects.get().ended_at == NOW + DAY
    assert not targets().exists()


def test_a_rejection_without_a_reason_is_refused_and_nothing_is_kept() -> None:
    wanted = proposed_accounts(2)
    for reason in ("", "  ", "I do not like them"):
        with pytest.raises(DataError, match="One of: Not a fit, Too small"):
            sign_off(wanted, "rejected", reason, "", None, NOW)
    assert states() == ["proposed", "proposed"]


def test_a_reason_nearly_right_names_the_right_one() -> None:
    with pytest.raises(DataError, match="Did you mean 'No budget'"):
        sign_off(proposed_accounts(1), "rejected", "No bugdet", "", None, NOW)


def test_the_reasons_are_those_of_the_tiers_document() -> None:
    tiers_document(sign_off={"accept_reasons": ["بله"], "reject_reasons": [{"reason": "太小", "again_after_days": 5}]})
    assert (choices().accept, choices().reject) == (("بله",), ("太小",))
    a, b = proposed_accounts(2)
    sign_off([a], "rejected", "太小", "", None, NOW)
    sign_off([b], "accepted", "بله", "", None, NOW)
    assert states() == ["rejected", "accepted"]


def test_an_unknown_decision_is_refused() -> None:
    with pytest.raises(DataError, match="accepted or rejected"):
        sign_off(proposed_accounts(1), "maybe", "", "", None, NOW)


def test_accounts_that_left_the_list_meanwhile_are_said_and_the_others_signed() -> None:
    (a,) = proposed_accounts(1)
    other = account("Elsewhere").pk
    assert sign_off([a, other], "accepted", "", "", None, NOW).not_proposed == (other,)
    with pytest.raises(DataError, match="Elsewhere"):
        sign_off([other], "accepted", "", "", None, NOW)


def test_a_reader_looks_and_somebody_outside_may_nothing(cast: Cast) -> None:
    (a,) = proposed_accounts(1)
    for user in (cast.dara, cast.eve):
        with pytest.raises(AccessError):
            sign_off([a], "accepted", "", "", user, NOW)
        with pytest.raises(AccessError):
            undo([a], user, NOW)
    assert states() == ["proposed"]


def test_many_are_signed_off_at_once() -> None:
    wanted = proposed_accounts(1201, tier=3)
    assert len(sign_off(wanted, "accepted", "", "", None, NOW).signed) == 1201
    assert targets().count() == SignOff.objects.count() == 1201


def test_waiting_accounts_are_found_by_tier() -> None:
    first, third = proposed_accounts(2, tier=1), proposed_accounts(1, tier=3)
    assert (proposed(3), proposed()) == (third, first + third)


def test_a_choice_for_the_tier_an_account_is_accepted_in_keeps_the_acceptance() -> None:
    (a,) = proposed_accounts(1)
    sign_off([a], "accepted", "", "", None, NOW)
    assert (pin([a], 1, "", None, NOW), pin([a], 1, "", None, NOW)) == (1, 0)
    assert states() == ["accepted"]
    pin([a], 2, "", None, NOW + DAY)
    assert states() == ["proposed"]
    assert exclude([a], "no more", None, NOW + DAY) == 1
    assert states() == []


def test_keeping_an_account_out_needs_a_reason() -> None:
    with pytest.raises(DataError, match="reason"):
        exclude(proposed_accounts(1), " ", None, NOW)


def test_reasons_are_counted_with_what_the_accounts_have_in_common() -> None:
    small = [account(f"s{place}", industry="Retail", employees=7).pk for place in range(4)]
    big = [account(f"b{place}", industry="Banking", employees=9000).pk for place in range(6)]
    Target.objects.bulk_create([Target(account_id=one, tier=2, made_at=NOW) for one in small + big])
    sign_off(small, "rejected", "Too small", "", None, NOW)
    sign_off(big, "accepted", "", "", None, NOW)
    rejected, accepted = reasons_counted()
    assert (rejected.decision, rejected.reason, rejected.accounts, rejected.by_tier) == (
        "rejected",
        "Too small",
        4,
        {2: 4},
    )
    common = {(share.attribute, share.value): (share.share, share.share_of_all) for share in rejected.in_common}
    assert common == {("employees", "0-9"): (1.0, 0.4), ("industry", "Retail"): (1.0, 0.4)}
    assert (accepted.decision, accepted.reason, accepted.accounts) == ("accepted", "", 6)


def test_one_or_two_accounts_have_nothing_in_common() -> None:
    sign_off(proposed_accounts(2), "rejected", "Other", "", None, NOW)
    assert reasons_counted()[0].in_common == ()


def test_a_sign_off_taken_back_is_not_counted() -> None:
    wanted = proposed_accounts(2)
    sign_off(wanted, "rejected", "Other", "", None, NOW)
    undo(wanted, None, NOW)
    assert reasons_counted() == ()


def test_accounts_are_named_by_key_source_id_name_or_domain(tmp_path: Path) -> None:
    a, b, c = (account(name) for name in ("Acme", "Bolt", "Corp"))
    ExternalKey.objects.create(source="salesforce", kind="accounts", external_id="001X", row=c.pk)
    file = tmp_path / "names.txt"
    file.write_text("\ufeffACME\n\n bolt.example \n001X\nacme\n", encoding="utf-8")
    assert find_accounts([str(a.pk), *named_in(file)]) == [a.pk, b.pk, c.pk]


def test_names_that_are_not_clear_are_all_listed() -> None:
    twins = [account("Twin"), Account.objects.create(name="Twin", name_key="twin", received_at=NOW)]
    with pytest.raises(DataError) as error:
        find_accounts(["Twin", "Nobody"])
    assert all(str(twin.pk) in str(error.value) for twin in twins)
    assert "There is no account 'Nobody'" in str(error.value)
    with pytest.raises(DataError, match="No account is named"):
        find_accounts([])


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_off_at_the_same_time_leave_one_decision_that_stands() -> None:
    (a,) = proposed_accounts(1)
    barrier = threading.Barrier(2)

    def decide(decision: str) -> None:
        barrier.wait()
        try:
            sign_off([a], decision, "Other" if decision == "rejected" else "", "", None, NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(decide, ("accepted", "rejected")))
    standing = SignOff.objects.get(ended_at__isnull=True)
    assert states() == [standing.decision]
    assert SignOff.objects.count() == 2
