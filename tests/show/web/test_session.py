"""The first owner, signing in and out, passwords and languages."""

import pytest
from django.test import Client
from tests.conftest import PASSWORD, Cast
from tests.show.web.conftest import SignIn

from tiercel.core.clock import utc_now
from tiercel.flow.api.keep_keys import list_keys, make_key
from tiercel.records.models import User

OWNER = {"name": "Ada", "email": "ada@tiercel.example", "password": "a few good words", "again": "a few good words"}


@pytest.mark.django_db
def test_the_first_visitor_of_an_empty_workspace_makes_its_owner_and_is_signed_in(client: Client) -> None:
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/first-run"
    answer = client.post("/first-run", OWNER, follow=True)
    assert answer.redirect_chain[-1][0] == "/"
    assert User.objects.get().role == "owner"


def test_nobody_can_make_a_second_owner_that_way(cast: Cast, client: Client) -> None:
    assert client.post("/first-run", OWNER)["Location"] == "/sign-in"
    assert User.objects.filter(username="Ada").count() == 0


@pytest.mark.django_db
def test_a_weak_password_is_refused_with_the_reason_and_what_was_typed_stays(client: Client) -> None:
    answer = client.post("/first-run", OWNER | {"password": "password", "again": "password"})
    assert answer.status_code == 422
    assert "too short" in answer.content.decode()
    assert 'value="ada@tiercel.example"' in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("called", ["ada", "ADA", "ada@tiercel.example", "Ada@Tiercel.Example"])
def test_ada_signs_in_by_name_or_mail_address_in_any_case(called: str, cast: Cast, client: Client) -> None:
    answer = client.post("/sign-in", {"name": called, "password": PASSWORD, "next": "/accounts?q=acme"})
    assert answer["Location"] == "/accounts?q=acme"


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(cast: Cast, client: Client) -> None:
    answers = [client.post("/sign-in", {"name": name, "password": "not it at all"}) for name in ("ada", "nobody")]
    texts = [answer.content.decode().replace("nobody", "ada") for answer in answers]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert 'class="wrong"' in texts[0]
    assert texts[0].partition('class="wrong"')[2][:200] == texts[1].partition('class="wrong"')[2][:200]


def test_eve_whose_access_was_taken_away_cannot_come_in_with_the_right_password(cast: Cast, client: Client) -> None:
    assert client.post("/sign-in", {"name": "eve", "password": PASSWORD}).status_code == 422


@pytest.mark.usefixtures("no_time_passes")
def test_guessing_gets_slow_also_for_the_right_password(cast: Cast, client: Client) -> None:
    for _ in range(7):
        client.post("/sign-in", {"name": "ada", "password": "wrong wrong wrong"})
    answer = client.post("/sign-in", {"name": "ada", "password": PASSWORD})
    assert answer.status_code == 422
    assert "Too many attempts" in answer.content.decode()


def test_a_few_slips_do_not_slow_anybody(cast: Cast, client: Client) -> None:
    for _ in range(3):
        client.post("/sign-in", {"name": "ada", "password": "wrong wrong wrong"})
    assert client.post("/sign-in", {"name": "ada", "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_signing_in_never_leads_elsewhere(elsewhere: str, cast: Cast, client: Client) -> None:
    answer = client.post("/sign-in", {"name": "ada", "password": PASSWORD, "next": elsewhere})
    assert answer["Location"] == "/"


def test_sign_out_ends_the_session(sign_in: SignIn) -> None:
    client = sign_in("ada")
    client.post("/sign-out")
    assert client.get("/").status_code == 302


def test_a_changed_password_keeps_this_browser_and_ends_the_others(sign_in: SignIn) -> None:
    here, elsewhere = sign_in("ben"), sign_in("ben")
    given = {"old": PASSWORD, "password": "quite another phrase", "again": "quite another phrase"}
    assert here.post("/password", given).status_code == 302
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302


@pytest.mark.parametrize("asked", [True, False])
def test_keys_of_the_api_end_with_the_password_only_where_that_is_asked_for(
    asked: bool, sign_in: SignIn, cast: Cast
) -> None:
    now = utc_now()
    for user in (cast.ben, cast.ada):
        make_key("sync", ["data:read"], 30, user, known=["data:read"], by=user, now=now)
    page = sign_in("ben")
    assert 'name="keys"' in page.get("/password").content.decode()
    given = {"old": PASSWORD, "password": "quite another phrase", "again": "quite another phrase"}
    page.post("/password", given | ({"keys": "end"} if asked else {}))
    assert [key.state for key in list_keys(cast.ben, utc_now())] == ["revoked" if asked else "works"]
    assert [key.state for key in list_keys(cast.ada, utc_now()) if key.user == "ada"] == ["works"]
    assert ('name="keys"' in page.get("/password").content.decode()) is not asked


def test_the_language_is_kept_on_the_user_and_turns_the_page_around(sign_in: SignIn, cast: Cast) -> None:
    sign_in("dara").post("/language", {"language": "fa", "next": "/"})
    page = sign_in("dara").get("/").content.decode()
    assert '<html lang="fa" dir="rtl"' in page
    assert "tabler.rtl.min.css" in page


def test_an_unknown_language_changes_nothing(sign_in: SignIn) -> None:
    client = sign_in("dara")
    client.post("/language", {"language": "tlh"})
    assert 'lang="en"' in client.get("/").content.decode()


def test_the_owner_adds_ben_who_may_then_sign_in(sign_in: SignIn, client: Client) -> None:
    given = {
        "name": "New Ben",
        "email": "nb@tiercel.example",
        "role": "member",
        "password": "a few good words",
        "again": "a few good words",
    }
    assert sign_in("ada").post("/settings/users", given).status_code == 302
    assert client.post("/sign-in", {"name": "New Ben", "password": "a few good words"}).status_code == 302


def test_the_last_owner_stays_owner(sign_in: SignIn, cast: Cast) -> None:
    answer = sign_in("ada").post(f"/settings/users/{cast.ada.pk}", {"role": "reader", "active": "yes"}, follow=True)
    assert "A workspace needs an owner" in answer.content.decode()
    cast.ada.refresh_from_db()
    assert cast.ada.role == "owner"
