"""What is wrong is said at its field: marked as wrong, described by the message, with the cursor in it."""

import re

import pytest
from django.test import Client
from tests.conftest import PASSWORD, Cast
from tests.show.web.conftest import SignIn

NEW = {"password": "quite another phrase", "again": "quite another phrase"}


def marked(page: str) -> list[tuple[str, str]]:
    """The name of each field that is marked as wrong, and the message that describes it."""
    found = []
    for tag in re.findall(r"<(?:input|select|fieldset)[^>]*-wrong[^>]*>", page):
        name = re.search(r' name="([^"]+)"', tag)
        described = re.search(r'aria-describedby="([^" ]+-wrong)', tag)
        assert described
        said = re.search(rf'<div class="wrong" id="{described[1]}">(.*?)</div>', page, re.DOTALL)
        assert said
        assert name is None or ("autofocus" in tag and 'aria-invalid="true"' in tag)
        found.append((name[1] if name else "", re.sub("<[^>]*>", "", said[1]).strip()))
    assert page.count(" autofocus") == len(found)
    return found


@pytest.mark.parametrize(
    ("path", "given", "field", "said"),
    [
        ("/password", {"old": "not it", **NEW}, "old", "The old password is not right"),
        ("/password", {"old": PASSWORD, **NEW, "again": "x"}, "again", "The two passwords differ"),
        ("/password", {"old": PASSWORD, "password": "short", "again": "short"}, "password", "too short"),
        ("/settings/users", {"name": "", "role": "member", **NEW}, "name", "A name is needed"),
        ("/settings/users", {"name": "Finn", "role": "member", "email": "no", **NEW}, "email", "is not a mail address"),
        ("/settings/users", {"name": "Finn", "role": "member", "person": "Nobody", **NEW}, "person", "Nobody of the"),
        ("/settings/users/invite", {"email": "", "role": "member"}, "email", "A mail address is needed"),
        ("/settings/keys", {"name": "", "days": "30", "scope": "data:read"}, "name", "A key needs a name"),
        ("/settings/keys", {"name": "sync", "days": "30"}, "", "A key without a scope"),
        ("/settings/webhooks", {"url": "ftp://x"}, "url", "begins with https://"),
        ("/settings/webhooks", {"url": "https://example.com/x", "written": "no act"}, "written", "is no act"),
        ("/you/name", {"name": "ben"}, "name", "There is a user"),
        ("/you/mail", {"email": "no", "password": PASSWORD}, "email", "is not a mail address"),
        ("/you/mail", {"email": "a@b.example", "password": "x"}, "password", "The password is not right"),
    ],
)
def test_a_field_that_is_wrong_says_so_itself(
    path: str, given: dict[str, str], field: str, said: str, sign_in: SignIn
) -> None:
    answer = sign_in("ada").post(path, given)
    assert answer.status_code == 422
    ((name, message),) = marked(answer.content.decode())
    assert name == field
    assert said in message
    # Once: what a field says with the cursor in it is not said above the form again.
    assert answer.content.decode().count(message) == 1


def test_a_door_marks_the_password_and_keeps_the_name(cast: Cast, client: Client) -> None:
    page = client.post("/sign-in", {"name": "ben", "password": "wrong"}).content.decode()
    assert [name for name, _said in marked(page)] == ["password"]
    assert 'value="ben"' in page


def test_nothing_is_marked_before_something_is_wrong(sign_in: SignIn) -> None:
    for path in ("/password", "/settings/users", "/settings/keys", "/settings/webhooks", "/you"):
        assert "-wrong" not in sign_in("ada").get(path).content.decode()
