"""Write keys are a manager's to make, one working key has a name, and collectors read them from one file."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import Cast
from tests.flow.market import NOW

from tiercel.core.errors import AccessError, DataError
from tiercel.core.settings import Settings
from tiercel.flow.events.keys import write_key_file
from tiercel.flow.events.keys.choose_collecting import Choices, origin
from tiercel.flow.events.keys.keep_write_keys import (
    change_write_key,
    end_write_key,
    find_write_key,
    list_write_keys,
    make_write_key,
    note_heard,
    resume_write_key,
    see_write_key,
)
from tiercel.records.models import AuditEntry, User, WriteKey

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def in_a_workspace(workspace: Settings) -> None:
    """The file of the keys goes into a folder of its own."""


def in_file() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads(write_key_file.path().read_bytes())["keys"]
    return found


def test_collectors_read_a_key_as_soon_as_it_is_made_changed_or_ended() -> None:
    made = make_write_key("Website", Choices(("www.example.com",), forms="mail"), None, NOW)
    assert in_file() == {
        made.key: {
            "name": "Website",
            "ended": False,
            "origins": ["https://www.example.com"],
            "consent": "wait",
            "storage": "cookie",
            "on_gpc": "nothing",
            "forms": "mail",
        }
    }
    change_write_key(made.id, "Shop", Choices(storage="none"), None)
    assert (in_file()[made.key]["name"], in_file()[made.key]["storage"]) == ("Shop", "none")
    end_write_key(made.id, None, NOW)
    assert in_file()[made.key]["ended"] is True
    resume_write_key(made.id, None)
    assert in_file()[made.key]["ended"] is False
    acts = ["write_keys.made", "write_keys.changed", "write_keys.ended", "write_keys.resumed"]
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == acts


def test_what_is_rolled_back_never_reaches_the_file() -> None:
    make_write_key("Website", Choices(), None, NOW)
    with transaction.atomic():
        make_write_key("Shop", Choices(), None, NOW)
        transaction.set_rollback(True)
    assert [each["name"] for each in in_file().values()] == ["Website"]


def test_a_file_that_was_lost_is_written_again_and_one_that_says_the_same_is_left_alone() -> None:
    make_write_key("Website", Choices(), None, NOW)
    write_key_file.path().unlink()
    write_key_file.write_out()
    before = write_key_file.path().stat()
    write_key_file.write_out()
    after = write_key_file.path().stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert [each["name"] for each in in_file().values()] == ["Website"]


def test_of_keys_made_at_once_the_file_has_every_one() -> None:
    def make(name: str) -> None:
        try:
            make_write_key(name, Choices(), None, NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=make, args=(f"Site {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(str(each["name"]) for each in in_file().values()) == [f"Site {n}" for n in range(8)]


def test_two_keys_that_work_never_share_a_name_and_an_ended_one_gives_it_free() -> None:
    first = make_write_key("Website", Choices(), None, NOW)
    with pytest.raises(DataError, match="name of its own"):
        make_write_key(" WEBSITE ", Choices(), None, NOW)
    end_write_key(first.id, None, NOW)
    second = make_write_key("Website", Choices(), None, NOW)
    assert second.key != first.key
    with pytest.raises(DataError, match="name of its own"):
        resume_write_key(first.id, None)
    assert [row.id for row in list_write_keys(None)] == [second.id, first.id]


def test_only_managers_and_owners_see_or_touch_them(cast: Cast) -> None:
    made = make_write_key("Website", Choices(), cast.ada, NOW)
    assert made.made_by == "ada"
    acts = (
        list_write_keys,
        lambda by: see_write_key(made.id, by),
        lambda by: make_write_key("Shop", Choices(), by, NOW),
        lambda by: change_write_key(made.id, "Shop", Choices(), by),
        lambda by: end_write_key(made.id, by, NOW),
        lambda by: resume_write_key(made.id, by),
    )
    for by in (cast.ben, cast.dara):
        for act in acts:
            with pytest.raises(AccessError):
                act(by)
    assert WriteKey.objects.count() == 1
    User.objects.filter(pk=cast.chen.pk).update(role="manager")
    cast.chen.refresh_from_db()
    assert see_write_key(made.id, cast.chen) == made


def test_saving_what_is_already_so_is_no_act() -> None:
    made = make_write_key("Website", Choices(("https://a.example",)), None, NOW)
    change_write_key(made.id, "Website", made.choices, None)
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == ["write_keys.made"]


@pytest.mark.parametrize(
    "wrong",
    [Choices(consent="never"), Choices(storage="all"), Choices(on_gpc=""), Choices(forms="values"),
     Choices(("javascript:alert(1)",)), Choices(("https://*.example.com",)), Choices(("https://u:p@example.com",)),
     Choices(("https://[::1",)), Choices(("https://",)), Choices(("https://a.example:99999",)),
     Choices(tuple(f"{n}.example" for n in range(51)))],
)  # fmt: skip
def test_a_choice_that_there_is_not_is_refused_in_words(wrong: Choices) -> None:
    with pytest.raises(DataError):
        make_write_key("Website", wrong, None, NOW)
    assert not WriteKey.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_a_key_needs_a_name(name: str) -> None:
    with pytest.raises(DataError, match="at most 100"):
        make_write_key(name, Choices(), None, NOW)


@settings(max_examples=25)
@given(host=st.from_regex(r"[a-z][a-z0-9]{0,10}(\.[a-z]{2,5}){1,2}", fullmatch=True), port=st.integers(1, 65535))
def test_a_site_stays_what_it_is_once_it_is_written_as_browsers_write_it(host: str, port: int) -> None:
    for text in (host, f"http://{host}", f"https://{host}:{port}/a?b#c"):
        assert origin(origin(text)) == origin(text)
        assert "/" not in origin(text).partition("://")[2]


def test_a_key_is_found_by_its_number_its_name_or_itself() -> None:
    made = make_write_key("Website", Choices(), None, NOW)
    for called in (str(made.id), "website", made.key):
        assert find_write_key(called, None) == made
    with pytest.raises(DataError, match="There are: Website"):
        find_write_key("Blog", None)


def test_when_a_source_was_last_heard_only_moves_on_and_belongs_to_the_key_that_had_the_name() -> None:
    old = make_write_key("Website", Choices(), None, NOW)
    end_write_key(old.id, None, NOW + timedelta(hours=1))
    new = make_write_key("Website", Choices(), None, NOW + timedelta(hours=2))
    note_heard({"Website": NOW + timedelta(hours=3), "Unknown": NOW})
    note_heard({"Website": NOW + timedelta(hours=2, minutes=30)})
    heard = dict(WriteKey.objects.values_list("pk", "last_heard_at"))
    assert heard == {old.id: None, new.id: NOW + timedelta(hours=3)}
