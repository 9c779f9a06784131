"""Somebody's own contact or deal may be with an account that they may not know of: nothing of theirs tells of it."""

from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import Cast
from tests.flow.market import DAY, NOW, account

from tiercel.core.errors import AccessError
from tiercel.flow import see_data
from tiercel.flow.accounts.see_account import see_account
from tiercel.flow.accounts.see_observations import see_observations
from tiercel.flow.api import activity_lists, lists
from tiercel.flow.api.lists import Wanted
from tiercel.flow.deals import list_deals
from tiercel.flow.matching.decide import decide, may_decide_on, undo
from tiercel.flow.matching.explain import explain
from tiercel.flow.people import list_people
from tiercel.flow.people.see_person import see_person
from tiercel.flow.search.search import search
from tiercel.flow.see_jobs import see_job
from tiercel.flow.today.see_rows import see_rows
from tiercel.flow.touches.see_touches import touches_of_account
from tiercel.records.models import (
    Account,
    Alias,
    Contact,
    ContactAccount,
    Deal,
    DealContact,
    Job,
    MatchSuggestion,
    Person,
    Spend,
    SurveyAnswer,
    Touch,
    TouchContact,
    User,
)

pytestmark = pytest.mark.django_db
MANY = Wanted(50)


@pytest.fixture
def hidden(cast: Cast, settings: Any) -> Account:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    return account("Hidden", 1, owner=Person.objects.create(name="Sam", received_at=NOW))


@pytest.fixture
def own(cast: Cast, hidden: Account) -> Contact:
    """Ben's contact, who works at the hidden account, with a deal, touches and answers."""
    contact = Contact.objects.create(name="Jo", owner=cast.ben.person, received_at=NOW)
    ContactAccount.objects.create(contact=contact, account=hidden, made_at=NOW)
    deal = Deal.objects.create(
        name="Pilot", account=hidden, owner=cast.ben.person, outcome="open", created_on=NOW.date(), received_at=NOW
    )
    DealContact.objects.create(deal=deal, contact=contact, made_at=NOW)
    theirs = Deal.objects.create(name="Sam's", account=hidden, received_at=NOW)
    for subject, with_ in (("webinar", {}), ("visit", {"account": hidden}), ("offer", {"deal": theirs})):
        Touch.objects.create(subject=subject, contact=contact, happened_at=NOW, received_at=NOW, **with_)
    for question, at in (("Why us?", None), ("Who else?", hidden)):
        SurveyAnswer.objects.create(question=question, contact=contact, account=at, answered_at=NOW, received_at=NOW)
    return contact


def test_a_persons_page_tells_nothing_of_a_hidden_account(cast: Cast, own: Contact) -> None:
    page = see_person(own.pk, by=cast.ben)
    assert page is not None
    assert {touch.name for touch in page.touches} == {"webinar"}
    assert [answer.question for answer in page.answers] == ["Why us?"]
    assert [(part.name, part.account, part.account_name) for part in page.parts] == [("Pilot", None, "")]
    whole = see_person(own.pk, by=cast.ada)
    assert whole is not None
    assert (len(whole.touches), len(whole.answers), whole.parts[0].account_name) == (3, 2, "Hidden")


def test_lists_for_programs_and_counts_tell_nothing_of_it(cast: Cast, own: Contact, hidden: Account) -> None:
    assert [row.subject for row in activity_lists.list_touches(MANY, cast.ben).rows] == ["webinar"]
    assert [row.account for row in lists.list_deals(MANY, cast.ben).rows] == [None]
    assert [row.account for row in lists.list_deals(MANY, cast.ada).rows] == [hidden.pk, hidden.pk]
    assert lists.list_deals(MANY, cast.ben, account=hidden.pk).rows == ()
    assert lists.list_contacts(MANY, cast.ben, account=hidden.pk).rows == ()
    for at in (None, hidden):
        Spend.objects.create(spent_on=NOW.date(), account=at, received_at=NOW)
    held = {each.table: each.rows for each in see_data.holdings(cast.ben)}
    assert (held["touches"], held["survey_answers"], held["spend"]) == (1, 1, 1)


def test_lists_on_pages_cannot_be_asked_what_is_with_it(cast: Cast, own: Contact, hidden: Account) -> None:
    assert list_deals.list_deals(list_deals.Asked(account=hidden.pk), by=cast.ben).rows == ()
    assert list_people.list_people(list_people.Asked(account=str(hidden.pk)), by=cast.ben).rows == ()
    assert len(list_people.list_people(list_people.Asked(account=str(hidden.pk)), by=cast.ada).rows) == 1


