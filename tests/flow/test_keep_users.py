"""Who may sign in: the first owner once, others by an owner, and never a workspace without one."""

import threading

import pytest
from django.db import connections
from tests.conftest import PASSWORD, Cast
from tests.flow.market import person

from tiercel.core.errors import AccessError, DataError, TiercelError
from tiercel.flow import keep_users
from tiercel.records.models import User


def test_each_role_may_all_that_the_next_may(cast: Cast) -> None:
    assert [keep_users.may(cast.ada, role) for role in keep_users.ROLES] == [True, True, True, True]
    assert [keep_users.may(cast.ben, role) for role in keep_users.ROLES] == [True, True, False, False]
    assert not keep_users.may(cast.eve, "reader")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_want_to_be_the_first_owner_at_once_one_is() -> None:
    came_of: list[str] = []

    def try_it(name: str) -> None:
        try:
            keep_users.make_owner(name, f"{name}@x.example", "a few good words")
            came_of.append("owner")
        except TiercelError:
            came_of.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=try_it, args=(name,)) for name in ("Ada", "Eve", "Mallory")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came_of) == ["owner", "refused", "refused"]
    assert User.objects.count() == 1


def test_only_an_owner_adds_users_and_the_command_line_may_too(cast: Cast) -> None:
    with pytest.raises(AccessError):
        keep_users.add_user("Fay", "reader", password=PASSWORD, by=cast.ben)
    assert keep_users.add_user("Fay", "reader", password=PASSWORD, by=None).role == "reader"


def test_a_user_stands_for_somebody_of_the_team_by_name(cast: Cast) -> None:
    person("Darcel Schlecht")
    assert keep_users.add_user("darcel", "member", person="darcel schlecht", password=PASSWORD, by=cast.ada).person
    with pytest.raises(DataError, match="Did you mean 'Darcel Schlecht'"):
        keep_users.add_user("other", "member", person="Darcel Schlech", password=PASSWORD, by=cast.ada)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": "ADA"}, "already"),
        ({"name": " "}, "name is needed"),
        ({"email": "not a mail"}, "is not a mail address"),
        ({"email": "BEN@tiercel.example"}, "Another user"),
        ({"role": "king"}, "There is no role"),
        ({"password": "short"}, "too short"),
    ],
)
def test_what_is_wrong_with_a_new_user_is_said(given: dict[str, str], said: str, cast: Cast) -> None:
    values = {"name": "Fay", "email": "fay@x.example", "role": "reader", "password": "a few good words"} | given
    name, role = values.pop("name"), values.pop("role")
    with pytest.raises(DataError, match=said):
        keep_users.add_user(name, role, by=cast.ada, **values)


def test_where_two_share_a_mail_address_only_names_sign_in(cast: Cast) -> None:
    User.objects.filter(username="ben").update(email="ada@tiercel.example")
    assert keep_users.user_called("ada@tiercel.example") is None
    assert keep_users.user_called("ada") == cast.ada


def test_an_owner_may_go_when_another_stays(cast: Cast) -> None:
    keep_users.change_user(cast.ben.pk, role="owner", is_active=True, by=cast.ada)
    cast.ben.refresh_from_db()
    keep_users.change_user(cast.ada.pk, role="reader", is_active=True, by=cast.ada)
    with pytest.raises(DataError, match="needs an owner"):
        keep_users.change_user(cast.ben.pk, role="owner", is_active=False, by=cast.ben)
