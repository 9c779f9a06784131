"""Touches, answers, technologies, trigger events and spend come in by file, and find whom they are about."""

from datetime import UTC, date, datetime

import pytest

from tiercel.core.settings import Settings
from tiercel.flow.importing.report import ImportReport, TableLine
from tiercel.records.models import (
    Account,
    Change,
    Contact,
    ContactAccount,
    Spend,
    SurveyAnswer,
    Technology,
    Touch,
    TriggerEvent,
    WaitingRow,
)

pytestmark = pytest.mark.django_db(transaction=True)

ACCOUNTS = """
    Account ID,Account Name,Industry,Employees,Website,Technologies
    A1,Acme,Software,120,www.acme.example,Excel
    A2,Brig,Retail,15,brig.example,
"""
TOUCHES = """
    Activity ID,Date Time,Activity Type,Subject,Email,Minutes
    T1,2026-03-02 10:00:00,Phone call,Prices,jo@acme.example,12
    T2,2026-03-03 10:00:00,Email opened,Spring offer,new@acme.example,
    T3,2026-03-04 10:00:00,Form submission,Contact us,who@nowhere.example,
    T4,2026-03-05 10:00:00,Call,Whose?,,5
"""


def line(report: ImportReport, table: str) -> TableLine:
    return next(line for line in report.tables if line.table == table)


@pytest.fixture
def known(workspace: Settings) -> None:
    """Two accounts and a contact, as an import would have left them."""
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    acme, _brig = (
        Account.objects.create(
            name=name, name_key=name.lower(), domain=domain, domains=[domain], technologies=used, received_at=long_ago
        )
        for name, domain, used in (("Acme", "acme.example", ["Excel"]), ("Brig", "brig.example", []))
    )
    jo = Contact.objects.create(
        name="Jo Lee", email="jo@acme.example", emails=["jo@acme.example"], received_at=long_ago
    )
    ContactAccount.objects.create(contact=jo, account=acme, made_at=long_ago)


def test_a_touch_finds_its_contact_by_the_mail_address_else_its_account_by_the_domain(known, import_texts):
    report = import_texts({"activities.csv": TOUCHES})
    found = line(report, "touches")
    assert (found.created, found.waiting, found.rejected) == (3, 2, 1)
    assert "Nothing says whose this is" in report.rejects[0].reason
    touches = list(Touch.objects.order_by("happened_at"))
    jo, acme = Contact.objects.get(), Account.objects.get(name="Acme")
    assert [(each.contact, each.account) for each in touches] == [(jo, acme), (None, acme), (None, None)]
    assert [(each.type, each.channel, each.direction) for each in touches] == [
        ("call", "phone", ""), ("open", "email", "inbound"), ("form", "web", "inbound")
    ]  # fmt: skip
    assert (touches[0].minutes, touches[0].happened_at) == (12, datetime(2026, 3, 2, 10, tzinfo=UTC))


def test_touches_imported_again_change_nothing(known, import_texts):
    import_texts({"activities.csv": TOUCHES})
    again = line(import_texts({"activities.csv": TOUCHES}), "touches")
    assert (again.created, again.changed, again.left_alone) == (0, 0, 3)
    assert (Touch.objects.count(), WaitingRow.objects.count()) == (3, 2)


def test_a_touch_waits_for_the_contact_that_comes_later(known, import_texts):
    import_texts({"activities.csv": TOUCHES})
    import_texts({"more.csv": "Contact ID,First Name,Last Name,Email\nC9,Who,Ever,who@nowhere.example"})
    touch = Touch.objects.get(subject="Contact us")
    assert touch.contact is not None
    assert touch.contact.last_name == "Ever"
    assert WaitingRow.objects.get().missing == "new@acme.example"


def test_a_dry_run_counts_touches_and_writes_none(known, import_texts):
    assert line(import_texts({"activities.csv": TOUCHES}, dry_run=True), "touches").created == 3
    assert not Touch.objects.exists()