def test_the_rows_behind_a_number_do_not_name_it(cast: Cast, own: Contact) -> None:
    page = see_rows("deals_open", cast.ben)
    assert page is not None
    assert [(line.name, line.account) for line in page.lines] == [("Pilot", None)]
    assert "Hidden" not in str(page.lines)


def test_what_speaks_against_a_suggestion_does_not_name_it(cast: Cast, hidden: Account) -> None:
    jo = Contact.objects.create(name="Jo", owner=cast.ben.person, received_at=NOW)
    bens = account("Ben's", 1, owner=cast.ben.person)
    said = {"name": 0.4, "against": hidden.pk}
    MatchSuggestion.objects.create(
        contact=jo, account=bens, rank=1, method="domain", confidence=0.6, evidence=said, made_at=NOW
    )
    for by, told in ((cast.ben, True), (cast.ada, hidden.pk)):
        found = explain(jo.pk, by=by)
        assert found is not None
        assert found.suggestions[0].evidence == said | {"against": told}


def test_who_is_no_manager_is_not_told_what_a_tap_said(cast: Cast) -> None:
    job = Job.objects.create(kind="connectors.run", state=Job.FAILED, reason="Bad row: jo@hidden.example", made_at=NOW)
    assert [see_job(job.pk, by).reason for by in (cast.ben, cast.ada)] == ["…", "Bad row: jo@hidden.example"]  # type: ignore[union-attr]


def test_a_search_finds_the_deal_and_does_not_say_with_whom(cast: Cast, own: Contact) -> None:
    [group] = search("Pilot", cast.ben).groups
    assert [(hit.name, hit.account, hit.where) for hit in group.hits] == [("Pilot", None, "")]
    [group] = search("Pilot", cast.ada).groups
    assert group.hits[0].where == "Hidden"


@pytest.fixture
def visited(cast: Cast, hidden: Account) -> tuple[Account, Contact]:
    """Ben's account, where Sam's Jo Doe, who works at the hidden one, was met, wrote and answered."""
    bens = account("Ben's", 1, owner=cast.ben.person)
    jo = Contact.objects.create(name="Jo Doe", email="jo@hidden.example", received_at=NOW)
    ContactAccount.objects.create(contact=jo, account=hidden, made_at=NOW)
    at = {"contact": jo, "account": bens, "received_at": NOW, "email": jo.email}
    Touch.objects.create(subject="Call with JO DOE", outcome="write to jo@hidden.example", happened_at=NOW, **at)
    SurveyAnswer.objects.create(question="Why us?", answered_at=NOW, **at)
    own = Contact.objects.create(name="Kim", received_at=NOW)
    ContactAccount.objects.create(contact=own, account=bens, made_at=NOW)
    Touch.objects.create(subject="Visit", happened_at=NOW - DAY, received_at=NOW, contact=own)
    return bens, jo


def test_a_touch_at_their_account_does_not_name_who_works_at_a_hidden_one(
    cast: Cast, visited: tuple[Account, Contact]
) -> None:
    bens, jo = visited
    told = {
        by: [(row.name, row.detail, row.contact, row.contact_id, row.is_hidden) for row in rows]
        for by, rows in ((user, touches_of_account(bens.pk, by=user)) for user in (cast.ben, cast.ada))
    }
    kim = ("Visit", "", "Kim", Contact.objects.get(name="Kim").pk, False)
    assert told[cast.ben] == [("Call with …", "write to …", "", None, True), kim]
    assert told[cast.ada] == [("Call with JO DOE", "write to jo@hidden.example", "Jo Doe", jo.pk, False), kim]
    [answer] = see_observations(bens.pk, by=cast.ben).answers
    assert (answer.contact, answer.contact_id, answer.is_hidden) == ("", None, True)


