"""Mail keys are a manager's to make, shown once, proved by the provider, and unknown to the log and to write keys."""

import json
from datetime import timedelta

import pytest
from tests.collect.events.asking import Ask, Site
from tests.conftest import Cast
from tests.flow.market import NOW

from tiercel.core.errors import AccessError, DataError
from tiercel.core.settings import Settings
from tiercel.flow.events.keys import mail_key_file
from tiercel.flow.events.keys.choose_collecting import Choices
from tiercel.flow.events.keys.keep_mail_keys import (
    end_mail_key,
    find_mail_key,
    list_mail_keys,
    make_mail_key,
    see_mail_key,
    set_secret,
)
from tiercel.flow.events.keys.keep_write_keys import make_write_key, note_heard
from tiercel.records.models import AuditEntry, MailKey

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "mail:a-long-password"


def test_a_provider_sends_by_the_address_that_was_made_and_by_no_other(workspace: Settings) -> None:
    made = make_mail_key("Campaigns", "postmark", "", None, NOW)
    written = make_write_key("Website", Choices(), None, NOW)
    path = made.address.removeprefix(workspace.public_url)
    site = Site(workspace.workspace / "lake")
    event = {"RecordType": "Open", "MessageID": "m", "Recipient": "ada@example.com"}
    by_mail_key, by_write_key = site.ask(Ask(path, event), Ask(f"/mail/postmark/{written.key}", event))
    assert (by_mail_key.status, by_write_key.status) == (200, 401)
    [stored] = site.stored()
    assert (stored.source, stored.key) == ("Campaigns", made.key.shown)
    key = path.rpartition("/")[2]
    kept = [path.read_bytes() for path in (workspace.workspace / "lake").rglob("*") if path.is_file()]
    assert not any(key.encode() in content for content in kept)
    assert mail_key_file.path().stat().st_mode & 0o077 == 0


def test_a_secret_is_asked_for_as_soon_as_it_is_set_and_never_shown(workspace: Settings) -> None:
    made = make_mail_key("Campaigns", "postmark", PASSWORD, None, NOW)
    assert made.address.startswith(f"http://{PASSWORD}@localhost:8000/mail/postmark/mk_")
    assert PASSWORD not in repr(made.key)
    path = "/mail/" + made.address.partition("/mail/")[2]
    site = Site(workspace.workspace / "lake")
    event = {"RecordType": "Open", "MessageID": "m"}
    without, with_it = site.ask(Ask(path, event), Ask(path, event, headers=basic(PASSWORD)))
    assert (without.status, with_it.status) == (401, 200)
    assert without.headers["www-authenticate"].startswith("Basic")
    set_secret(made.key.id, "mail:another-password", None)
    assert [heard.status for heard in site.ask(Ask(path, event, headers=basic(PASSWORD)))] == [401]
    assert set_secret(made.key.id, "", None).is_proved is False
    assert [heard.status for heard in site.ask(Ask(path, event))] == [200]


def basic(secret: str) -> dict[str, str]:
    from base64 import b64encode

    return {"Authorization": f"Basic {b64encode(secret.encode()).decode()}"}


def test_an_ended_key_is_refused_and_its_secret_gone(workspace: Settings) -> None:
    made = make_mail_key("Campaigns", "postmark", PASSWORD, None, NOW)
    ended = end_mail_key(made.key.id, None, NOW)
    assert (ended.state, ended.works, MailKey.objects.get().secret) == ("ended", False, "")
    [entry] = json.loads(mail_key_file.path().read_bytes())["keys"].values()
    assert (entry["ended"], entry["secret"]) == (True, "")
    path = "/mail/" + made.address.partition("/mail/")[2]
    [heard] = Site(workspace.workspace / "lake").ask(Ask(path, {}, headers=basic(PASSWORD)))
    assert heard.status == 401
    acts = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert acts == ["mail_keys.made", "mail_keys.ended"]


@pytest.mark.parametrize(
    ("name", "provider", "secret", "said"),
    [("", "postmark", "", "at most 100"), ("x" * 101, "postmark", "", "at most 100"),
     ("Mails", "pigeon", "", "There are: amazon_ses, brevo"), ("Mails", "sendgrld", "", "sendgrid"),
     ("Mails", "sendgrid", "no key", "SendGrid cannot prove itself by that"),
     ("Mails", "postmark", "x" * 2001, "too long"), ("website", "postmark", "", "name of its own")],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(
    name: str, provider: str, secret: str, said: str, workspace: Settings
) -> None:
    make_write_key("Website", Choices(), None, NOW)
    with pytest.raises(DataError, match=said):
        make_mail_key(name, provider, secret, None, NOW)
    assert not MailKey.objects.exists()


def test_a_write_key_cannot_take_the_name_of_a_mail_key(workspace: Settings) -> None:
    make_mail_key("Website", "postmark", "", None, NOW)
    with pytest.raises(DataError, match="name of its own"):
        make_write_key("WEBSITE", Choices(), None, NOW)


def test_only_managers_and_owners_see_or_touch_them(cast: Cast, workspace: Settings) -> None:
    made = make_mail_key("Campaigns", "postmark", "", cast.ada, NOW).key
    acts = (
        list_mail_keys,
        lambda by: see_mail_key(made.id, by),
        lambda by: make_mail_key("Others", "postmark", "", by, NOW),
        lambda by: set_secret(made.id, PASSWORD, by),
        lambda by: end_mail_key(made.id, by, NOW),
    )
    for by in (cast.ben, cast.dara):
        for act in acts:
            with pytest.raises(AccessError):
                act(by)
    assert see_mail_key(made.id, cast.ada) == made


def test_a_key_is_found_by_its_number_its_name_or_how_it_begins(workspace: Settings) -> None:
    made = make_mail_key("Campaigns", "mailgun", "", None, NOW).key
    for called in (str(made.id), "campaigns", made.shown):
        assert find_mail_key(called, None) == made
    with pytest.raises(DataError, match="There are: Campaigns"):
        find_mail_key("Others", None)


def test_it_is_known_when_a_provider_was_last_heard(workspace: Settings) -> None:
    made = make_mail_key("Campaigns", "mailgun", "", None, NOW).key
    note_heard({"Campaigns": NOW + timedelta(hours=1)})
    found = see_mail_key(made.id, None)
    assert found is not None
    assert found.last_heard_at == NOW + timedelta(hours=1)
