"""Leads of a CRM become contacts without an account, find it as others do, and are one person once converted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.flow.market import NOW

from tiercel.flow.import_files import import_now
from tiercel.flow.importing.asked import Asked
from tiercel.records.models import Account, Contact, ContactAccount, ExternalKey
from tiercel.records.models.base import active

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("workspace")]

ACCOUNTS = """Account ID,Account Name,Website,Phone,Billing Country,Billing City,Account Owner
001A,Acme GmbH,https://www.acme.example/de,+49 228 123456,Germany,Bonn,Ada
001B,Birchwood Freight Ltd,birchwood.example,+44 113 296 0000,United Kingdom,Leeds,Ada
"""
LEADS = "Lead ID,First Name,Last Name,Title,Company / Account,Email,Phone,Website,City,Country,Lead Status,Lead Owner\n"
OBJECTS = "Id,LastName,FirstName,Company,Email,Website,Status,IsConverted,ConvertedContactId,SystemModstamp\n"
CONTACTS = "Contact ID,First Name,Last Name,Title,Account ID,Email,Contact Owner\n"

Take = Callable[..., None]


@pytest.fixture
def take(tmp_path: Path) -> Take:
    def take(day: int = 0, **files: str) -> None:
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf8")
        asked = Asked(files=tuple(str(tmp_path / f"{name}.csv") for name in files))
        import_now(asked, None, now=NOW + timedelta(days=day))

    return take


def standing(last_name: str) -> tuple[str, str]:
    link = ContactAccount.objects.filter(active(), contact__last_name=last_name).select_related("account").first()
    return (link.account.name, link.method) if link else ("", "")


def test_leads_find_their_account_by_address_web_site_name_and_phone(take: Take) -> None:
    take(
        accounts=ACCOUNTS,
        leads=LEADS
        + "00Q1,Mia,Mail,CFO,,mia@acme.example,,,,,Open,Ada\n"
        + "00Q2,Wes,Web,CTO,Acme Worldwide,wes@gmail.com,,http://acme.example/contact,,,Open,Ada\n"
        + "00Q3,Nia,Name,Buyer,ACME,nia@gmail.com,,,,Germany,Open,Ada\n"
        + "00Q4,Phil,Phone,Buyer,Birchwod Frieght Hull,phil@gmail.com,+44 113 296 0000,,,,Open,Ada\n",
    )
    assert standing("Mail") == ("Acme GmbH", "domain")
    assert standing("Web") == ("Acme GmbH", "website")
    assert ContactAccount.objects.get(contact__last_name="Web").evidence["website"] == "acme.example"
    assert standing("Name") == ("Acme GmbH", "name_and_country")
    phil = Contact.objects.get(last_name="Phone")
    assert (phil.company, phil.websites, phil.lifecycle) == ("Birchwod Frieght Hull", [], "Open")
    assert Account.objects.get(name="Birchwood Freight Ltd").phones == ["+441132960000"]


def test_an_accounts_own_phone_makes_a_close_name_enough(take: Take) -> None:
    take(
        accounts=ACCOUNTS,
        leads=LEADS + "00Q4,Phil,Phone,Buyer,Birchwood Fright,phil@gmail.com,0113 296 0000,,,United Kingdom,Open,Ada\n",
    )
    assert standing("Phone") == ("Birchwood Freight Ltd", "close_name_and_phone")


def test_a_lead_that_was_converted_is_the_contact_whichever_came_first(take: Take) -> None:
    take(accounts=ACCOUNTS, leads=OBJECTS + "00Q1,Marsh,Mia,Acme,mia@acme.example,,Open,false,,2026-01-01T00:00:00Z\n")
    mia = Contact.objects.get()
    converted = OBJECTS + "00Q1,Marsh,Mia,Acme,mia@acme.example,,Qualified,true,003X,2026-02-01T00:00:00Z\n"
    take(
        day=1, leads=converted, contacts=CONTACTS + "003X,Mia,Marsh,Chief Financial Officer,001A,mia@acme.example,Ada\n"
    )
    assert Contact.objects.get() == mia, "the person whom we knew as a lead"
    mia.refresh_from_db()
    assert mia.title == "Chief Financial Officer"
    keys = ExternalKey.objects.filter(kind="contacts", row=mia.pk).values_list("external_id", flat=True)
    assert set(keys) == {"00Q1", "003X"}


def test_a_contact_keeps_what_it_says_when_its_old_lead_comes_later(take: Take) -> None:
    take(accounts=ACCOUNTS, contacts=CONTACTS + "003X,Mia,Marsh,Chief Financial Officer,001A,mia@acme.example,Ada\n")
    take(
        day=1,
        leads=OBJECTS + "00Q1,Old,Name,Elsewhere,old@elsewhere.example,,Qualified,true,003X,2026-02-01T00:00:00Z\n",
    )
    mia = Contact.objects.get()
    assert (mia.last_name, mia.emails) == ("Marsh", ["mia@acme.example"])
    assert ExternalKey.objects.get(kind="contacts", external_id="00Q1").row == mia.pk


def test_a_hostile_file_of_leads_makes_nobody_twice_and_matches_nobody_by_what_says_nothing(take: Take) -> None:
    take(
        accounts=ACCOUNTS + '001C,Meta,facebook.com,,United States,,Ada\n001D,"=HYPERLINK(""x"")",,,,,Ada\n',
        leads=LEADS
        + "00Q1,Sid,Social,CEO,Pizzeria Sid,sid@gmail.com,call me,https://facebook.com/pizzeria-sid,,Narnia,Open,Ada\n"
        + "00Q1,Sid,Social,CEO,Pizzeria Sid,sid@gmail.com,call me,https://facebook.com/pizzeria-sid,,Narnia,Open,Ada\n"
        + "00Q2,Nul,Nowhere,,[not provided],nul@mailinator.com,,not a site,,,Open,Ada\n"
        + '00Q3,Fo,Formula,,"=HYPERLINK(""x"")",fo@gmail.com,,javascript:alert(1),,,Open,Ada\n'
        + ",,,,,,,,,,,\n",
    )  # fmt: skip
    assert Contact.objects.filter(last_name="Social").count() == 1
    assert standing("Social") == standing("Nowhere") == ("", "")
    assert Contact.objects.get(last_name="Formula").websites == []
