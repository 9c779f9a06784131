"""Every operation is open to its role and scope, and to nobody below them; none is left out of this walk."""

import re
from typing import Any

import pytest
from tests.conftest import LONG_AGO, Cast
from tests.flow.market import account, person, profile, tiers_document
from tests.show.api.conftest import Caller, token_of

from tiercel.core.settings import Settings
from tiercel.flow.keep_users import ROLES
from tiercel.records.models import ApiKey, User
from tiercel.show.api.openapi import described
from tiercel.show.api.operation import Operation, operations, scopes

# A body that fits, for each operation that wants one; what comes of it is the business of other tests.
BODIES: dict[str, Any] = {
    "correct_contact_role": {"buying_role": "champion"},
    "place_contacts": {"decisions": [{"contact": 1, "account": None}]},
    "run_import": {"dry_run": True},
    "propose_targets": {},
    "accept_targets": {"accounts": [1]},
    "reject_targets": {"accounts": [1], "reason": "Not a fit"},
    "take_back": {"accounts": [1]},
    "take_placements_back": {"contacts": [1]},
    "pin_targets": {"accounts": [1], "tier": 1},
    "exclude_targets": {"accounts": [1], "reason": "Not now"},
    "release_targets": {"accounts": [1]},
    "save_document": {"text": "tiers: []", "base": 0},
    "try_document": {"text": "tiers: []"},
    "roll_back_document": {"version": 1},
    "learn_profile": {},
    "roll_back_profile": {"version": 1},
    "set_rate": {"currency": "EUR", "rate": "1.1", "day": "2026-01-01"},
    "merge_duplicates": {},
    "set_parent": {"parent": 2},
    "add_user": {"name": "Finn", "password": "a sentence is a good password"},
    "change_user": {"role": "reader", "is_active": True},
    "keep_view": {"page": "accounts", "name": "Large", "query": "employees.from=1000"},
    "change_view": {"shared": True},
    "ask_sales": {},
    "choose_preferences": {"language": "fa"},
    "invite": {"email": "fay@tiercel.example"},
    "assign_accounts": {"accounts": [1], "owner": 1},
    "take_assignment_back": {"assigned_at": "2026-01-01T00:00:00Z"},
    "schedule_connector": {"schedule": ""},
    "map_stream": {"stream": "companies", "table": "accounts"},
    "add_webhook": {"url": "https://hooks.example.com/"},
    "change_webhook": {"url": "https://hooks.example.com/"},
    "make_write_key": {"name": "Website"},
    "change_write_key": {"name": "Website"},
    "erase_visitors": {"email": "ada@example.com"},
    "make_mail_key": {"name": "Campaigns", "provider": "sendgrid"},
    "set_mail_key_secret": {"secret": ""},
}
VALUES = {"kind": "tiers", "table": "accounts", "number": "0", "place": "0"}
# What an operation cannot be called without.
OLD_AND_NEW = "?old=0&new=0"
QUERIES = {"search": "?q=acme", "compare_profiles": OLD_AND_NEW, "compare_versions": OLD_AND_NEW}
# An act with transactions of its own cannot run inside a test's.
EVERY = pytest.mark.parametrize(
    "operation",
    [
        pytest.param(each, marks=[] if each.whole else pytest.mark.django_db(transaction=True), id=each.name)
        for each in operations()
    ],
)


def path_of(operation: Operation) -> str:
    path = re.sub(r"{(\w+)}", lambda found: VALUES.get(found[1], "1"), operation.path)
    return path + QUERIES.get(operation.name, "")


def asked(call: Caller, operation: Operation, who: str) -> Any:
    return call(operation.method, path_of(operation), who, BODIES.get(operation.name))


def test_every_operation_that_wants_a_body_is_walked_with_one() -> None:
    wanting = {
        each.name
        for each in operations()
        if "application/json"
        in described()["paths"][f"/api/v1{each.path}"][each.method.lower()].get("requestBody", {}).get("content", {})
    }
    assert wanting == set(BODIES)


def test_every_operation_says_a_role_and_a_scope_of_its_subject_and_has_a_name_of_its_own() -> None:
    assert all(each.least in ROLES for each in operations())
    assert all(re.fullmatch(r"[a-z]+:(read|write|propose)", each.scope) for each in operations())
    assert all(each.method != "GET" or each.scope.endswith(":read") for each in operations())
    assert len({each.name for each in operations()}) == len(operations())


