"""A few visible rows for tests of targets: accounts with scores, people, documents."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tiercel.flow.strategy import documents
from tiercel.records.models import Account, AccountScore, Person, Run

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def person(name: str, job: str = "", **more: Any) -> Person:
    return Person.objects.create(name=name, job=job, received_at=NOW - 9 * DAY, **more)


def account(name: str, value: int | None = None, chance: float = 0.3, **more: Any) -> Account:
    """An account; `value` in whole units is its expected value, None leaves it without a score."""
    key = name.casefold()
    made = Account.objects.create(name=name, name_key=key, domain=f"{key}.example", received_at=NOW - 9 * DAY, **more)
    if value is not None:
        score(made, value, chance)
    return made


def score(made: Account, value: int, chance: float = 0.3) -> None:
    run = Run.objects.filter(table="account_scores").first() or Run.objects.create(
        table="account_scores", made_at=NOW - DAY, ended_at=NOW - DAY
    )
    amounts = {"value_minor": value * 100, "value_low": value * 80, "value_high": value * 120}
    AccountScore.objects.update_or_create(
        account=made,
        defaults={
            "run": run,
            "points": 100 * chance,
            "chance": chance,
            "low": chance / 2,
            "high": min(1, chance * 2),
            "value_currency": "USD",
            **amounts,
        },
    )


def profile(verdict: str = "signal") -> None:
    documents.save("icp", {"verdict": verdict}, None, "learnt", NOW - DAY)


def tiers_document(**changes: Any) -> documents.Document:
    """The default with small sizes: tier 1 holds 2, tier 2 holds 3, tier 3 the rest; `changes` replace whole fields."""
    body = documents.current("tiers").body
    for tier, at_most in zip(body["tiers"], (2, 3, None), strict=True):
        tier |= {"at_least": 0, "at_most": at_most, "minimum_lift": 0.5}
    return documents.save("tiers", body | changes, None, "small", NOW - DAY)
