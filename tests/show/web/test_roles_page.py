"""What a contact is in a purchase, on the list of people and on their own page, corrected there and taken back."""

import pytest
from tests.flow.market import NOW
from tests.show.web.conftest import SignIn

from tiercel.records.models import Contact, ContactRole, Job

pytestmark = pytest.mark.django_db


def person(name: str, *labels: str) -> Contact:
    made = Contact.objects.create(name=name, title="Chief Financial Officer", received_at=NOW)
    values = dict(zip(("seniority", "department", "buying_role"), labels, strict=True))
    sure = {f"{value}_confidence": 0.7 for value in values}
    ContactRole.objects.create(
        contact=made, **values, **sure, title=made.title, because=["chief financial officer"], made_at=NOW
    )
    return made


def test_the_list_shows_and_filters_roles(sign_in: SignIn) -> None:
    person("Ada Marsh", "c_level", "finance", "economic_buyer")
    person("Ben Reed", "manager", "sales", "influencer")
    page = sign_in("ben").get("/people?seniority=c_level").content.decode()
    assert "Economic buyer" in page
    assert "Ada Marsh" in page
    assert "Ben Reed" not in page


def test_the_page_of_a_person_says_why_and_takes_a_correction(sign_in: SignIn) -> None:
    ada, ben = person("Ada Marsh", "c_level", "finance", "economic_buyer"), sign_in("ben")
    page = ben.get(f"/people/{ada.pk}").content.decode()
    for said in ("Economic buyer", "C level", "Finance", "70%", "read from the job title", "chief financial officer"):
        assert said in page
    form = {"buying_role": "champion", "seniority": "vp", "department": "finance"}
    assert "somebody corrected it" in ben.post(f"/people/{ada.pk}/role", form, follow=True).content.decode()
    assert ContactRole.objects.get(contact=ada, ended_at__isnull=True).buying_role == "champion"
    ben.post(f"/people/{ada.pk}/role", {"act": "undo"})
    assert ContactRole.objects.get(contact=ada, ended_at__isnull=True).method == "title"


def test_a_reader_corrects_nothing_and_nonsense_changes_nothing(sign_in: SignIn) -> None:
    ada = person("Ada Marsh", "c_level", "finance", "economic_buyer")
    assert sign_in("dara").post(f"/people/{ada.pk}/role", {"buying_role": "user"}).status_code == 403
    assert "Correct" not in sign_in("dara").get(f"/people/{ada.pk}").content.decode()
    sign_in("ben").post(f"/people/{ada.pk}/role", {"buying_role": "x", "seniority": "vp", "department": "finance"})
    assert ContactRole.objects.count() == 1


def test_corrections_are_seen_by_all_taken_back_by_members_and_learnt_from_by_managers(sign_in: SignIn) -> None:
    assert "Nothing is corrected yet" in sign_in("dara").get("/people/corrections").content.decode()
    form = {"buying_role": "champion", "seniority": "vp", "department": "sales"}
    several = [person(f"Ada {number}", "c_level", "finance", "economic_buyer") for number in range(5)]
    for one in several:
        sign_in("ben").post(f"/people/{one.pk}/role", form)
    page = sign_in("dara").get("/people/corrections").content.decode()
    assert "Vice president" in page
    assert "Finance" in page
    assert "Take back" not in page
    member = sign_in("ben").get("/people/corrections").content.decode()
    assert "Take back" in member
    assert "Learn from these" not in member
    assert "Learn from these" in sign_in("ada").get("/people/corrections").content.decode()
    sign_in("ada").post("/people/corrections/learn")
    assert Job.objects.filter(kind="roles.learning", state=Job.QUEUED).count() == 1
    back = {"act": "undo", "next": "/people/corrections"}
    assert sign_in("ben").post(f"/people/{several[0].pk}/role", back).headers["Location"] == "/people/corrections"
    assert "From 5 corrected titles on" in sign_in("ada").get("/people/corrections").content.decode()
