"""Touches and spend by the API: filtered, and seen with the account that they name."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.conftest import Cast
from tests.flow.market import NOW, account, person
from tests.show.api.conftest import Caller

from tiercel.records.models import Contact, ContactAccount, Spend, Touch


@pytest.mark.django_db(transaction=True)
def test_touches_and_spend_are_seen_with_their_account(call: Caller, cast: Cast, settings: Any) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    mine, other = account("Mine", owner=cast.ben.person), account("Other", owner=person("Reem"))
    jo = Contact.objects.create(name="Jo", received_at=NOW)
    ContactAccount.objects.create(contact=jo, account=mine, made_at=NOW)
    for subject, more in {
        "mine": {"account": mine},
        "hidden": {"account": other, "contact": jo},
        "jo's": {"contact": jo},
    }.items():
        Touch.objects.create(subject=subject, happened_at=NOW, received_at=NOW, **more)  # type: ignore[misc]
    for campaign, day, at in (("Early", 1, None), ("Late", 9, None), ("Hidden", 9, other)):
        Spend.objects.create(
            campaign=campaign,
            spent_on=date(2026, 3, day),
            amount_minor=5,
            amount_currency="EUR",
            account=at,
            received_at=NOW,
        )

    def said(path: str, who: str, name: str) -> list[str]:
        return [row[name] for row in call("GET", path, who).json()["rows"]]

    assert said("/touches", "ben", "subject") == ["mine", "jo's"]
    assert said("/touches", "ada", "subject") == ["mine", "hidden", "jo's"]
    assert said(f"/touches?contact={jo.pk}", "ada", "subject") == ["hidden", "jo's"]
    assert said("/spend?since=2026-03-02", "ben", "campaign") == ["Late"]
    assert said("/spend?until=2026-03-01", "ada", "campaign") == ["Early"]
