from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tiercel.show.cli.simulate import add_to


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    app.callback()(lambda: None)
    add_to(app)
    return app


def test_a_market_is_written_with_its_truth_beside_it(app: typer.Typer, tmp_path: Path):
    folder = tmp_path / "new" / "market"
    done = CliRunner().invoke(
        app, ["simulate", str(folder), "--accounts", "50", "--deals", "40", "--until", "2026-01-01"]
    )
    assert done.exit_code == 0
    assert {path.name for path in folder.iterdir()} == {
        "users.csv",
        "products.csv",
        "accounts.csv",
        "contacts.csv",
        "opportunities.csv",
        "opportunity_contact_roles.csv",
        "opportunity_history.csv",
        "subscriptions.xlsx",
        "TRUTH.md",
    }
    assert "until 2026-01-01" in (folder / "TRUTH.md").read_text(encoding="utf-8")


def test_the_seed_chooses_the_market(app: typer.Typer, tmp_path: Path):
    size = ["--accounts", "50", "--deals", "40", "--until", "2026-01-01"]
    for folder, seed in (("one", "1"), ("again", "1"), ("two", "2")):
        assert CliRunner().invoke(app, ["simulate", str(tmp_path / folder), "--seed", seed, *size]).exit_code == 0
    one, again, two = ((tmp_path / folder / "accounts.csv").read_bytes() for folder in ("one", "again", "two"))
    assert one == again != two


def test_a_market_too_small_to_be_one_is_refused(app: typer.Typer, tmp_path: Path):
    assert CliRunner().invoke(app, ["simulate", str(tmp_path), "--accounts", "3"]).exit_code == 2