@pytest.mark.parametrize(
    ("subject", "told"),
    [
        ("Call with Jo", "Call with …"),
        ("Jo's questions, for DOE", "…'s questions, for …"),
        ("Jo Doe and Jo", "… and …"),
        ("Journey to Doebeln", "Journey to Doebeln"),
        ("Call with Kim", "Call with Kim"),
    ],
)
@pytest.mark.parametrize("is_theirs", [True, False])
def test_no_part_of_a_hidden_persons_name_is_told_whether_it_is_theirs_or_they_took_part(
    cast: Cast, visited: tuple[Account, Contact], subject: str, told: str, is_theirs: bool
) -> None:
    bens, jo = visited
    kim = Contact.objects.get(name="Kim")
    touch = Touch.objects.create(
        subject=subject, account=bens, contact=jo if is_theirs else kim, happened_at=NOW, received_at=NOW
    )
    if not is_theirs:
        TouchContact.objects.create(touch=touch, contact=jo, made_at=NOW)
    names = [row.name for row in touches_of_account(bens.pk, by=cast.ben)]
    assert told in names
    assert subject == told or subject not in names
    lines = {row.id: row.subject for row in activity_lists.list_touches(MANY, cast.ben, account=bens.pk).rows}
    assert lines[touch.pk] == told
    if not is_theirs:
        page = see_person(kim.pk, by=cast.ben)
        assert page is not None
        assert told in {row.name for row in page.touches}
        assert any(row.others == (jo.pk,) for row in touches_of_account(bens.pk, by=cast.ada))
    assert subject in [row.name for row in touches_of_account(bens.pk, by=cast.ada)]


def test_nor_does_the_list_for_programs_and_it_cannot_be_asked_for_them(
    cast: Cast, visited: tuple[Account, Contact]
) -> None:
    bens, jo = visited
    first = activity_lists.list_touches(MANY, cast.ben, account=bens.pk).rows[0]
    assert (first.subject, first.outcome, first.contact, first.email) == ("Call with …", "write to …", None, "")
    assert activity_lists.list_touches(MANY, cast.ben, contact=jo.pk).rows == ()
    whole = activity_lists.list_touches(MANY, cast.ada, contact=jo.pk).rows[0]
    assert (whole.subject, whole.contact, whole.email) == ("Call with JO DOE", jo.pk, "jo@hidden.example")
    # What was not told was not taken from the records.
    assert Touch.objects.filter(contact=jo, email=jo.email).exists()


def test_a_merged_contact_is_named_where_the_one_that_stands_for_it_is_seen(
    cast: Cast, visited: tuple[Account, Contact]
) -> None:
    bens, jo = visited
    Alias.objects.create(kind="contacts", old=jo.pk, current=Contact.objects.get(name="Kim").pk, made_at=NOW)
    assert not any(row.is_hidden for row in touches_of_account(bens.pk, by=cast.ben))


def test_as_of_a_day_people_who_work_at_a_hidden_account_by_now_are_not_listed(
    cast: Cast, visited: tuple[Account, Contact]
) -> None:
    bens, jo = visited
    ContactAccount.objects.create(contact=jo, account=bens, made_at=NOW - 9 * DAY, ended_at=NOW)
    then = (NOW - 2 * DAY).date()
    listed = {by: see_account(bens.pk, then, by=by) for by in (cast.ben, cast.ada)}
    assert {by: [row.name for row in page.contacts] for by, page in listed.items() if page} == {
        cast.ben: [], cast.ada: ["Jo Doe"]
    }  # fmt: skip


def test_a_hidden_place_of_work_is_none_to_the_filters(cast: Cast, own: Contact) -> None:
    def found(account: str, by: User) -> int:
        page = list_people.list_people(list_people.Asked(account=account), by=by)
        assert (
            page.count
            == len(page.rows)
            == len(list(list_people.every_person(list_people.Asked(account=account), by=by)))
        )
        return page.count

    assert {by.username: (found("any", by), found("none", by)) for by in (cast.ben, cast.ada)} == {
        "ben": (0, 1), "ada": (1, 0)
    }  # fmt: skip


def test_nobody_moves_their_own_contact_from_an_account_that_they_do_not_see(
    cast: Cast, own: Contact, hidden: Account
) -> None:
    bens = account("Ben's", 1, owner=cast.ben.person)
    for choice in (bens.pk, None):
        with pytest.raises(AccessError, match="1 of these contacts works at an account that is not yours"):
            decide({own.pk: choice}, cast.ben, NOW)
    assert ContactAccount.objects.get(contact=own, ended_at=None).account == hidden
    assert (may_decide_on(own.pk, cast.ben), may_decide_on(own.pk, cast.ada)) == (False, True)
    decide({own.pk: hidden.pk}, cast.ada, NOW + DAY)
    with pytest.raises(AccessError, match="not yours to decide on"):
        undo([own.pk], cast.ben, NOW + 2 * DAY)
    assert decide({own.pk: bens.pk}, cast.ada, NOW + 3 * DAY).decided == (own.pk,)
    assert undo([own.pk], cast.ben, NOW + 4 * DAY).decided == (own.pk,)