@EVERY
def test_nobody_and_keys_that_do_not_work_are_refused_everywhere(
    operation: Operation, call: Caller, cast: Cast
) -> None:
    expired, revoked, forged = token_of(cast.ada), token_of(cast.ada), token_of(cast.ada)[:-4] + "0000"
    ApiKey.objects.filter(visible=expired[4:12]).update(expires_at=LONG_AGO)
    ApiKey.objects.filter(visible=revoked[4:12]).update(revoked_at=LONG_AGO)
    shut_out = token_of(cast.eve)
    for token in ("", expired, revoked, forged, shut_out, "tcl_x"):
        answer = asked(call, operation, token)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Bearer")
        assert answer["Content-Type"] == "application/problem+json"


@EVERY
def test_a_key_does_only_what_it_was_made_for_and_the_missing_scope_is_named(
    operation: Operation, call: Caller, cast: Cast
) -> None:
    others = [scope for scope in scopes() if scope != operation.scope]
    answer = asked(call, operation, token_of(cast.ada, *others))
    assert answer.status_code == 403
    assert answer.json()["scope"] == operation.scope
    assert asked(call, operation, token_of(cast.ada, operation.scope)).status_code not in (401, 403)


@EVERY
def test_a_key_may_what_its_users_role_may_and_no_more(operation: Operation, call: Caller, cast: Cast) -> None:
    User.objects.filter(pk=cast.chen.pk).update(role="manager")
    cast.chen.refresh_from_db()
    for role, name in {"reader": "dara", "member": "ben", "manager": "chen", "owner": "ada"}.items():
        may = ROLES.index(role) >= ROLES.index(operation.least)
        answer = asked(call, operation, name)
        assert (answer.status_code != 403) == may, f"{role} got {answer.status_code}"
        assert answer.status_code < 500
        if not may:
            assert answer.json()["role"] == operation.least


@pytest.mark.django_db(transaction=True)
def test_a_key_sees_what_its_user_sees(call: Caller, cast: Cast, settings: Any) -> None:
    from dataclasses import replace

    from tests.flow.market import NOW

    from tiercel.records.models import Contact, ContactAccount, Deal

    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    mine, other = account("Mine", 900, owner=cast.ben.person), account("Other", 800, owner=person("Reem"))
    for each in (mine, other):
        contact = Contact.objects.create(name=f"At {each.name}", received_at=NOW)
        ContactAccount.objects.create(contact=contact, account=each, made_at=NOW)
        Deal.objects.create(name=f"With {each.name}", account=each, received_at=NOW)
    tiers_document()
    profile()
    assert call("POST", "/targets/proposal", "ada", {"anyway": True}).status_code == 200

    def names(path: str, who: str) -> list[str]:
        return [row["name"] for row in call("GET", path, who).json()["rows"]]

    assert names("/accounts", "ben") == ["Mine"]
    assert sorted(names("/accounts", "ada")) == ["Mine", "Other"]
    assert names("/accounts?as_of=2026-11-01", "ben") == ["Mine"]
    assert names("/contacts", "ben") == ["At Mine"]
    assert names("/deals", "ben") == ["With Mine"]
    assert names("/targets", "ben") == ["Mine"]
    hidden = Contact.objects.get(name="At Other").pk
    for path in (f"/accounts/{other.pk}", f"/accounts/{other.pk}/score", f"/contacts/{hidden}"):
        assert call("GET", path, "ben").status_code == 404
    assert call("GET", "/imports", "ben").status_code == 403
    answer = call("POST", "/targets/accept", "ben", {"accounts": [mine.pk, other.pk]})
    assert answer.status_code == 404
    assert call("POST", "/targets/accept", "ben", {"accounts": [mine.pk]}).status_code == 200


def test_a_key_ends_with_its_user(call: Caller, cast: Cast) -> None:
    token = token_of(cast.ben)
    assert call("GET", "/home", token).status_code == 200
    call("PATCH", f"/users/{cast.ben.pk}", "ada", {"role": "member", "is_active": False})
    assert call("GET", "/home", token).status_code == 401


def test_a_session_alone_opens_nothing(cast: Cast, client: Any, workspace: Settings) -> None:
    client.force_login(cast.ada)
    assert client.get("/api/v1/accounts").status_code == 401
    assert client.post("/api/v1/targets/accept", {"accounts": [1]}, content_type="application/json").status_code == 401
