"""The page of people whose account is not sure: by form and by key, one and many, and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from tests.flow.market import NOW, account
from tests.show.web.conftest import SignIn

from tiercel.records.models import Account, Contact, ContactAccount, MatchDecision, MatchRun, MatchSuggestion

pytestmark = pytest.mark.django_db
PAGE = "/people/unmatched"


@pytest.fixture
def acme() -> Account:
    return account("Acme", country="DE", employees=900)


@pytest.fixture
def ada(acme: Account) -> Contact:
    return waiting("Ada Marsh", acme)


def waiting(name: str, offered: Account, confidence: float = 0.7, **more: Any) -> Contact:
    made = Contact.objects.create(
        name=name,
        emails=[f"{name.split(maxsplit=1)[0].lower()}@acme-old.example"],
        company="Acme Old",
        received_at=NOW,
        **more,
    )
    MatchSuggestion.objects.create(
        contact=made, account=offered, rank=1, method="close_name", confidence=confidence, made_at=NOW,
        evidence={"name": 0.82, "country": "other", "domain": "acme-old.example", "alike": True},
    )  # fmt: skip
    return made


def at(contact: Contact) -> int | None:
    link = ContactAccount.objects.filter(contact=contact, ended_at__isnull=True).first()
    return link.account_id if link else None


def test_who_waits_stands_there_with_suggestions_and_evidence_in_words(ada: Contact, sign_in: SignIn) -> None:
    page = sign_in("ben").get(PAGE).content.decode()
    for said in ("Ada Marsh", "Acme Old", "acme-old.example", "Acme", "is close to its name", "another country", "70%"):
        assert said in page
    assert "Accept Acme for Ada Marsh" in page


def test_the_web_site_that_a_suggestion_rests_on_stands_there(acme: Account, sign_in: SignIn) -> None:
    ben = waiting("Ben Okoro", acme, websites=["acme.example"])
    MatchSuggestion.objects.filter(contact=ben).update(method="website", evidence={"website": "acme.example"})
    page = _bare(sign_in("ben").get(PAGE).content.decode())
    assert "the company's web site, acme.example" in page.replace("&#x27;", "'")
    assert "Web site of the company" in page


def test_a_reader_sees_the_queue_and_no_button(ada: Contact, sign_in: SignIn) -> None:
    page = sign_in("dara").get(PAGE).content.decode()
    assert "Ada Marsh" in page
    assert "unmatched/" not in page.replace("/people/unmatched?", "")


def test_accepting_and_undoing_by_a_plain_form(ada: Contact, acme: Account, sign_in: SignIn) -> None:
    ben = sign_in("ben")
    ben.post(f"{PAGE}/{ada.pk}/decide", {"account": acme.pk})
    assert at(ada) == acme.pk
    assert "Ada Marsh" not in ben.get(PAGE).content.decode()
    assert "acme-old.example is a domain of this account" in _bare(ben.get(f"/people/{ada.pk}").content.decode())
    ben.post(f"{PAGE}/{ada.pk}/undo")
    assert at(ada) is None
    assert "Ada Marsh" in ben.get(PAGE).content.decode()


def test_a_part_of_the_page_is_answered_with_that_part(ada: Contact, acme: Account, sign_in: SignIn) -> None:
    ben, part = sign_in("ben"), {"HX-Request": "true"}
    done = ben.post(f"{PAGE}/{ada.pk}/decide", {"account": "none"}, headers=part).content.decode()
    assert "<html" not in done
    assert "is at none of our accounts" in done
    again = ben.post(f"{PAGE}/{ada.pk}/undo", headers=part).content.decode()
    assert f'id="match-{ada.pk}"' in again
    assert "<html" not in again


def test_another_account_is_found_by_its_name(ada: Contact, sign_in: SignIn) -> None:
    birch = account("Birchwood")
    ben = sign_in("ben")
    found = ben.get(f"{PAGE}/{ada.pk}/accounts?q=birch", headers={"HX-Request": "true"}).content.decode()
    assert "Birchwood" in found
    assert "Acme" not in found
    ben.post(f"{PAGE}/{ada.pk}/decide", {"account": birch.pk})
    assert at(ada) == birch.pk


def test_many_are_accepted_above_a_confidence_and_taken_back_as_one(
    ada: Contact, acme: Account, sign_in: SignIn
) -> None:
    less = waiting("Ben Reed", acme, 0.5)
    ben = sign_in("ben")
    page = ben.post(f"{PAGE}/accept", {"at_least": "0.7"}, follow=True).content.decode()
    assert (at(ada), at(less)) == (acme.pk, None)
    made_at = page.split('name="made_at" value="')[1].split('"')[0]
    ben.post(f"{PAGE}/take-back", {"made_at": made_at.replace("&#x2B;", "+")})
    assert at(ada) is None
    assert not MatchDecision.objects.filter(ended_at__isnull=True).exists()


def test_nonsense_is_answered_and_changes_nothing(ada: Contact, sign_in: SignIn) -> None:
    ben = sign_in("ben")
    for form in ({}, {"account": "x"}, {"account": "999999"}, {"account": str(2**80)}):
        assert ben.post(f"{PAGE}/{ada.pk}/decide", form).status_code in (302, 400, 422)
    assert ben.post(f"{PAGE}/accept", {"at_least": "nan"}).status_code == 302
    assert ben.get(f"{PAGE}?after=xyz&method=nothing").status_code == 200
    assert ben.get(f"{PAGE}/{ada.pk}/decide").status_code == 405
    assert at(ada) is None


def test_managers_match_again_and_take_a_run_back(acme: Account, ada: Contact, sign_in: SignIn) -> None:
    run = MatchRun.objects.create(
        made_at=NOW, version=0, found={"attached": 1, "moved": 0, "detached": 0, "waiting": 1}
    )
    ContactAccount.objects.create(contact=ada, account=acme, method="domain", confidence=0.99, made_at=NOW, run=run)
    owner = sign_in("ada")
    assert "Take back" in owner.get(PAGE).content.decode()
    owner.post(f"{PAGE}/runs/{run.pk}/undo")
    assert at(ada) is None
    assert sign_in("ben").post(f"{PAGE}/runs/{run.pk}/undo").status_code == 403


def test_the_page_of_a_person_says_why_they_are_at_their_account(acme: Account, sign_in: SignIn) -> None:
    ben = Contact.objects.create(name="Ben Reed", emails=["ben@acme.example"], received_at=NOW)
    run = MatchRun.objects.create(made_at=NOW, version=3)
    ContactAccount.objects.create(
        contact=ben, account=acme, method="domain", confidence=0.99, made_at=NOW, run=run,
        evidence={"domain": "acme.example"},
    )  # fmt: skip
    page = _bare(sign_in("dara").get(f"/people/{ben.pk}").content.decode())
    for said in ("Why this account?", "Domain of the mail address", "99% sure", "a mail address at acme.example"):
        assert said in page


def test_the_list_of_people_says_how_many_wait(ada: Contact, sign_in: SignIn) -> None:
    assert "1 waits for its account" in sign_in("ben").get("/people").content.decode()


def _bare(page: str) -> str:
    return page.replace("\u2068", "").replace("\u2069", "")
