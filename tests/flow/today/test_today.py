"""What Today says to whom, and that each number is the count of its rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.conftest import Cast
from tests.flow.market import account

from tiercel.core.clock import utc_now
from tiercel.flow.profile.see_profile import learning
from tiercel.flow.today.figures import FIGURES, figures_of, silent_deals, unowned_fits
from tiercel.flow.today.see_rows import see_rows
from tiercel.flow.today.see_today import see_today
from tiercel.records.models import Account, Deal, DocumentVersion, Job, StageChange, Target
from tiercel.records.models.users import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workspace")]


def deal(name: str, at: Account, *, opened_days_ago: int, **more: Any) -> Deal:
    opened = timezone.localdate() - timedelta(days=opened_days_ago)
    return Deal.objects.create(name=name, account=at, created_on=opened, received_at=utc_now(), **more)


def test_a_deal_is_silent_when_its_day_has_passed_or_its_stage_stood_still(cast: Cast) -> None:
    acme, today = account("Acme", owner=cast.ben.person), timezone.localdate()
    deal("Young", acme, opened_days_ago=3)
    deal("Old", acme, opened_days_ago=90)
    deal("Overdue", acme, opened_days_ago=3, closed_on=today - timedelta(days=1))
    deal("Won", acme, opened_days_ago=90, outcome="won")
    moved = deal("Moved", acme, opened_days_ago=90)
    StageChange.objects.create(
        deal=moved, stage="Offer", changed_at=utc_now() - timedelta(days=2), received_at=utc_now()
    )
    assert {each.name for each in silent_deals(cast.ben, today)} == {"Old", "Overdue"}
    assert not silent_deals(cast.chen, today).exists()


def test_new_accounts_that_fit_are_those_of_the_sellers_own_countries(cast: Cast) -> None:
    account("Mine", 100, chance=0.1, owner=cast.ben.person, country="DE")
    for n in range(18):
        account(f"Weak {n}", 100, chance=0.1, country="DE")
    here, far = account("Here", 900, chance=0.9, country="DE"), account("Far", 900, chance=0.9, country="FR")
    Account.objects.update(received_at=utc_now())
    today = timezone.localdate()
    assert list(unowned_fits(cast.ben, today)) == [here]
    assert set(unowned_fits(cast.chen, today)) == {here, far}


def test_where_every_account_has_the_same_chance_none_is_said_to_fit(cast: Cast) -> None:
    for name in ("Acme", "Bolt", "Cord"):
        Account.objects.filter(pk=account(name, 900).pk).update(received_at=utc_now())
    assert not unowned_fits(cast.chen, timezone.localdate()).exists()


def test_the_work_that_runs_is_shown_and_not_what_waits_behind_it(cast: Cast) -> None:
    learns = Job.objects.create(kind="learn_profile", state=Job.RUNNING, made_at=utc_now())
    Job.objects.create(kind="refresh", state=Job.QUEUED, made_at=utc_now())
    for shown in (see_today(cast.ada).job, learning()):
        assert shown is not None
        assert shown.id == learns.pk
    Job.objects.update(state=Job.FAILED)
    assert see_today(cast.ada).job is None
    assert (failed := learning()) is not None
    assert failed.kind == "refresh"


def test_every_number_is_the_count_of_its_rows(cast: Cast) -> None:
    acme = account("Acme", 100, owner=cast.ben.person)
    account("Bolt", 900, chance=0.9)
    Target.objects.create(account=acme, tier=1, owner=cast.ben.person, made_at=utc_now())
    for n in range(60):
        deal(f"Deal {n}", acme, opened_days_ago=90)
    Job.objects.create(kind="refresh", state=Job.FAILED, made_at=utc_now())
    for user in (cast.ada, cast.ben, cast.dara):
        for figure in figures_of(user, tuple(FIGURES.values())):
            count, after, seen = figure.rows(user, timezone.localdate()).count(), "", 0
            while True:
                page = see_rows(figure.name, user, after=after)
                assert page is not None
                assert page.count == count
                seen, after = seen + len(page.lines), page.after
                if not after:
                    break
            assert seen == count, figure.name


def test_a_reader_is_not_asked_to_decide_and_sees_no_jobs(cast: Cast) -> None:
    Job.objects.create(kind="refresh", state=Job.FAILED, made_at=utc_now())
    assert see_rows("broken_jobs", cast.dara) is None
    assert see_rows("waiting_targets", cast.dara) is None
    assert "broken_jobs" in [card.figure for card in see_today(cast.ada).to_do]
    assert "broken_jobs" not in [card.figure for card in see_today(cast.dara).to_do]


def test_a_failed_job_is_forgiven_once_its_like_was_done(cast: Cast) -> None:
    Job.objects.create(kind="refresh", state=Job.FAILED, made_at=utc_now() - timedelta(hours=2))
    Job.objects.create(kind="refresh", state=Job.DONE, made_at=utc_now())
    assert see_today(cast.ada).to_do == ()


def test_targets_wait_for_whom_they_are_to_be_worked_on_by(cast: Cast) -> None:
    Target.objects.create(account=account("Acme"), tier=1, owner=cast.ben.person, made_at=utc_now())
    waiting = {user.role: [card.figure for card in see_today(user).to_do] for user in (cast.ben, cast.ada)}
    assert waiting == {Role.MEMBER: ["waiting_targets"], Role.OWNER: []}


def test_a_profile_of_last_winter_is_called_old(cast: Cast) -> None:
    DocumentVersion.objects.create(kind="icp", version=1, schema=1, body={}, made_at=utc_now() - timedelta(days=100))
    assert [each.what for each in see_today(cast.ada).old] == ["profile"]


def test_nobody_counts_what_they_may_not_see(cast: Cast, settings: Any) -> None:
    from dataclasses import replace

    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    account("Mine", owner=cast.ben.person)
    account("Not mine")
    held = {card.figure: card.count for card in see_today(cast.ben).held}
    assert held["accounts"] == 1
    assert {card.figure: card.count for card in see_today(cast.ada).held}["accounts"] == 2
