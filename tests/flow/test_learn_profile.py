"""The workspace's closed deals become a version of the profile."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from tiercel.core.errors import DataError
from tiercel.flow.learn_profile import judge_profile, learn_profile
from tiercel.flow.profile.closed_deals import closed_deals, is_fit
from tiercel.flow.profile.describe_profile import describe_profile, verdict_in_words
from tiercel.flow.profile.profiles import profile_in
from tiercel.flow.strategy import documents
from tiercel.records.models import Account, Deal
from tiercel.score.verdict import Verdict

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def market() -> None:
    """400 accounts with a deal each: software buys, the market says nothing, and the type knows the outcome."""
    random = np.random.default_rng(1)
    rows, deals = [], []
    for k in range(400):
        software = random.random() < 0.5
        won = random.random() < (0.75 if software else 0.2)
        rows.append(
            Account(
                name=f"Account {k}",
                industry="Software" if software else "Retail",
                market=["north", "south"][k % 2],
                ownership="is ours" if won else "is not",
                type="Customer" if won else "Prospect",
                received_at=NOW,
            )
        )
        deals.append((won, date(2024, 1, 1) + timedelta(days=k)))
    made = Account.objects.bulk_create(rows)
    Deal.objects.bulk_create(
        [
            Deal(
                name=f"Deal {account.pk}",
                account=account,
                outcome="won" if won else "lost",
                closed_on=day,
                amount_minor=500_000,
                amount_currency="USD",
                received_at=NOW,
            )
            for account, (won, day) in zip(made, deals, strict=True)
        ]
    )
    Deal.objects.create(name="Nobody's", outcome="lost", closed_on=date(2024, 5, 5), received_at=NOW)
    Deal.objects.create(name="Undated", account=made[0], outcome="lost", received_at=NOW)
    Deal.objects.create(name="Open", account=made[0], outcome="open", received_at=NOW)


def test_without_closed_deals_it_says_what_to_import() -> None:
    with pytest.raises(DataError, match="tiercel import"):
        learn_profile()
    assert documents.find("icp") is None


def test_what_an_account_is_to_us_is_not_what_it_is() -> None:
    assert is_fit("industry")
    assert is_fit("custom.shipped volume")
    for name in ("type", "lifecycle", "owner", "name", "domains", "do_not_sell", "id", "received_at"):
        assert not is_fit(name)


def test_the_profile_is_learnt_kept_and_described(market: None) -> None:
    document = learn_profile()
    profile = profile_in(document)
    assert (document.version, profile.deals, profile.verdict.whole) == (1, 400, "signal")
    assert profile.backtest is not None
    assert profile.backtest.forward_in_time
    assert {leak.attribute for leak in profile.leaks if leak.held_out} == {"ownership"}
    assert document.body["aside"] == {"without_account": 1, "without_day": 1}
    text = describe_profile(document)
    assert "industry Software" in text.split("## Who fits")[1].split("##")[0]
    assert "industry Retail" in text.split("## Who does not")[1].split("##")[0]
    assert "ownership" in text.split("## Held out")[1].split("##")[0]


def test_a_ranking_that_held_without_proof_between_accounts_is_called_open_not_nothing(market: None) -> None:
    profile = profile_in(learn_profile())
    unproven = replace(profile, verdict=Verdict("no_signal", 0.2, "chance"))
    assert "cannot be told yet" in verdict_in_words(unproven)
    assert "Nothing tells" not in verdict_in_words(unproven)
    assert "Nothing tells" in verdict_in_words(replace(unproven, backtest=None))


def test_learning_again_from_the_same_deals_makes_no_new_version(market: None) -> None:
    assert learn_profile().version == learn_profile().version == 1


def test_a_confirmed_attribute_stays_confirmed_until_it_is_doubted(market: None) -> None:
    confirmed = learn_profile(confirm=["ownership"])
    assert confirmed.body["confirmed"] == ["ownership"]
    assert "ownership" in profile_in(confirmed).fit_columns
    assert learn_profile().body["confirmed"] == ["ownership"]
    assert learn_profile(doubt=["ownership"]).body["confirmed"] == []
    with pytest.raises(DataError, match="Did you mean 'ownership'"):
        learn_profile(confirm=["ownershipp"])


def test_until_a_day_only_deals_closed_before_it_are_learnt_from(market: None) -> None:
    assert closed_deals(date(2024, 4, 10)).cases.rows == 100
    figures = judge_profile(date(2024, 4, 10))
    assert figures["deals"] == 100
    assert documents.find("icp") is None
