"""What tests of pages may ask for: static files without collecting them, and somebody who is signed in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.conftest import Cast

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
