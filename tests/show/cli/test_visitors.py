"""`tiercel import --from segment` and `tiercel visitors erase`, as somebody types them."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tiercel.core.settings import Settings
from tiercel.show.cli import import_files, visitors

pytestmark = pytest.mark.django_db(transaction=True)

app = typer.Typer()
import_files.add_to(app)
visitors.add_to(app)

LINES = [
    {"type": "page", "messageId": "3f6c1f0e-0d5b-4b5e-8a8e-0c9f5f1a0001", "anonymousId": "device-1"},
    {"type": "identify", "messageId": "3f6c1f0e-0d5b-4b5e-8a8e-0c9f5f1a0002", "anonymousId": "device-1",
     "traits": {"email": "ada@example.com"}},
]  # fmt: skip


def test_messages_of_a_file_are_taken_and_whoever_asks_is_erased(workspace: Settings, tmp_path: Path) -> None:
    path = tmp_path / "archive.jsonl"
    path.write_text("\n".join(map(json.dumps, LINES)))
    invoke = CliRunner().invoke
    taken = invoke(app, ["import", "--from", "segment", str(path)])
    assert taken.stdout.splitlines()[:2] == ["2 events taken.", "1 visitors turned out to be contacts."]
    again = invoke(app, ["import", "--from", "segment", "--json", str(path)])
    assert json.loads(again.stdout)["repeated"] == 2
    erased = invoke(app, ["visitors", "erase", "--email", "Ada@example.com"], catch_exceptions=False)
    assert "1 visitors erased" in erased.output
    assert "1 contacts that were known from your sites alone are erased too" in erased.output
