"""How full columns are is told by all rows, or by many of very many, and it is said which."""

import pytest
from tests.conftest import Cast
from tests.flow.market import NOW

from tiercel.core.settings import Settings
from tiercel.flow import see_data
from tiercel.records.models import Account

pytestmark = pytest.mark.django_db


def accounts_of(keys: range, industry_of_every: int) -> None:
    Account.objects.bulk_create(
        Account(pk=key, name=f"Firm {key}", industry="" if key % industry_of_every else "Optics", received_at=NOW)
        for key in keys
    )


def industry(found: see_data.Fills) -> float:
    return next(each.share for each in found.columns if each.column == "industry")


def test_few_rows_are_looked_at_all(cast: Cast, workspace: Settings) -> None:
    accounts_of(range(1, 41), 4)
    found = see_data.fills("accounts", cast.ada)
    assert (found.looked_at, found.is_part, found.within, industry(found)) == (40, False, 0.0, 0.25)


def test_of_very_many_rows_a_part_tells_a_share_that_returns_every_so_many(
    cast: Cast, workspace: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(see_data, "ENOUGH", 100)
    monkeypatch.setattr(see_data, "TOO_FEW", 50)
    # Every tenth, and there are ten times as many as are looked at: each, or none, of any even steps.
    accounts_of(range(1, 1001), 10)
    found = see_data.fills("accounts", cast.ada)
    assert found.is_part
    assert 90 <= found.looked_at <= 100
    assert found.within == pytest.approx(0.1, abs=0.006)
    assert industry(found) == pytest.approx(0.1, abs=0.05)


def test_where_most_keys_are_of_no_row_any_more_all_rows_are_looked_at(
    cast: Cast, workspace: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(see_data, "ENOUGH", 100)
    monkeypatch.setattr(see_data, "TOO_FEW", 50)
    accounts_of(range(1, 41), 4)
    accounts_of(range(100_000, 100_001), 1)
    found = see_data.fills("accounts", cast.ada)
    assert (found.looked_at, found.is_part) == (41, False)


def test_who_sees_some_is_told_by_all_of_those(
    cast: Cast, workspace: Settings, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    monkeypatch.setattr(see_data, "ENOUGH", 1)
    monkeypatch.setattr(see_data, "TOO_FEW", 1)
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")  # type: ignore[attr-defined]
    accounts_of(range(1, 41), 4)
    Account.objects.filter(pk__in=(4, 5)).update(owner=cast.ben.person)
    found = see_data.fills("accounts", cast.ben)
    assert (found.looked_at, found.is_part, industry(found)) == (2, False, 0.5)
