"""`tiercel accounts list --json` writes one list, row after row, however many there are."""

import json
from typing import Any

import pytest
import typer
from tests.flow.market import account
from typer.testing import CliRunner

from tiercel.core.settings import Settings
from tiercel.show.cli import accounts

pytestmark = pytest.mark.django_db(transaction=True)

app = typer.Typer()
accounts.add_to(app)


def listed(*more: str) -> Any:
    return json.loads(CliRunner().invoke(app, ["accounts", "list", "--json", *more], catch_exceptions=False).stdout)


def test_no_account_is_an_empty_list(workspace: Settings) -> None:
    assert listed() == []


@pytest.mark.parametrize("count", [1, 3])
def test_each_account_is_one_of_the_list(workspace: Settings, count: int) -> None:
    made = {account(f'Firm "{place}" شركة').pk for place in range(count)}
    assert {row["id"] for row in listed("--limit", "0")} == made
    assert len(listed("--limit", "1")) == 1
