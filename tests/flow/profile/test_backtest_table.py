"""An analyst judges a table from the command line."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from tiercel.core.errors import DataError
from tiercel.flow.profile.backtest_table import backtest_table, report
from tiercel.show.cli import icp

KEYS = {
    "auc",
    "auc_low",
    "auc_high",
    "challenger_auc",
    "brier",
    "calibration_slope",
    "lift_top_decile",
    "verdict",
    "suspected_leaks",
    "attributes",
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    random = np.random.default_rng(1)
    lines = ["deal,industry,size,stage,closed reason"]
    for k in range(400):
        software = random.random() < 0.5
        won = random.random() < (0.7 if software else 0.25)
        stage = "Prospecting" if k % 40 == 0 else "Won" if won else "Lost"
        reason = "" if won else "price"
        lines.append(f"D{k},{'Software' if software else 'Retail'},{random.integers(1, 900)},{stage},{reason}")
    path = tmp_path / "deals.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_the_report_has_the_promised_keys_and_is_json(table: Path) -> None:
    result = CliRunner().invoke(icp.icp, ["backtest", "--table", str(table), "--outcome", "stage=Won", "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert found.keys() >= KEYS
    assert found["verdict"] == "signal"
    assert found["auc_low"] < found["auc"] < found["auc_high"]
    assert found["set_aside"] == [{"value": "Prospecting", "rows": 10}]
    verdicts = {each["attribute"]: each["verdict"] for each in found["attributes"]}
    assert (verdicts["industry"], verdicts["size"]) == ("signal", "noise")
    (leak,) = found["suspected_leaks"]
    assert (leak["attribute"], leak["held_out"]) == ("closed reason", True)
    assert [left["attribute"] for left in found["left_out"]] == ["deal"]


def test_a_person_reads_the_verdict_first(table: Path) -> None:
    result = CliRunner().invoke(icp.icp, ["backtest", "--table", str(table), "--outcome", "stage=Won"])
    assert "390 closed deals" in result.output.splitlines()[0]
    assert "Something tells won from lost" in result.output
    assert "Suspected of knowing the outcome: closed reason (held out" in result.output


def test_what_is_ignored_is_in_nothing_and_what_is_confirmed_is_used(table: Path) -> None:
    ignored = report(backtest_table(table, "stage=Won", ignore=["closed reason"]))
    assert not ignored["suspected_leaks"]
    assert "closed reason" not in {each["attribute"] for each in ignored["attributes"]}
    confirmed = report(backtest_table(table, "stage=Won", confirm=["closed reason"]))
    assert confirmed["suspected_leaks"][0]["held_out"] is False
    assert confirmed["auc"] > 0.95


def test_a_wrong_column_gets_the_nearest_right_one(table: Path) -> None:
    for wrong in ({"outcome": "stag"}, {"outcome": "stage=Won", "group": "industri"}):
        with pytest.raises(DataError, match="Did you mean"):
            backtest_table(table, **wrong)


def test_a_time_that_cannot_be_ordered_is_refused(table: Path) -> None:
    with pytest.raises(DataError, match="neither dates nor numbers"):
        backtest_table(table, "stage=Won", time="industry")


@pytest.mark.parametrize("rows", ["a,y\n1,Won\n", "a,y\n1,Won\n2,Lost\n", "y\nWon\nLost\nWon\n", "a,y\n,Won\n,Lost\n"])
def test_tables_of_hardly_anything_get_an_answer(rows: str, tmp_path: Path) -> None:
    path = tmp_path / "small.csv"
    path.write_text(rows, encoding="utf-8")
    found = report(backtest_table(path, "y"))
    assert found["verdict"] == "no_signal"
    assert found["auc"] is None
    json.dumps(found, allow_nan=False)


@pytest.mark.real_data
def test_real_sales_opportunities_carry_a_signal_and_no_honest_attribute_is_held_out(real_data: Path) -> None:
    found = report(backtest_table(real_data / "bohanec_b2b" / "B2B_dataset.csv", "Status"))
    assert found["verdict"] == "signal"
    assert found["auc"] >= 0.80
    assert found["auc"] >= found["challenger_auc"] - 0.02
    assert not found["suspected_leaks"]


@pytest.mark.real_data
@pytest.mark.slow
def test_what_was_filled_in_after_the_contact_is_suspected_and_honest_columns_are_not(real_data: Path) -> None:
    found = report(backtest_table(real_data / "xeducation_leads" / "Leads.csv", "Converted"))
    suspects = {leak["attribute"] for leak in found["suspected_leaks"]}
    assert suspects >= {"Tags", "Lead Quality", "Lead Profile", "Last Activity", "Last Notable Activity"}
    honest = {"Total Time Spent on Website", "Lead Origin", "Lead Source", "What is your current occupation"}
    assert not suspects & honest
    assert 0.84 < found["auc"] < 0.91


@pytest.mark.real_data
@pytest.mark.slow
def test_a_pipeline_without_signal_is_said_to_have_none(real_data: Path) -> None:
    path = real_data / "maven_crm" / "sales_pipeline.csv"
    for more in ({}, {"time": "engage_date"}, {"group": "account"}):
        found = report(backtest_table(path, "deal_stage=Won", **more))
        assert found["verdict"] == "no_signal"
        assert "close_value" in {leak["attribute"] for leak in found["suspected_leaks"]}
