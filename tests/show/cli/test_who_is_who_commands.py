"""`tiercel titles`, `names` and `duplicates`, as an analyst types them, without a workspace."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from tiercel.core.errors import DataError
from tiercel.show.cli import duplicates, names, titles

app = typer.Typer()
duplicates.add_to(app)
names.add_to(app)
titles.add_to(app)

ROWS = [
    {"id": "1", "title": "Leiter Einkauf", "note": 'said "yes",\nthen no'},
    {"id": "2", "title": "", "note": "=1+1"},
    {"id": "3", "title": "مدیر فروش", "note": ""},
]


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), catch_exceptions=False)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    """The rows as the file that the name asks for."""
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in ([*rows[0]], *([*row.values()] for row in rows)):
            book.active.append(row)  # type: ignore[union-attr]
            for cell in book.active[book.active.max_row]:  # type: ignore[union-attr, index]
                cell.data_type = "s"
        book.save(path)
    elif path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path)
    elif path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*rows[0]])
            writer.writeheader()
            writer.writerows(rows)
    return path


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx", "t.parquet", "t.jsonl"])
def test_titles_are_classified_in_the_order_and_with_the_columns_of_the_input(name: str, tmp_path: Path) -> None:
    found = rows_of(run("titles", "classify", str(write(tmp_path / name, ROWS))).stdout)
    assert [{key: row[key] for key in ROWS[0]} for row in found] == ROWS
    assert [row["department"] for row in found] == ["purchasing", "other", "sales"]
    assert [row["seniority"] for row in found] == ["director", "professional", "manager"]
    assert float(found[1]["department_confidence"]) < 0.5
    assert found[2]["because"] == "مدیر; فروش"


def test_json_lines_hold_the_same_as_csv(tmp_path: Path) -> None:
    path = str(write(tmp_path / "t.csv", ROWS))
    lines = [json.loads(line) for line in run("titles", "classify", path, "--json").stdout.splitlines()]
    assert [{key: str(value) for key, value in row.items()} for row in lines] == rows_of(
        run("titles", "classify", path).stdout
    )
    assert isinstance(lines[0]["seniority_confidence"], float)


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    path = str(write(tmp_path / "t.csv", ROWS))
    with pytest.raises(DataError, match=r"no column 'Title'.*Columns: id, title, note"):
        run("titles", "classify", path, "--column", "Title")


def test_columns_that_the_input_has_already_are_kept(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", [{"title": "CFO", "department": "mine"}])
    [row] = rows_of(run("titles", "classify", str(path)).stdout)
    assert (row["department"], row["department_2"]) == ("mine", "finance")


def test_what_the_crm_calls_a_part_decides_it(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", [{"title": "CFO", "role": "Champion"}, {"title": "CFO", "role": ""}])
    found = rows_of(run("titles", "classify", str(path), "--crm-role", "role").stdout)
    assert [row["buying_role"] for row in found] == ["champion", "economic_buyer"]


def test_labels_are_learnt_and_used(tmp_path: Path) -> None:
    taught = [{"title": "Growth Wrangler", "dept": "Support", "level": "Boss"}] * 3
    path, out = write(tmp_path / "t.csv", taught), tmp_path / "layer.npz"
    words = ["--department", "dept", "--seniority", "level", "--out", str(out)]
    with pytest.raises(DataError, match="--means 'Boss=LABEL'"):
        run("titles", "learn", str(path), *words)
    assert "3 titles" in run("titles", "learn", str(path), *words, "--means", "Boss=owner").output
    [row, *_] = rows_of(run("titles", "classify", str(path), "--layer", str(out)).stdout)
    assert (row["department"], row["seniority"]) == ("customer_support", "owner")


def test_names_are_compared_row_by_row(tmp_path: Path) -> None:
    pairs = [("Acme Inc", "ACME"), ("Acme Inc", "Zenith Ltd"), ("", "Acme"), ("شرکت کاوه", "شركة كاوه")]
    path = write(tmp_path / "n.csv", [{"a": a, "b": b} for a, b in pairs])
    found = rows_of(run("names", "compare", str(path), "--columns", "a,b").stdout)
    assert [row["same"] for row in found] == ["true", "false", "false", "true"]
    lines = run("names", "compare", str(path), "--columns", "a,b", "--json").stdout.splitlines()
    assert [json.loads(line)["same"] for line in lines] == [True, False, False, True]


def test_two_columns_must_be_named(tmp_path: Path) -> None:
    path = str(write(tmp_path / "n.csv", [{"a": "x", "b": "y"}]))
    for columns in ("a", "a,b,c", "a,nix"):
        with pytest.raises(DataError, match="Columns: a, b"):
            run("names", "compare", path, "--columns", columns)


def test_whoever_reads_the_first_lines_only_sees_no_complaint(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", [{"title": f"Engineer {k}"} for k in range(20_000)])
    command = f"{sys.executable} -m tiercel.show.cli titles classify {path} | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("title,seniority")
    assert done.stderr == ""


def test_duplicates_get_a_cluster_and_pairs_a_weight(tmp_path: Path) -> None:
    rows = [
        {"Company": "Acme Freight Ltd", "Website": "acme.example", "Note": "first"},
        {"Company": "Zenith Bank", "Website": "zenith.example", "Note": ""},
        {"Company": "ACME FREIGHT", "Website": "www.acme.example", "Note": "again"},
    ]
    path, pairs = write(tmp_path / "d.csv", rows), tmp_path / "pairs.csv"
    done = run("duplicates", "find", str(path), "--pairs", str(pairs))
    found = rows_of(done.stdout)
    assert [row["cluster"] for row in found] == ["1", "2", "1"]
    assert [{key: row[key] for key in rows[0]} for row in found] == rows
    assert "3 rows are 2" in done.stderr
    [pair] = rows_of(pairs.read_text(encoding="utf-8"))
    assert (pair["row_1"], pair["row_2"]) == ("1", "3")
    assert float(pair["weight"]) > 10
    assert {"name", "domain"} <= set(pair)
    lines = run("duplicates", "find", str(path), "--column", "name=Company", "--json").stdout.splitlines()
    assert [json.loads(line)["cluster"] for line in lines] == [1, 2, 1]


def test_what_duplicates_cannot_mean_is_said(tmp_path: Path) -> None:
    path = str(write(tmp_path / "d.csv", [{"Company": "Acme", "Note": "x"}]))
    for words, said in (
        (["--column", "nam=Company"], "Did you mean 'name'|Roles"),
        (["--column", "name=Compny"], "Company"),
        (["--likely", "1.5"], "0.99"),
        (["--pairs", str(tmp_path / "no" / "pairs.csv")], "Name another file"),
    ):
        with pytest.raises(DataError, match=said):
            run("duplicates", "find", path, *words)


def test_what_another_command_writes_is_read_too() -> None:
    for words, added in (
        (("titles", "classify", "-", "--column", "a"), "because"),
        (("names", "compare", "-", "--columns", "a,b"), "same"),
        (("duplicates", "find", "-", "--column", "name=a"), "cluster"),
    ):
        done = CliRunner().invoke(app, list(words), input="a,b\nAcme Ltd,ACME\nZenith,Bank\n", catch_exceptions=False)
        assert [row["a"] for row in rows_of(done.stdout)] == ["Acme Ltd", "Zenith"]
        assert done.stdout.splitlines()[0].endswith(added)


def test_an_output_that_is_full_is_said(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", ROWS)
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "tiercel.show.cli", "titles", "classify", str(path)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == "The output cannot be written: No space left on device. Write it elsewhere."


def test_tables_of_any_size_pass_through_a_few_rows_at_a_time(tmp_path: Path) -> None:
    from tiercel.flow.resolving.compare_names import compare_names

    path = tmp_path / "t.csv"
    path.write_text("a,b,same\n" + "Acme,ACME Ltd,x\n" * 30_000 + "odd\n")
    passing = compare_names(path, "a,b")
    assert passing.columns == ("a", "b", "same", "similarity", "same_2")
    rows = passing.rows()
    assert next(rows) == ("Acme", "ACME Ltd", "x", 1.0, True)
    assert passing.left_out == 0  # the end has not been read yet
    assert sum(1 for _ in rows) == 29_999
    assert passing.left_out == 1