def test_a_list_of_touches_without_ids_is_repeatable(known, import_texts):
    rows = (
        "Date,Channel,Subject,Email\n2026-03-02,Webinar,Intro,jo@acme.example\n2026-03-02,Webinar,Intro,jo@acme.example"
    )
    for created in (1, 0):
        assert sum(each.created for each in import_texts({"touches.csv": rows}).tables) == created
    assert Touch.objects.get().channel == "event"


def test_answers_to_surveys_find_who_answered(known, import_texts):
    rows = "Survey,Question,Score,Comment,Email,Responded at\nNPS,Would you?,9,Good,JO@acme.example,2026-02-01"
    assert line(import_texts({"nps.csv": rows}), "survey_answers").created == 1
    answer = SurveyAnswer.objects.get()
    assert (answer.score, answer.answer, answer.contact) == (9, "Good", Contact.objects.get())


TECHNOLOGIES = """
    Domain,Technology,Category,First seen,Last seen,Source,Confidence,Relation
    acme.example,Salesforce,CRM,2024-01-01,,a vendor,90%,competitor
    acme.example,excel,Office,2020-01-01,2025-01-01,a vendor,80%,
    unknown.example,React,Web,2024-01-01,,a vendor,99%,
"""


def test_technologies_stand_at_their_account_and_its_short_list_follows(known, import_texts):
    found = line(import_texts({"technologies.csv": TECHNOLOGIES}), "technologies")
    assert (found.created, found.waiting) == (2, 1)
    acme = Account.objects.get(name="Acme")
    row = Technology.objects.get(name="Salesforce")
    assert (row.account, row.since, row.confidence, row.relation) == (acme, date(2024, 1, 1), 0.9, "competing")
    assert acme.technologies == ["Salesforce"]  # and no Excel any more, however it is written
    change = Change.objects.get(table="accounts", field="technologies")
    assert (change.old, change.new) == (["Excel"], ["Salesforce"])


def test_technologies_of_an_account_that_comes_with_them_are_listed_too(import_texts):
    import_texts({"accounts.csv": ACCOUNTS, "technologies.csv": TECHNOLOGIES})
    assert Account.objects.get(name="Acme").technologies == ["Salesforce"]
    import_texts({"technologies.csv": TECHNOLOGIES})
    assert Account.objects.get(name="Acme").technologies == ["Salesforce"]
    assert not Change.objects.filter(table="accounts").exists()


def test_trigger_events_stand_at_their_account(known, import_texts):
    rows = "Company,Headline,Trigger,Date,Amount,Currency\nAcme,Raises a round,Funding,2026-01-05,2000000,EUR"
    assert line(import_texts({"news.csv": rows}), "trigger_events").created == 1
    event = TriggerEvent.objects.get()
    assert (event.account.name, event.kind, event.happened_on) == ("Acme", "Funding", date(2026, 1, 5))
    assert (event.amount_minor, event.amount_currency) == (200_000_000, "EUR")


def test_spend_of_a_day_is_corrected_by_a_later_export(known, import_texts):
    rows = "Day,Channel,Campaign,Cost,Currency,Clicks\n2026-01-05,Paid search,Spring,{cost},EUR,12"
    import_texts({"spend.csv": rows.format(cost="10.50")})
    changed = line(import_texts({"spend.csv": rows.format(cost="11.00")}), "spend")
    assert (changed.created, changed.changed) == (0, 1)
    spend = Spend.objects.get()
    assert (spend.amount_minor, spend.amount_currency, spend.channel, spend.clicks) == (1100, "EUR", "ads", 12)
    assert Change.objects.get(table="spend").old == 1050


def test_a_row_of_spend_without_an_amount_is_refused_with_the_reason(known, import_texts):
    rows = "Day,Channel,Campaign,Cost\n2026-01-05,ads,Spring,\n2026-01-06,ads,Spring,5"
    report = import_texts({"spend.csv": rows})
    assert report.rejects[0].reason.startswith("No amount: spend needs an amount of money.")
