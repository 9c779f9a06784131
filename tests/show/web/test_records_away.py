"""Where the database does not answer, people still get a page that says so in words, and not a bare line."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from tests.conftest import Cast


@pytest.mark.parametrize("path", ["/accounts", "/sign-in", "/not-there"])
def test_the_page_of_errors_needs_no_database(path: str, cast: Cast) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(cast.ada)

    def away(*_args: Any) -> None:
        raise OperationalError("the connection is closed")

    with connection.execute_wrapper(away):
        answer = client.get(path)
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert answer["Content-Type"].startswith("text/html")
    said = answer.content.decode()
    assert '<html lang="en"' in said
    assert "Try again in a minute" in said
    assert f'href="{path}"' in said
    assert "connection is closed" not in said
