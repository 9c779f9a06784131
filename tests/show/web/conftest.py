"""What tests of pages may ask for: static files without collecting them, and somebody who is signed in."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.conftest import PATIENCE, Cast

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    cache.clear()


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
