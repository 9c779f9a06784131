"""Your settings: the name, the sessions and how they end; and what the trail keeps of all that."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import translation
from tests.conftest import PASSWORD, Cast
from tests.show.web.conftest import SignIn

from tiercel.flow.users import sessions
from tiercel.records.models import AuditEntry, User
from tiercel.show.web.devices import device

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1"


def signed_in(name: str, agent: str = FIREFOX) -> Client:
    client = Client(headers={"User-Agent": agent})
    assert client.post("/sign-in", {"name": name, "password": PASSWORD}).status_code == 302
    return client


def test_ben_sees_his_browsers_in_words_with_this_one_first(cast: Cast) -> None:
    phone, laptop = signed_in("ben", SAFARI), signed_in("ben")
    page = laptop.get("/you").content.decode()
    assert page.index("Firefox on Windows") < page.index("this one") < page.index("Safari on iPhone")
    assert "127.0.0.1" in page
    assert phone.get("/you").status_code == 200


def test_nobody_else_sees_from_where_ben_is_signed_in(cast: Cast) -> None:
    signed_in("ben")
    ada = signed_in("ada")
    for path in ("/settings/users", "/settings/audit"):
        assert "127.0.0.1" not in ada.get(path).content.decode()


def test_ben_ends_one_session_or_all_others(cast: Cast) -> None:
    phone, tablet, laptop = signed_in("ben", SAFARI), signed_in("ben"), signed_in("ben")
    theirs = {row.agent: row.id for row in sessions.list_sessions(cast.ben, laptop.session.session_key)}
    laptop.post("/you/sessions/end", {"session": theirs[SAFARI]})
    assert phone.get("/you").status_code == 302
    assert tablet.get("/you").status_code == 200
    laptop.post("/you/sessions/end", {"session": "others"})
    assert tablet.get("/you").status_code == 302
    assert laptop.get("/you").status_code == 200


def test_ben_cannot_end_the_session_of_chen(cast: Cast) -> None:
    chen, ben = signed_in("chen"), signed_in("ben")
    (theirs,) = sessions.list_sessions(cast.chen, None)
    ben.post("/you/sessions/end", {"session": theirs.id})
    assert chen.get("/you").status_code == 200


@pytest.mark.parametrize("which", ["", "x", "-1", "9" * 30, "²"])
def test_a_session_that_is_none_ends_nothing(which: str, cast: Cast) -> None:
    ben = signed_in("ben")
    assert ben.post("/you/sessions/end", {"session": which}).status_code == 302
    assert ben.get("/you").status_code == 200


def test_an_owner_ends_all_sessions_of_ben_those_without_a_row_too(cast: Cast, sign_in: SignIn) -> None:
    known, unknown = signed_in("ben"), sign_in("ben")
    sessions.UserSession.objects.filter(session_key=unknown.session.session_key).delete()
    signed_in("ada").post(f"/settings/users/{cast.ben.pk}/sessions")
    assert [client.get("/you").status_code for client in (known, unknown)] == [302, 302]


def test_who_is_let_in_again_has_to_sign_in_anew(cast: Cast) -> None:
    ben, ada = signed_in("ben"), signed_in("ada")
    ada.post(f"/settings/users/{cast.ben.pk}", {"role": "member"})
    ada.post(f"/settings/users/{cast.ben.pk}", {"role": "member", "active": "yes"})
    assert ben.get("/you").status_code == 302


def test_a_session_of_before_is_not_the_one_after_signing_in(cast: Cast, client: Client) -> None:
    """Whoever planted a session's key in a browser does not come in by it."""
    client.get("/forgotten/x")
    session = client.session
    session["planted"] = True
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post("/sign-in", {"name": "ben", "password": PASSWORD})
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_ben_takes_another_name_and_signs_in_by_it(cast: Cast) -> None:
    signed_in("ben").post("/you/name", {"name": "  Benjamin  B. "})
    assert User.objects.get(pk=cast.ben.pk).username == "Benjamin B."
    signed_in("benjamin b.")


def test_nobody_takes_the_name_of_another(cast: Cast) -> None:
    page = signed_in("ben").post("/you/name", {"name": "ADA"}, follow=True)
    assert "There is a user" in page.content.decode()
    assert User.objects.get(pk=cast.ben.pk).username == "ben"


def test_signing_in_out_and_in_vain_is_noted_without_what_was_typed(cast: Cast) -> None:
    signed_in("ben").post("/sign-out")
    Client().post("/sign-in", {"name": "ben", "password": "my secret of another site"})
    Client().post("/sign-in", {"name": "typed my password here", "password": ""})
    noted = [(act.action, act.by, act.row, act.via) for act in AuditEntry.objects.order_by("id")]
    assert noted == [
        ("session.begun", cast.ben, cast.ben.pk, "page"),
        ("session.ended", cast.ben, cast.ben.pk, "page"),
        ("session.refused", None, cast.ben.pk, "page"),
        ("session.refused", None, None, "page"),
    ]
    assert "secret" not in str(AuditEntry.objects.values())
    assert "typed" not in str(AuditEntry.objects.values())


@pytest.mark.parametrize(
    ("agent", "said"),
    [(FIREFOX, "Firefox on Windows"), (SAFARI, "Safari on iPhone"), ("curl/8.5", "curl"),
     ("", "A browser that does not say what it is"), ("<script>", "A browser that does not say what it is")],
)  # fmt: skip
def test_a_browser_is_named_as_its_owner_knows_it(agent: str, said: str) -> None:
    with translation.override("en"):
        assert device(agent) == said
