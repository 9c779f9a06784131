"""What comes by mail, through a real mail server: invitations, new passwords, addresses to confirm."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.test import Client
from tests.conftest import PASSWORD, Cast
from tests.flow.market import person
from tests.ports import free_port
from tests.show.web.conftest import SignIn
from tests.waiting import SECONDS_OF_PATIENCE

from tiercel.flow.users import forgotten_password, invitations
from tiercel.records.models import AuditEntry, Invitation, User
from tiercel.show.web.mail import mail_settings

NEW = {"name": "Fay", "password": "a few good words", "again": "a few good words"}
FAY = "fay@tiercel.example"


@dataclass
class Post:
    """What a mail server has taken: to whom, and the text."""

    came: list[tuple[str, Message]] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd calls it so
        self.came += [(to, email.message_from_bytes(envelope.content)) for to in envelope.rcpt_tos]
        return "250 taken"

    def link(self) -> str:
        """The path of the link in the last mail."""
        text = self.came[-1][1].get_payload(0)
        assert isinstance(text, Message)
        payload = text.get_payload(decode=True)
        assert isinstance(payload, bytes)
        found = re.search(r"https://tiercel\.example(/\S+)", payload.decode())
        assert found, payload
        return found[1]


@pytest.fixture
def post(settings: Any, workspace: Any) -> Iterator[Post]:
    """A mail server of this machine, which the workspace sends by."""
    port = free_port()
    taken = Post()
    server = Controller(taken, hostname="127.0.0.1", port=port, ready_timeout=SECONDS_OF_PATIENCE)
    server.start()
    url = f"smtp://127.0.0.1:{port}"
    settings.WORKSPACE = replace(settings.WORKSPACE, mail_url=url, public_url="https://tiercel.example")
    for name, value in mail_settings(url).items():
        setattr(settings, name, value)
    yield taken
    server.stop()


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mails that leave beside the answer leave within it, so that the test need not wait."""

    class Now:
        def __init__(self, target: Any, args: Any, daemon: bool) -> None:
            self.run = lambda: target(*args)

        def start(self) -> None:
            self.run()

    monkeypatch.setattr(forgotten_password.threading, "Thread", Now)


def invite(browser: Client, **given: str) -> Any:
    return browser.post("/settings/users/invite", {"email": FAY, "role": "member", "person": ""} | given)


def test_fay_is_invited_by_mail_and_comes_in_with_a_name_and_password_of_her_own(
    post: Post, sign_in: SignIn, client: Client
) -> None:
    darcel = person("Darcel")
    assert invite(sign_in("ada"), role="manager", person="Darcel").status_code == 302
    (to, _mail), link = post.came[-1], post.link()
    assert to == FAY
    assert client.get(link)["Location"] == "/invitation"
    assert FAY in client.get("/invitation").content.decode()
    assert client.post("/invitation", NEW)["Location"] == "/"
    fay = User.objects.get(username="Fay")
    assert (fay.email, fay.role, fay.person) == (FAY, "manager", darcel)
    assert client.get("/accounts").status_code == 200


def test_a_link_opens_once(post: Post, sign_in: SignIn, client: Client) -> None:
    invite(sign_in("ada"))
    client.get(post.link())
    client.post("/invitation", NEW)
    other = Client()
    other.get(post.link())
    assert other.get("/invitation").status_code == 410
    assert other.post("/invitation", NEW | {"name": "Again"}).status_code == 410


