"""The whole product on a market whose truth is known: from the files of a CRM's export to scores with reasons."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats
from sklearn.metrics import roc_auc_score

from tiercel.simulate.effects import NOTHING
from tiercel.simulate.export import write_crm_export
from tiercel.simulate.market import Market, make_market
from tiercel.simulate.traps import SPELLING

pytestmark = pytest.mark.slow
UNTIL = date(2026, 1, 1)
CUSTOM = "custom."


@dataclass(frozen=True)
class World:
    """A market, the workspace that has imported it, and what each command answered."""

    market: Market
    workspace: Path
    files: tuple[Path, ...]
    imported: dict[str, Any]
    profile: dict[str, Any]
    accounts: list[dict[str, Any]]

    def tell(self, *words: str) -> Any:
        return json.loads(_run(self.workspace, *words))

    @property
    def evidence(self) -> dict[str, dict[str, Any]]:
        return {each["attribute"].removeprefix(CUSTOM): each for each in self.profile["figures"]["evidence"]}

    @property
    def held_out(self) -> set[str]:
        return {leak["attribute"].removeprefix(CUSTOM) for leak in self.profile["figures"]["leaks"] if leak["held_out"]}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    place = tmp_path_factory.mktemp("known-truth")
    workspace = place / "workspace"
    workspace.mkdir()
    market = make_market(until=UNTIL)
    files = tuple(write_crm_export(market, place / "export"))
    imported = json.loads(_run(workspace, "import", *map(str, files), "--keep-unknown", "--json"))
    profile = json.loads(_run(workspace, "icp", "learn", "--json"))
    accounts = json.loads(_run(workspace, "accounts", "list", "--limit", "0", "--json"))
    return World(market, workspace, files, imported, profile, accounts)


def test_the_export_is_recognised_without_mapping_anything_by_hand(world: World):
    assert {file["name"]: file["table"] for file in world.imported["files"]} == {
        "users.csv": "people",
        "products.csv": "products",
        "accounts.csv": "accounts",
        "contacts.csv": "contacts",
        "opportunities.csv": "deals",
        "opportunity_contact_roles.csv": "deal_contacts",
        "opportunity_history.csv": "stage_changes",
        "subscriptions.xlsx": "subscriptions",
    }
    unknown = {column for file in world.imported["files"] for column in file["unknown"]}
    assert unknown <= {
        "Shipping Volume", "Fulfilment Model", "Compliance Need", "Origin of Goods", "Warehouses",
        "Implementation Partner", "Contract Number", "Preferred Channel",
    }  # fmt: skip


def test_every_row_goes_in_or_is_told_why_not(world: World):
    truth = world.market.truth
    spoilt = {file["name"]: (file["rejected"], file["cells_set_aside"]) for file in world.imported["files"]}
    rows, cells = ([d for d in truth.damage if d.row_taken is taken] for taken in (False, True))
    assert spoilt["accounts.csv"] == (len(rows), sum(d.table == "accounts" for d in cells))
    assert spoilt["contacts.csv"] == (0, sum(d.table == "contacts" for d in cells))
    assert spoilt["opportunities.csv"] == (
        len(truth.deals_without_account),
        sum(d.table == "deals" for d in cells),
    )
    assert len(world.accounts) == world.market.tables["accounts"].num_rows - len(rows)


def test_the_same_export_again_changes_nothing(world: World):
    again = world.tell("import", *map(str, world.files), "--keep-unknown", "--dry-run", "--json")
    assert {(count["created"], count["changed"]) for count in again["tables"]} == {(0, 0)}
    assert sum(count["left_alone"] for count in again["tables"]) > 40_000


def test_misspelt_words_are_offered_for_correction(world: World):
    offered = {
        tuple(offer[key] for key in ("table", "column", "value", "suggestion")) for offer in world.imported["offers"]
    }
    assert offered == set(SPELLING)


def test_it_says_that_something_tells_won_from_lost(world: World):
    assert world.profile["verdict"] == "signal"


def test_every_attribute_that_matters_is_found(world: World):
    truth = world.market.truth
    found = {name for name, each in world.evidence.items() if each["verdict"] == "signal"}
    assert {name for name in truth.drivers if name != "technologies"} <= found
    assert {f"technologies: {name}" for name in truth.effects.technologies} <= found


def test_what_is_found_speaks_in_the_direction_that_was_planted(world: World):
    verdicts = {
        (name, level["label"]): level["verdict"] for name, each in world.evidence.items() for level in each["levels"]
    }
    for name, planted in world.market.truth.effects.levels.items():
        for level, effect in planted.items():
            wrong = "speaks_against" if effect > 0 else "speaks_for"
            assert verdicts[name, level] != wrong, (name, level)
    assert verdicts["industry", "Logistics"] == "speaks_for"
    assert verdicts["source", "List"] == "speaks_against"
    assert verdicts["technologies: Shipwright One", "yes"] == "speaks_against"


def test_noise_is_called_noise(world: World):
    """At most one in twenty of what is called signal is a fluke: one of nine and four technologies is allowed."""
    noise = [
        *world.market.truth.noise,
        *(f"technologies: {name}" for name in ("Ledgerline", "Postwright", "Stackmoor")),
    ]
    wrong = [name for name in noise if world.evidence[name]["verdict"] == "signal"]
    assert len(wrong) <= 1


def test_an_attribute_filled_after_the_win_is_held_out_and_no_honest_one_is(world: World):
    assert world.held_out == {"implementation_partner"}
    used = {name.removeprefix(CUSTOM) for name in world.profile["figures"]["fit_columns"]}
    assert {"implementation_partner", "type", "lifecycle", "owner", "name"}.isdisjoint(used)
    assert {*world.market.truth.drivers} <= used


def test_the_backtest_comes_near_what_anyone_could_reach(world: World):
    """The true fit of the account ranks the same deals; nobody can do better but by chance."""
    fit = dict(zip(*world.market.truth.accounts.to_pydict().values(), strict=True))
    deals = [
        deal
        for deal in world.market.tables["deals"].to_pylist()
        if deal["outcome"] != "open" and deal["account"] and deal["type"] != "renewal"
    ]
    best = roc_auc_score([deal["outcome"] == "won" for deal in deals], [fit[deal["account"]] for deal in deals])
    judged = world.profile["figures"]["backtest"]["scorecard"]["auc"]
    assert best - 0.08 < judged["value"] < best + 0.03
    assert judged["low"] > 0.6


def test_accounts_are_ranked_as_they_truly_fit(world: World):
    fit, rows = _beside(world)
    assert stats.spearmanr([row["points"] for row in rows], fit).statistic > 0.8


def test_the_chance_to_win_is_about_right_for_most_accounts(world: World):
    """Intervals are for the chance; binned numbers and what is blank keep some of them from the truth."""
    fit, rows = _beside(world)
    true = _true_chance(world.market, fit)
    low, chance, high = (np.array([row[name] for row in rows]) for name in ("low", "chance", "high"))
    assert np.all((low <= chance) & (chance <= high))
    assert np.mean((low <= true) & (true <= high)) > 0.75
    assert abs(chance.mean() - true.mean()) < 0.04


def test_reasons_sum_to_the_score(world: World):
    for row in world.accounts[:: len(world.accounts) // 3]:
        told = world.tell("accounts", "explain", str(row["id"]), "--json")
        assert told["points"] == row["points"]
        assert told["start"] + sum(reason["amount"] for reason in told["reasons"]) == pytest.approx(
            told["points"], abs=1e-9
        )


def test_no_reason_is_a_leak_or_what_the_account_is_to_us(world: World):
    told = world.tell("accounts", "explain", str(world.accounts[0]["id"]), "--json")
    terms = {reason["term"].removeprefix(CUSTOM).split(":")[0] for reason in told["reasons"]}
    assert terms.isdisjoint({"implementation_partner", "type", "owner", "lifecycle", "contract_number"})
    assert {"industry", "shipping_volume"} <= terms


def test_the_tiers_hold_the_accounts_that_truly_win_more(world: World):
    """Of those that may be targeted: tier 1 wins more than tier 2, tier 2 more than tier 3."""
    _run(world.workspace, "targets", "propose")
    tiers = {row["account"]: row["tier"] for row in world.tell("targets", "list", "--json")}
    fit, rows = _beside(world)
    true = _true_chance(world.market, fit)
    means = [
        np.mean([share for share, row in zip(true, rows, strict=True) if tiers.get(row["id"]) == n]) for n in (1, 2, 3)
    ]
    assert means == sorted(means, reverse=True)
    assert means[0] > 1.5 * true.mean()
    assert 20 <= list(tiers.values()).count(1) <= 50


def test_customers_competitors_and_those_we_must_not_sell_to_are_no_targets(world: World):
    _run(world.workspace, "targets", "propose", "--anyway")
    targets = {row["domain"] for row in world.tell("targets", "list", "--json") if row["domain"]}
    copies = {copy for copy, _ in world.market.truth.duplicates}
    doubled = {original for _, original in world.market.truth.duplicates} | copies
    kept_out = {
        row["domains"][0]
        for row in world.market.tables["accounts"].to_pylist()
        if row["domains"] and row["external_id"] not in doubled
        if row["do_not_sell"] or row["type"] in {"Customer", "Competitor"}
    }
    assert len(kept_out) > 200
    assert targets.isdisjoint(kept_out)


def test_a_profile_until_a_day_has_seen_nothing_that_closed_later(world: World):
    day = date(2024, 7, 1)
    spoilt = {each.external_id for each in world.market.truth.damage}
    before = [
        deal
        for deal in world.market.tables["deals"].to_pylist()
        if deal["outcome"] != "open" and deal["account"] and deal["type"] != "renewal" and deal["closed_on"] < day
    ]
    learnt = world.tell("icp", "backtest", "--until", str(day), "--json")
    assert abs(learnt["deals"] - len(before)) <= len(spoilt)
    assert learnt["deals"] < 0.7 * world.profile["figures"]["deals"]


def test_nothing_was_known_before_the_import(world: World):
    assert world.tell("accounts", "list", "--as-of", "2026-01-01", "--json") == []


def test_in_a_market_of_pure_luck_it_says_so_and_ranks_nobody(tmp_path: Path):
    """One such market in a hundred looks like more than luck."""
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    files = write_crm_export(
        make_market(3, until=UNTIL, accounts=1200, deals=800, effects=NOTHING), tmp_path / "export"
    )
    _run(workspace, "import", *map(str, files), "--keep-unknown")
    assert json.loads(_run(workspace, "icp", "learn", "--json"))["verdict"] == "no_signal"
    rows = json.loads(_run(workspace, "accounts", "list", "--limit", "0", "--json"))
    assert len(rows) > 1000
    assert len({row["chance"] for row in rows}) == 1


def _run(workspace: Path, *words: str) -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("TIERCEL_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "tiercel.show.cli", *words],
        env=env | {"TIERCEL_WORKSPACE": str(workspace)},
        cwd=workspace,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"tiercel {' '.join(words)}: {done.stderr}"
    return done.stdout


def _beside(world: World) -> tuple[np.ndarray, list[dict[str, Any]]]:
    """The true fit of the accounts that a domain tells apart, and their rows in the list."""
    market = world.market
    copies = {copy for copy, _ in market.truth.duplicates}
    fit = dict(zip(*market.truth.accounts.to_pydict().values(), strict=True))
    ids = {
        row["domains"][0]: row["external_id"]
        for row in market.tables["accounts"].select(["external_id", "domains"]).to_pylist()
        if row["domains"] and row["external_id"] not in copies
    }
    twice = {
        row["domains"][0]
        for row in market.tables["accounts"].to_pylist()
        if row["external_id"] in copies and row["domains"]
    }
    rows = [row for row in world.accounts if row["domain"] in ids and row["domain"] not in twice]
    return np.array([fit[ids[row["domain"]]] for row in rows]), rows


def _true_chance(market: Market, fit: np.ndarray) -> np.ndarray:
    """An account's chance to win a new deal, over the luck and the people that such deals have."""
    account_fit = dict(zip(*market.truth.accounts.to_pydict().values(), strict=True))
    log_odds: pa.Table = market.truth.deals["log_odds"].to_pylist()
    rest = [
        total - account_fit[deal["account"]]
        for deal, total in zip(market.tables["deals"].to_pylist(), log_odds, strict=True)
        if deal["type"] == "new" and deal["account"]
    ]
    return (1 / (1 + np.exp(-(fit[:, None] + np.array(rest)[None, ::4])))).mean(axis=1)
