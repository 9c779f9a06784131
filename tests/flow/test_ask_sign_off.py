"""Sellers are asked by mail, through a real mail server, each once and in their language."""

import email
import email.policy
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from tests.conftest import Cast
from tests.flow.market import DAY, NOW, account, person
from tests.ports import free_port
from tests.waiting import SECONDS_OF_PATIENCE

from tiercel.core.errors import AccessError, DataError
from tiercel.flow.ask_sign_off import ask, ask_now
from tiercel.flow.jobs import run_waiting
from tiercel.flow.targets.sellers import sellers
from tiercel.flow.users import invitations
from tiercel.records.models import AuditEntry, Invitation, SignOffAsk, Target, User

pytestmark = pytest.mark.django_db(transaction=True)


class Box:
    """What the mail server took; it refuses the addresses in `refused`."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refused: set[str] = set()

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        found = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(found, EmailMessage)
        self.mails.append(found)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if mail["To"] == address]


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    """A mail server on loopback that the workspace sends by."""
    found = Box()
    port = free_port()
    server = Controller(found, hostname="127.0.0.1", port=port, ready_timeout=SECONDS_OF_PATIENCE)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.WORKSPACE = replace(
        settings.WORKSPACE, mail_url=f"smtp://127.0.0.1:{port}", public_url="https://tiercel.example"
    )
    yield found
    server.stop()


def waiting_for(user: User, *names: str) -> None:
    for name in names:
        Target.objects.create(account=account(name), tier=1, owner=user.person, made_at=NOW)


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_each_seller_gets_one_mail_in_their_language_with_a_link(cast: Cast, box: Box) -> None:
    waiting_for(cast.ben, "Acme", "Bolt")
    waiting_for(cast.chen, "Cargo")
    User.objects.filter(pk=cast.chen.pk).update(language="fa")
    found = ask(None, (NOW + 5 * DAY).date(), cast.ada, NOW)
    assert sorted(found.mails) == ["Ben", "Chen"]
    assert box.mails == []
    run_waiting()
    (to_ben,), (to_chen,) = box.to("ben@tiercel.example"), box.to("chen@tiercel.example")
    assert to_ben["Subject"] == "Your decision is wanted on 2 accounts"
    assert "https://tiercel.example/sign-off" in text_of(to_ben)
    assert "March 7, 2026" in text_of(to_ben)
    assert "Asked by Ada." in text_of(to_ben)
    assert "https://tiercel.example/sign-off" in text_of(to_chen)
    assert "March" not in text_of(to_chen)
    assert '<html lang="fa" dir="rtl">' in text_of(to_chen, "html")
    assert '<a href="https://tiercel.example/sign-off" dir="ltr"' in text_of(to_chen, "html")
    assert {seller.asked.state for seller in sellers(None) if seller.asked} == {"sent"}
    assert AuditEntry.objects.get(action="sign_off.asked").count == 2


def test_a_mail_that_fails_does_not_stop_the_others_and_may_be_asked_for_again(cast: Cast, box: Box) -> None:
    waiting_for(cast.ben, "Acme", "Bolt")
    waiting_for(cast.chen, "Cargo")
    box.refused.add("ben@tiercel.example")
    found, failed = ask_now(None, None, None, NOW)
    assert list(failed) == ["Ben"]
    assert len(box.to("chen@tiercel.example")) == 1
    assert next(seller.asked.state for seller in sellers(None) if seller.asked and seller.name == "Ben") == "failed"
    box.refused.clear()
    found, failed = ask_now(None, None, None, NOW + timedelta(minutes=1))
    assert (found.mails, found.lately, failed) == (("Ben",), ("Chen",), {})
    assert (len(box.to("ben@tiercel.example")), len(box.to("chen@tiercel.example"))) == (1, 1)


def test_asked_again_later_the_mail_says_that_it_is_a_reminder(cast: Cast, box: Box) -> None:
    waiting_for(cast.ben, "Acme")
    ask_now(None, None, None, NOW)
    ask_now(None, None, None, NOW + DAY)
    assert [mail["Subject"] for mail in box.mails] == [
        "Your decision is wanted on 1 account",
        "Reminder: your decision on 1 account",
    ]


def test_a_double_click_asks_once(cast: Cast, box: Box) -> None:
    waiting_for(cast.ben, "Acme")
    together = threading.Barrier(3)

    def click(_n: int) -> int:
        together.wait()
        try:
            return len(ask(None, None, cast.ada, NOW).mails)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as clicks:
        assert sum(clicks.map(click, range(3))) == 1
    run_waiting()
    assert len(box.mails) == 1


def test_a_job_that_is_run_twice_sends_once(cast: Cast, box: Box) -> None:
    from tiercel.flow.jobs import queue
    from tiercel.records.models import Job

    waiting_for(cast.ben, "Acme")
    ask(None, None, cast.ada, NOW)
    run_waiting()
    job = Job.objects.get()
    queue(job.kind, job.asked, job.by)
    run_waiting()
    assert len(box.mails) == 1


def test_without_a_mail_server_the_link_is_there_to_hand_over(cast: Cast) -> None:
    waiting_for(cast.ben, "Acme")
    found, failed = ask_now(None, None, None, NOW)
    assert (found.mails, found.by_hand, failed) == ((), ("Ben",), {})
    assert found.link.endswith("/sign-off")


def test_whom_nobody_signs_in_as_is_said_and_who_only_looks_is_not_asked(cast: Cast) -> None:
    waiting_for(cast.dara, "Acme")
    waiting_for(cast.ben, "Bolt")
    User.objects.filter(pk=cast.ben.pk).update(is_active=False)
    found, _failed = ask_now(None, None, None, NOW)
    assert sorted(found.not_asked) == ["Ben", "Dara"]
    assert {seller.name: seller.can for seller in sellers(None)} == {"Dara": "looks_only", "Ben": "no_user"}
    assert not SignOffAsk.objects.exists()


def test_who_is_asked_in_already_is_not_to_be_invited_again(cast: Cast) -> None:
    zoe = person("Zoe")
    Target.objects.create(account=account("Cargo", 900), tier=1, owner=zoe, made_at=NOW)
    assert [seller.can for seller in sellers(None)] == ["no_user"]
    invitations.invite("zoe@tiercel.example", "member", "Zoe", cast.ada)
    assert [(seller.can, seller.may_be_asked) for seller in sellers(None)] == [("invited", False)]
    invitations.take_back(Invitation.objects.get().pk, cast.ada)
    assert [seller.can for seller in sellers(None)] == ["no_user"]


def test_asking_needs_a_manager_somebody_who_waits_and_a_day_to_come(cast: Cast) -> None:
    with pytest.raises(DataError, match="Nothing waits"):
        ask(None, None, cast.ada, NOW)
    waiting_for(cast.ben, "Acme")
    with pytest.raises(AccessError):
        ask(None, None, cast.ben, NOW)
    with pytest.raises(DataError, match="is past"):
        ask(None, (NOW - DAY).date(), cast.ada, NOW)


def test_a_name_with_a_line_break_makes_no_header_of_its_own(cast: Cast, box: Box) -> None:
    waiting_for(cast.ben, "Acme")
    assert cast.ben.person
    cast.ben.person.name = "Ben\r\nBcc: eve@example.com"
    cast.ben.person.save()
    ask_now(None, None, None, NOW)
    (mail,) = box.mails
    assert mail["Bcc"] is None


def test_progress_counts_each_seller_by_tier_and_what_nobody_works_on(cast: Cast) -> None:
    waiting_for(cast.ben, "Acme", "Bolt")
    Target.objects.create(account=account("Cargo"), tier=2, owner=cast.ben.person, state="accepted", made_at=NOW)
    Target.objects.create(account=account("Dock"), tier=3, made_at=NOW)
    ben, nobody = sellers(None)
    assert (ben.counts.proposed, ben.counts.accepted, ben.tiers[1].proposed, ben.tiers[2].accepted) == (2, 1, 2, 1)
    assert (nobody.person, nobody.counts.proposed, nobody.may_be_asked) == (None, 1, False)
