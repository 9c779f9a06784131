"""Runs of matching over the records: links end and begin, the CRM and people go first, and everything is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.conftest import Cast
from tests.flow.market import NOW, account

from tiercel.core.errors import AccessError, DataError
from tiercel.core.settings import Settings
from tiercel.flow import match_contacts
from tiercel.flow.matching import decide, explain, plan, queue, undo_run
from tiercel.flow.strategy import documents
from tiercel.flow.strategy.strategy_effects import effects
from tiercel.records.models import (
    Account,
    AccountAlias,
    Alias,
    AuditEntry,
    Contact,
    ContactAccount,
    MatchRun,
    MatchSuggestion,
)
from tiercel.strategy.kinds import matching

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("workspace")]
LATER = NOW + timedelta(days=1)


def contact(email: str = "", company: str = "", **more: Any) -> Contact:
    emails = [email] if email else []
    return Contact.objects.create(
        name=email or company, email=email, emails=emails, company=company, received_at=NOW, **more
    )


def company(name: str, **more: Any) -> Account:
    made = account(name, **more)
    made.domains = [made.domain]
    made.save()
    return made


def at(one: Contact) -> int | None:
    link = ContactAccount.objects.filter(contact=one, ended_at__isnull=True).first()
    return link.account_id if link else None


@pytest.fixture
def acme() -> Account:
    return company("Acme", country="DE", city="Bonn")


@pytest.fixture
def birch() -> Account:
    return company("Birchwood", country="GB", city="Leeds")


def test_a_run_links_contacts_with_method_confidence_and_evidence(acme: Account) -> None:
    ada = contact("ada@acme.example")
    run = match_contacts.match_now(None)
    link = ContactAccount.objects.get(contact=ada)
    assert (link.account, link.method, link.run) == (acme, "domain", run)
    assert link.confidence == pytest.approx(0.99)
    assert link.evidence == {"domain": "acme.example"}
    assert AuditEntry.objects.filter(action="contacts.matched", row=run.pk).exists()


def test_a_second_run_changes_nothing(acme: Account, birch: Account) -> None:
    contact("ada@acme.example")
    contact(company="Birchwod")
    match_contacts.match_now(None)
    before = list(ContactAccount.objects.values()), MatchSuggestion.objects.count()
    again = match_contacts.match_now(None)
    assert (list(ContactAccount.objects.values()), MatchSuggestion.objects.count()) == before
    assert again.found["attached"] == again.found["moved"] == again.found["detached"] == 0


def test_the_crms_own_account_stands_unless_the_document_says_otherwise(acme: Account, birch: Account) -> None:
    ada = contact("ada@acme.example")
    ContactAccount.objects.create(contact=ada, account=birch, made_at=NOW)
    match_contacts.match_now(None)
    assert at(ada) == birch.pk
    documents.save("matching", matching.default() | {"crm_goes_first": False}, None, "", NOW)
    match_contacts.match_now(None)
    assert at(ada) == acme.pk
    ended = ContactAccount.objects.get(contact=ada, account=birch)
    assert ended.ended_at is not None


def test_a_link_that_the_rules_made_ends_when_they_do_not_find_it_any_more(acme: Account) -> None:
    ada = contact("ada@acme.example")
    match_contacts.match_now(None)
    Account.objects.update(domains=[], domain="")
    assert match_contacts.match_now(None).found["detached"] == 1
    assert at(ada) is None
    assert ContactAccount.objects.filter(contact=ada).count() == 1


def test_a_company_that_an_import_could_not_find_is_read_where_it_waits(acme: Account) -> None:
    from tiercel.records.models import ExternalKey, WaitingRow

    ada = contact("ada@gmail.com", country="DE")
    ExternalKey.objects.create(source="hubspot", kind="contacts", external_id="7", row=ada.pk)
    WaitingRow.objects.create(
        table="contact_accounts", source="hubspot", payload={"contact": "7", "account": "ACME Ltd"}, digest="x",
        missing="ACME Ltd", made_at=NOW,
    )  # fmt: skip
    match_contacts.match_now(None)
    assert at(ada) == acme.pk


def test_a_merged_accounts_domain_leads_to_the_one_that_stands_for_it(acme: Account, birch: Account) -> None:
    Alias.objects.create(kind="accounts", old=birch.pk, current=acme.pk, made_at=NOW)
    ada = contact("ada@birchwood.example")
    match_contacts.match_now(None)
    assert at(ada) == acme.pk
    assert ContactAccount.objects.get(contact=ada).method == "alias_domain"


def test_what_is_not_sure_waits_with_suggestions_and_a_person_decides(acme: Account, cast: Cast) -> None:
    ben = contact("ben@initech.example", company="Acmee", country="FR")
    match_contacts.match_now(None)
    (waiting,) = queue.see_queue(queue.QueueAsked()).rows
    assert (waiting.contact, waiting.suggestions[0].account) == (ben.pk, acme.pk)
    done = decide.decide({ben.pk: acme.pk}, cast.ben, LATER)
    assert done.decided == (ben.pk,)
    assert done.taught == ("initech.example",)
    assert not queue.see_queue(queue.QueueAsked()).rows
    assert at(ben) == acme.pk


def test_a_decision_teaches_a_domain_that_the_next_contact_is_matched_by_and_undo_forgets_it(acme: Account) -> None:
    first, second = contact("ben@initech.example", company="Acmee"), contact("cleo@initech.example")
    decide.decide({first.pk: acme.pk}, None, LATER)
    match_contacts.match_now(None)
    assert at(second) == acme.pk
    decide.undo([first.pk], None, LATER + timedelta(hours=1))
    match_contacts.match_now(None)
    assert (at(first), at(second)) == (None, None)
    assert not AccountAlias.objects.filter(ended_at__isnull=True).exists()


def test_none_of_ours_stays_over_later_runs_until_it_is_taken_back(acme: Account) -> None:
    ada = contact("ada@acme.example")
    match_contacts.match_now(None)
    decide.decide({ada.pk: None}, None, LATER)
    match_contacts.match_now(None)
    assert at(ada) is None
    decide.undo([ada.pk], None, LATER + timedelta(hours=1))
    assert at(ada) == acme.pk
    assert ContactAccount.objects.filter(contact=ada, ended_at__isnull=True).get().method == "domain"


def test_a_decision_over_a_decision_is_taken_back_to_what_was_there_first(acme: Account, birch: Account) -> None:
    ada = contact("ada@acme.example")
    match_contacts.match_now(None)
    decide.decide({ada.pk: None}, None, LATER)
    decide.decide({ada.pk: birch.pk}, None, LATER + timedelta(hours=1))
    assert at(ada) == birch.pk
    decide.undo([ada.pk], None, LATER + timedelta(hours=2))
    assert at(ada) == acme.pk


def test_the_same_decision_twice_is_one(acme: Account) -> None:
    ada = contact("ada@elsewhere.example")
    decide.decide({ada.pk: acme.pk}, None, LATER)
    assert decide.decide({ada.pk: acme.pk}, None, LATER + timedelta(hours=1)).already == (ada.pk,)
    assert ContactAccount.objects.filter(contact=ada).count() == 1


def test_many_are_accepted_above_a_confidence_and_taken_back_as_one_act(acme: Account, cast: Cast) -> None:
    sure, unsure = contact("info@acme.example"), contact("x@gmail.com", company="Acne", country="FR")
    match_contacts.match_now(None)
    done = decide.accept_above(0.65, cast.ada, LATER)
    assert done.decided == (sure.pk,)
    assert at(unsure) is None
    decide.undo_act(LATER, cast.ada, LATER + timedelta(minutes=1))
    assert at(sure) is None
    assert any(row.contact == sure.pk for row in queue.see_queue(queue.QueueAsked()).rows)


def test_readers_decide_nothing_and_members_only_on_what_they_see(acme: Account, cast: Cast, settings: Any) -> None:
    ada = contact("info@acme.example")
    match_contacts.match_now(None)
    with pytest.raises(AccessError):
        decide.decide({ada.pk: acme.pk}, cast.dara, LATER)
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    assert not queue.see_queue(queue.QueueAsked(), by=cast.ben).rows
    with pytest.raises(AccessError):
        decide.decide({ada.pk: acme.pk}, cast.ben, LATER)
    Contact.objects.update(owner=cast.ben.person)
    assert not queue.see_queue(queue.QueueAsked(), by=cast.ben).rows, "the account that is offered is not theirs"
    Account.objects.update(owner=cast.ben.person)
    assert len(queue.see_queue(queue.QueueAsked(), by=cast.ben).rows) == 1
    decide.decide({ada.pk: acme.pk}, cast.ben, LATER)
    with pytest.raises(AccessError):
        match_contacts.match_now(cast.ben)


def test_what_cannot_be_is_refused_whole(acme: Account) -> None:
    ada, ben = contact("ada@x.example"), contact("ben@x.example")
    with pytest.raises(DataError):
        decide.decide({ada.pk: acme.pk, ben.pk: 999_999}, None, LATER)
    with pytest.raises(DataError):
        decide.decide({999_999: acme.pk}, None, LATER)
    assert not ContactAccount.objects.exists()


def test_a_run_is_taken_back_whole_and_the_same_rules_do_not_make_it_again(acme: Account, birch: Account) -> None:
    ada = contact("ada@acme.example")
    match_contacts.match_now(None)
    Contact.objects.update(emails=["ada@birchwood.example"])
    moved = match_contacts.match_now(None)
    assert moved.found["moved"] == 1
    assert undo_run.undo_run(moved.pk, None, LATER) == 1
    assert at(ada) == acme.pk
    match_contacts.match_now(None)
    assert at(ada) is None, "the old rules would move it again: it waits"
    assert MatchSuggestion.objects.get(contact=ada).account_id == birch.pk
    with pytest.raises(DataError):
        undo_run.undo_run(moved.pk, None, LATER)


def test_what_a_person_decided_since_stays_when_the_run_is_taken_back(acme: Account, birch: Account) -> None:
    ada, ben = contact("ada@acme.example"), contact("ben@acme.example")
    run = match_contacts.match_now(None)
    decide.decide({ada.pk: birch.pk}, None, LATER)
    undo_run.undo_run(run.pk, None, LATER + timedelta(hours=1))
    assert (at(ada), at(ben)) == (birch.pk, None)


def test_a_change_of_the_document_first_says_whom_it_would_move(acme: Account) -> None:
    contact("ada@acme.example")
    contact("info@acme.example")
    match_contacts.match_now(None)
    body = matching.default()
    assert "No contact moves." in effects("matching", body, NOW)
    body["threshold"] = 0.7
    said = effects("matching", body, NOW)
    assert any(line.startswith("1 contacts without an account would get one") for line in said)
    assert any(line.startswith("Waiting for a person: 1 -> 0") for line in said)
    body["rules"] = [rule for rule in body["rules"] if rule["name"] != "domain"]
    assert any(line.startswith("1 contacts would have no account any more") for line in effects("matching", body, NOW))
    assert MatchRun.objects.count() == 1


def test_why_a_contact_is_where_it_is_is_told_with_what_the_rules_say_now(acme: Account) -> None:
    ada = contact("ada@acme.example", company="Acme")
    match_contacts.match_now(None)
    told = explain.explain(ada.pk)
    assert told
    assert told.standing
    assert (told.standing.method, told.standing.evidence["name"]) == ("domain", 1.0)
    fresh = explain.ask_rules(ada.pk).match
    assert fresh
    assert (fresh.account, fresh.evidence) == (acme.pk, told.standing.evidence)


def test_a_preview_writes_nothing(acme: Account) -> None:
    contact("ada@acme.example")
    assert match_contacts.preview() == plan.Counts(looked_at=1, attached=1)
    assert not ContactAccount.objects.exists()
    assert not MatchRun.objects.exists()


def test_an_import_matches_whom_it_brought_and_leaves_what_was_decided(workspace: Settings, tmp_path: Any) -> None:
    from tiercel.flow.import_files import import_now
    from tiercel.flow.importing.asked import Asked

    accounts, people = tmp_path / "accounts.csv", tmp_path / "contacts.csv"
    accounts.write_text("Account ID,Account Name,Website,Country\nA1,Acme,acme.example,DE\nA2,Birch,birch.example,GB\n")
    people.write_text(
        "Contact ID,Full Name,Email,Job Title,Account ID,Company\n"
        "C1,Ada Marsh,ada@acme.example,CEO,,\nC2,Ben Reed,ben@gmail.com,CFO,A2,Birch Ltd\n"
    )
    asked = Asked(files=(str(accounts), str(people)))
    import_now(asked, None, now=NOW)
    one, two = Contact.objects.get(name="Ada Marsh"), Contact.objects.get(name="Ben Reed")
    first, second = Account.objects.get(name="Acme"), Account.objects.get(name="Birch")
    assert (at(one), at(two), two.company) == (first.pk, second.pk, "Birch Ltd")
    decide.decide({two.pk: None}, None, LATER)
    import_now(asked, None, now=LATER + timedelta(hours=1))
    assert at(two) is None
