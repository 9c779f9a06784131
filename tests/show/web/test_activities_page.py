"""What people did and what was seen, on the pages of accounts, of people and of spend."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.conftest import Cast
from tests.flow.market import DAY, NOW, account
from tests.show.web.conftest import SignIn

from tiercel.records.models import (
    Account,
    Contact,
    ContactAccount,
    Spend,
    SurveyAnswer,
    Technology,
    Touch,
    TriggerEvent,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(cast: Cast) -> Account:
    made = account("Acme", owner=cast.ben.person)
    jo = Contact.objects.create(name="Jo <b>Lee</b>", received_at=NOW)
    ContactAccount.objects.create(contact=jo, account=made, made_at=NOW)
    when = {"received_at": NOW}
    Touch.objects.create(subject="Prices", type="call", channel="phone", contact=jo, happened_at=NOW - DAY, **when)
    Technology.objects.create(
        account=made, name="Salesforce", category="CRM", confidence=0.9, relation="competing", **when
    )
    TriggerEvent.objects.create(
        account=made, title="Raises a round", kind="Funding", happened_on=NOW.date(), url="javascript:alert(1)", **when
    )
    SurveyAnswer.objects.create(contact=jo, question="Would you?", score=9, answered_at=NOW, **when)
    return made


def spend(campaign: str, minor: int, currency: str = "EUR", **more: Any) -> None:
    Spend.objects.create(
        **{"spent_on": date(2026, 3, 1), "channel": "ads", **more},
        campaign=campaign, amount_minor=minor, amount_currency=currency, received_at=NOW,
    )  # fmt: skip


def test_an_account_shows_its_touches_technologies_answers_and_what_happened(sign_in: SignIn, acme: Account) -> None:
    page = sign_in("dara").get(f"/accounts/{acme.pk}").content.decode()
    for said in (
        "Prices",
        "Salesforce",
        "competing",
        "90%",
        "Raises a round",
        "Would you?",
        "Jo &lt;b&gt;Lee&lt;/b&gt;",
    ):
        assert said in page, said
    assert "javascript:" not in page
    only = sign_in("dara").get(f"/accounts/{acme.pk}?history=touches").content.decode()
    assert "Prices" in only
    assert "Raises a round" not in only


def test_an_account_as_of_a_day_shows_none_of_what_came_later(sign_in: SignIn, acme: Account) -> None:
    page = sign_in("dara").get(f"/accounts/{acme.pk}?as_of={(NOW - 2 * DAY).date()}").content.decode()
    for said in ("Prices", "Salesforce", "Raises a round", "Would you?"):
        assert said not in page, said


def test_a_person_shows_their_touches_and_answers(sign_in: SignIn, acme: Account) -> None:
    page = sign_in("dara").get(f"/people/{Contact.objects.get().pk}").content.decode()
    assert "Prices" in page
    assert "Would you?" in page


def test_spend_is_filtered_summed_by_currency_and_exported(sign_in: SignIn, acme: Account) -> None:
    spend("Spring", 1050, clicks=4)
    spend("Spring", 950, clicks=2)
    spend("Autumn", 700, "USD", channel="event")
    dara = sign_in("dara")
    whole = dara.get("/data/spend").content.decode()
    assert "€20<" in whole.replace("\u2068", "").replace("\u2069", "")
    assert "$7<" in whole.replace("\u2068", "").replace("\u2069", "")
    part = dara.get("/data/spend?channel=event").content.decode()
    assert "Autumn" in part
    assert "Spring" not in part
    file = b"".join(dara.get("/data/spend/export.csv?q=autumn").streaming_content).decode()  # type: ignore[attr-defined]
    assert "Autumn,,,7.00,USD" in file
    assert "Spring" not in file


def test_without_spend_the_page_says_what_to_import(sign_in: SignIn, cast: Cast) -> None:
    assert "No spend is known yet" in sign_in("ada").get("/data/spend").content.decode()
    assert "Managers import files" in sign_in("dara").get("/data/spend").content.decode()


def test_spend_on_an_account_is_seen_with_the_account(sign_in: SignIn, acme: Account, settings: Any) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    spend("Everybody's", 100)
    spend("Ben's", 100, account=acme)
    assert "Ben&#x27;s" in sign_in("ben").get("/data/spend").content.decode()
    page = sign_in("dara").get("/data/spend").content.decode()
    assert "Everybody&#x27;s" in page
    assert ">Ben&#x27;s" not in page
