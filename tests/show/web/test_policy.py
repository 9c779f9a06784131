"""Nothing inline, nothing from elsewhere: what the policy forbids is in no template either."""

import re
from pathlib import Path

import pytest
from django.test import Client
from tests.show.web.conftest import SignIn

from tiercel.show import web

WEB = Path(web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
FORBIDDEN = {
    "a style attribute": re.compile(r"\sstyle\s*="),
    "a style element": re.compile(r"<style"),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "an event attribute": re.compile(r"\son[a-z]+\s*="),
    "hx-on": re.compile(r"hx-on"),
    "a trigger filter": re.compile(r"hx-trigger=\"[^\"]*\["),
    "a value made by script": re.compile(r"=['\"]js:"),
    "another site": re.compile(r"(src|href)=\"(https?:)?//"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds_what_the_policy_forbids(what: str) -> None:
    found = [path.name for path in TEMPLATES if FORBIDDEN[what].search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_every_sheet_and_script_is_read_by_a_page() -> None:
    ours = WEB / "static" / "web"
    read = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES)
    made = [path.relative_to(ours).as_posix() for path in ours.rglob("*") if path.suffix in (".css", ".js")]
    # The browser's worker has an address of its own, that it may answer for the page above its folder.
    assert [name for name in made if f"'web/{name}'" not in read] == ["sign_off_worker.js"]


@pytest.mark.parametrize("path", ["/", "/accounts", "/sign-in", "/nothing-here"])
def test_every_answer_carries_the_policy_and_is_kept_by_nobody(path: str, sign_in: SignIn) -> None:
    answer = sign_in("ada").get(path)
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_the_session_cannot_be_read_by_scripts(client: Client) -> None:
    given = {"name": "Ada", "email": "a@x.example", "password": "a few good words", "again": "a few good words"}
    client.post("/first-run", given)
    assert client.cookies["sessionid"]["httponly"]
    assert client.cookies["sessionid"]["samesite"] == "Lax"
