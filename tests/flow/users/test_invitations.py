"""Invitations: one link, one newcomer, whoever else tries at the same moment."""

import threading
from dataclasses import replace
from typing import Any

import pytest
from django.db import connections
from tests.conftest import Cast

from tiercel.core.errors import AccessError, TiercelError
from tiercel.flow.users import invitations, single_sign_on
from tiercel.records.models import AuditEntry, Invitation, User

FAY = "fay@tiercel.example"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_open_one_link_at_once_one_comes_in(cast: Cast) -> None:
    token = invitations.invite(FAY, "member", "", None).link.rpartition("/")[2]
    came_of: list[str] = []

    def try_it(name: str) -> None:
        try:
            invitations.accept(invitations.hashed(token), name, "a few good words")
            came_of.append("in")
        except TiercelError:
            came_of.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=try_it, args=(name,)) for name in ("Fay", "Mallory", "Gus")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came_of) == ["in", "refused", "refused"]
    assert User.objects.filter(email=FAY).count() == 1


def test_who_is_invited_twice_has_one_invitation_and_the_newer_role(cast: Cast) -> None:
    for role in ("reader", "manager"):
        invitations.invite(FAY, role, "", cast.ada)
    assert [(row.email, row.role) for row in invitations.list_invitations()] == [(FAY, "manager")]


def test_inviting_asks_for_an_owner_and_is_noted_without_the_address(cast: Cast) -> None:
    with pytest.raises(AccessError):
        invitations.invite(FAY, "reader", "", cast.ben)
    invitations.invite(FAY, "reader", "", cast.ada)
    made = AuditEntry.objects.get(action="invitations.made")
    assert (made.by, made.row, made.details) == (cast.ada, Invitation.objects.get().pk, {"role": "reader"})


def test_a_wrong_name_or_password_does_not_use_the_link_up(cast: Cast) -> None:
    token_hash = invitations.hashed(invitations.invite(FAY, "member", "", None).link.rpartition("/")[2])
    for name, password in (("ada", "a few good words"), ("Fay", "short")):
        with pytest.raises(TiercelError):
            invitations.accept(token_hash, name, password)
    assert invitations.accept(token_hash, "Fay", "a few good words").role == "member"


@pytest.mark.parametrize("name", ["", "ada", "ADA", "  "])
def test_a_newcomer_of_the_provider_gets_a_name_that_nobody_has(
    name: str, cast: Cast, settings: Any, workspace: Any
) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, oidc_role="reader")
    made = single_sign_on.user_known_as("ada@elsewhere.example", name)
    assert made.username.casefold() == "ada 2"
    assert (made.role, made.has_usable_password()) == ("reader", False)


def test_where_two_users_share_the_address_neither_is_taken(cast: Cast) -> None:
    User.objects.filter(pk=cast.ben.pk).update(email="ADA@tiercel.example")
    with pytest.raises(AccessError, match="Several users"):
        single_sign_on.user_known_as("ada@tiercel.example", "ada")
