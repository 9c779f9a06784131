"""What tests of pages may ask for: somebody who is signed in, a phone, a clock that stands."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test import Client
from tests.conftest import PATIENCE, Cast

from tiercel.core.clock import utc_now
from tiercel.show.web import throttle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def nothing_in_the_cache() -> None:
    cache.clear()


@pytest.fixture
def no_time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever guesses has to wait for seconds: however long a busy machine takes, they are not over."""
    now = utc_now()
    monkeypatch.setattr(throttle, "utc_now", lambda: now)


@pytest.fixture
def sign_in(cast: Cast) -> SignIn:
    """A browser of one of the cast, by name."""

    def sign_in_as(name: str) -> Client:
        client = Client()
        client.force_login(getattr(cast, name))
        return client

    return sign_in_as


@pytest.fixture
def phone(browser: "Browser") -> "Iterator[BrowserContext]":
    """A phone; an error of a script fails the test, a line that is lost does not."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, locale="en-US")
    context.set_default_timeout(PATIENCE)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("console", lambda m: errors.append(m.text) if "Content Security Policy" in m.text else None)
    yield context
    context.close()
    assert not errors, errors