def test_a_link_opens_for_seven_days_and_then_no_more(
    post: Post, sign_in: SignIn, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    invite(sign_in("ada"))
    later = invitations.utc_now() + timedelta(days=7, seconds=1)
    monkeypatch.setattr(invitations, "utc_now", lambda: later)
    client.get(post.link())
    assert client.get("/invitation").status_code == 410
    assert "has expired" in sign_in("ada").get("/settings/users").content.decode()


def test_sending_again_and_taking_back_end_the_older_link(post: Post, sign_in: SignIn, client: Client) -> None:
    invite(sign_in("ada"))
    first, made = post.link(), Invitation.objects.get()
    sign_in("ada").post(f"/settings/users/invitations/{made.pk}", {"act": "again"})
    second = post.link()
    client.get(first)
    assert client.get("/invitation").status_code == 410
    client.get(second)
    assert client.get("/invitation").status_code == 200
    sign_in("ada").post(f"/settings/users/invitations/{made.pk}", {"act": "back"})
    assert client.post("/invitation", NEW).status_code == 410
    assert FAY not in sign_in("ada").get("/settings/users").content.decode()


def test_of_the_link_only_a_hash_is_kept_and_its_secret_leaves_the_address(
    post: Post, sign_in: SignIn, client: Client
) -> None:
    invite(sign_in("ada"))
    token = post.link().rpartition("/")[2]
    assert token not in str(Invitation.objects.values())
    client.get(post.link())
    assert token not in str(dict(client.session))
    assert token not in client.get("/invitation").content.decode()


def test_mailed_links_lead_to_the_public_address_whatever_host_the_request_named(post: Post, sign_in: SignIn) -> None:
    sign_in("ada").post(
        "/settings/users/invite",
        {"email": FAY, "role": "member"},
        headers={"Host": "localhost", "X-Forwarded-Host": "evil.example"},
    )
    assert post.link().startswith("/invitation/")
    assert "evil" not in str(post.came[-1][1])


def test_a_name_with_a_line_break_adds_no_header_to_the_mail(post: Post, sign_in: SignIn, cast: Cast) -> None:
    User.objects.filter(pk=cast.ada.pk).update(username="Ada\nBcc: eve@evil.example")
    invite(sign_in("ada"))
    assert [to for to, _mail in post.came] == [FAY]
    assert post.came[-1][1]["Bcc"] is None


def test_where_no_mail_can_be_sent_the_link_is_shown_this_once(workspace: Any, sign_in: SignIn, client: Client) -> None:
    ada = sign_in("ada")
    page = invite(ada).content.decode()
    found = re.search(r"http://localhost:\d+(/invitation/[\w-]+)", page)
    assert found
    client.get(found[1])
    assert client.get("/invitation").status_code == 200
    assert found[1] not in ada.get("/settings/users").content.decode()


def test_nobody_but_an_owner_invites(sign_in: SignIn) -> None:
    assert invite(sign_in("ben")).status_code == 403
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [({"email": "ben@tiercel.example"}, "Another user has"), ({"email": "not a mail"}, "is not a mail address"),
     ({"role": "king"}, "There is no role"), ({"email": " "}, "A mail address is needed")],
)  # fmt: skip
def test_what_is_wrong_with_an_invitation_is_said(given: dict[str, str], said: str, sign_in: SignIn) -> None:
    answer = invite(sign_in("ada"), **given)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_forgotten_password_is_set_anew_by_a_link_that_opens_once(
    post: Post, at_once: None, cast: Cast, client: Client, sign_in: SignIn
) -> None:
    elsewhere = sign_in("ben")
    client.post("/forgotten", {"name": "Ben@tiercel.example"})
    link = post.link()
    assert client.get(link)["Location"] == "/forgotten/new"
    assert (
        client.post("/forgotten/new", {"password": "quite another phrase", "again": "quite another phrase"}).status_code
        == 302
    )
    assert elsewhere.get("/").status_code == 302
    assert client.post("/sign-in", {"name": "ben", "password": "quite another phrase"}).status_code == 302
    other = Client()
    other.get(link)
    assert other.get("/forgotten/new").status_code == 410


def test_the_answer_is_the_same_for_who_is_known_and_who_is_not(post: Post, at_once: None, cast: Cast) -> None:
    """Eve is known and shut out: nothing goes to her either."""
    texts = {
        re.sub(r"\w{64}", "", Client().post("/forgotten", {"name": name}).content.decode())
        for name in ("ben", "nobody", "eve", "nobody@tiercel.example")
    }
    assert len(texts) == 1
    assert [to for to, _mail in post.came] == ["ben@tiercel.example"]


@pytest.mark.usefixtures("no_time_passes")
def test_asking_for_links_over_and_over_gets_slow(post: Post, at_once: None, cast: Cast) -> None:
    answers = [Client().post("/forgotten", {"name": "ben"}).status_code for _ in range(8)]
    assert answers[-1] == 422
    assert len(post.came) < 8


@pytest.mark.parametrize("token", ["x", "MQ.x", ".", "MQ", "%00.x", "w4M.a-b", "9" * 400 + ".x-y"])
def test_a_made_up_link_opens_nothing(token: str, cast: Cast, client: Client) -> None:
    client.get(f"/forgotten/{token}")
    assert client.get("/forgotten/new").status_code == 410


def test_another_mail_address_holds_once_its_link_is_opened_by_its_owner(
    post: Post, sign_in: SignIn, cast: Cast
) -> None:
    ben = sign_in("ben")
    ben.post("/you/mail", {"email": "benjamin@tiercel.example", "password": "guessed"})
    assert post.came == []
    ben.post("/you/mail", {"email": "benjamin@tiercel.example", "password": PASSWORD})
    assert User.objects.get(username="ben").email == "ben@tiercel.example"
    sign_in("chen").get(post.link())
    assert User.objects.get(username="chen").email == "chen@tiercel.example"
    ben.get(post.link())
    assert User.objects.get(username="ben").email == "benjamin@tiercel.example"
    assert AuditEntry.objects.filter(action="users.mail_changed").count() == 1


def test_where_no_mail_can_be_sent_only_an_owner_changes_the_own_address(workspace: Any, sign_in: SignIn) -> None:
    for name in ("ben", "ada"):
        sign_in(name).post("/you/mail", {"email": f"{name}2@tiercel.example", "password": PASSWORD})
    assert User.objects.get(username="ben").email == "ben@tiercel.example"
    assert User.objects.get(username="ada").email == "ada2@tiercel.example"
