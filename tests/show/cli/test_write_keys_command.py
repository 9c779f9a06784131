"""`tiercel write-keys`: the machine's keeper lets a site send."""

import json

import pytest
import typer
from typer.testing import CliRunner

from tiercel.core.errors import DataError
from tiercel.core.settings import Settings
from tiercel.show.cli import write_keys


def tiercel(*words: str) -> str:
    app = typer.Typer()
    write_keys.add_to(app)
    # One command alone would be called without its name.
    app.command("other")(lambda: None)
    return CliRunner().invoke(app, ["write-keys", *words], catch_exceptions=False).stdout


@pytest.mark.django_db(transaction=True)
def test_a_key_is_added_listed_and_ended_by_its_name(workspace: Settings) -> None:
    assert "tiercel write-keys add NAME" in tiercel("list")
    added = tiercel("add", "Website", "--origin", "https://www.example.com", "--forms", "names")
    assert '<script defer src="http://localhost:8000/t.js?key=wk_' in added
    key = added.split()[0]
    file = workspace.workspace / "lake" / "write_keys.json"
    assert json.loads(file.read_bytes())["keys"][key]["origins"] == ["https://www.example.com"]
    listed = tiercel("list")
    assert all(each in listed for each in (key, "Website", "works", "forms names", "last heard: never"))
    assert "is refused from now on" in tiercel("end", "website")
    assert json.loads(file.read_bytes())["keys"][key]["ended"] is True
    assert tiercel("add", "Shop", "--quiet").strip().startswith("wk_")
    with pytest.raises(DataError, match="There is no write key 'Blog'"):
        tiercel("end", "Blog")
