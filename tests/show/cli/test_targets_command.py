"""`tiercel strategy` and `tiercel targets`, as somebody types them."""

import csv
import json
from pathlib import Path

import pytest
import typer
from click.testing import Result
from tests.flow.market import account, profile
from typer.testing import CliRunner

from tiercel.core.errors import DataError
from tiercel.core.settings import Settings
from tiercel.records.models import Account, Target
from tiercel.show.cli import strategy, targets

pytestmark = pytest.mark.django_db(transaction=True)

app = typer.Typer()
strategy.add_to(app)
targets.add_to(app)


def run(*words: str) -> Result:
    """Run the command; an error is raised, as `tiercel` itself prints it."""
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


@pytest.fixture
def market(workspace: Settings) -> list[Account]:
    profile()
    return [account(name, value) for name, value in zip("ABC", (30, 20, 10), strict=True)]


@pytest.mark.usefixtures("market")
def test_from_a_proposal_to_an_exported_list(tmp_path: Path) -> None:
    dry = json.loads(run("targets", "propose", "--dry-run", "--json").stdout)
    assert [tier["after"] for tier in dry["tiers"]] == [3, 0, 0]
    assert not Target.objects.exists()
    assert "left out" not in run("targets", "propose").stdout
    assert "1 done" in run("targets", "accept", "A", "--reason", "strategic").stdout
    assert "1 done" in run("targets", "reject", "b.example", "--reason", "Too small").stdout
    assert "1 done" in run("targets", "accept", "--all-proposed", "--tier", "1").stdout
    assert "0 done" in run("targets", "accept", "--all-proposed", "--tier", "1").stdout
    rows = json.loads(run("targets", "list", "--json").stdout)
    found = {row["name"]: (row["state"], row["expected_value"]) for row in rows}
    assert found == {"A": ("accepted", 30.0), "B": ("rejected", 20.0), "C": ("accepted", 10.0)}
    assert "Too small" in run("targets", "reasons").stdout
    assert "1 done" in run("targets", "undo", "B").stdout
    run("targets", "export", str(tmp_path / "x.csv"), "--state", "accepted")
    with (tmp_path / "x.csv").open(encoding="utf-8-sig") as file:
        assert [row["name"] for row in csv.DictReader(file)] == ["A", "C"]


@pytest.mark.usefixtures("market")
def test_choices_by_hand_show_in_the_next_proposal() -> None:
    assert "1 account." in run("targets", "exclude", "A", "--reason", "a lawsuit").stdout
    assert "1 account." in run("targets", "pin", "C", "--tier", "2", "--reason", "a pilot").stdout
    printed = run("targets", "propose").stdout
    assert "left out: kept out by hand" in printed
    assert {row["name"]: row["tier"] for row in json.loads(run("targets", "list", "--json").stdout)} == {"B": 1, "C": 2}
    assert "1 account." in run("targets", "release", "A").stdout


def test_an_empty_list_says_what_to_do(workspace: Settings) -> None:
    assert "tiercel targets propose" in run("targets", "list").stdout
    with pytest.raises(DataError, match="No account is named"):
        run("targets", "accept")


@pytest.mark.usefixtures("market")
def test_a_document_is_pulled_changed_tried_and_pushed(workspace: Settings) -> None:
    path = Path(run("strategy", "pull", "tiers").stdout.strip())
    assert path == workspace.workspace / "strategy" / "tiers.yaml"
    path.write_text(path.read_text().replace("at_least: 20\n    at_most: 50", "at_least: 1\n    at_most: 1"))
    assert "~ tiers[1].at_most: 50 -> 1" in run("strategy", "diff", "tiers").stdout
    tried = run("strategy", "push", "tiers", "--dry-run").stdout
    assert "2 accounts: tier 1 -> tier 2" in tried
    assert json.loads(run("strategy", "versions", "tiers", "--json").stdout) == []
    assert "tiers 1" in run("strategy", "push", "tiers", "-m", "one is enough").stdout
    assert "one is enough" in run("strategy", "versions", "tiers").stdout
    assert run("strategy", "diff", "tiers").stdout.strip() == "Nothing differs."
    run("strategy", "rollback", "tiers", "0")
    assert json.loads(run("strategy", "show", "tiers", "--json").stdout)["version"] == 2
    assert "at_most" in run("strategy", "diff", "tiers", "--versions", "1", "2").stdout


def test_a_mistake_in_a_file_is_named_before_it_is_pushed(workspace: Settings) -> None:
    path = Path(run("strategy", "pull", "tiers").stdout.strip())
    assert run("strategy", "check").stdout.strip().endswith("ok")
    path.write_text(path.read_text().replace("by: expected_value", "by: expected_valeu"))
    for command in (["check"], ["push", "tiers"], ["diff", "tiers"]):
        with pytest.raises(DataError, match="Did you mean 'expected_value'"):
            run("strategy", *command)
