"""Tables as they come: each command reads them right, or says in a sentence what to do."""

import csv
from pathlib import Path

import openpyxl
import pytest
import typer
from typer.testing import CliRunner, Result

from tiercel.core.errors import DataError
from tiercel.show.cli import duplicates, names, titles

app = typer.Typer()
for each in (duplicates, names, titles):
    each.add_to(app)

COMMANDS = (
    ("duplicates", "find"),
    ("names", "compare", "--columns", "name,city"),
    ("titles", "classify", "--column", "name"),
)


def run(words: tuple[str, ...], file: Path) -> Result:
    return CliRunner().invoke(app, [*words[:2], str(file), *words[2:]], catch_exceptions=False)


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"name,city\n", "no rows"), (bytes(range(256)) * 8, "no file that we can read")],
)
def test_what_holds_no_table_says_what_to_do(words: tuple[str, ...], content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    with pytest.raises(DataError, match=rf"{said}[\s\S]*Export it"):
        run(words, tmp_path / "t.csv")


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize(
    "content",
    [
        "name,city\nAcme,Köln\nAcme,Köln\n".encode(),
        "name;city\nAcme;Köln\nAcme;Köln\n".encode(),
        "name\tcity\nAcme\tKöln\nAcme\tKöln\n".encode(),
        "name,city\nAcme,Köln\nAcme,Köln\n".encode("latin-1"),
        "name,city,name\nAcme,Köln,A\nAcme,Köln,A\n".encode(),
    ],
)
def test_tables_in_every_dress_are_read_right(words: tuple[str, ...], content: bytes, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(content)
    found = run(words, tmp_path / "t.csv")
    assert found.exit_code == 0
    assert found.stdout.count("Köln") == 2


@pytest.mark.parametrize("words", COMMANDS)
def test_rows_that_do_not_fit_are_counted_and_the_first_is_named(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,city\nAcme,Paris\nBeta,Rome,Italy\nGamma,Oslo\nDelta,Bern,x\n")
    found = run(words, tmp_path / "t.csv")
    assert found.exit_code == 0
    assert "2 rows do not fit the header and were left out. Line 3: This row has 3 values" in found.stderr


@pytest.mark.parametrize("words", COMMANDS)
def test_a_table_in_which_no_row_fits_is_not_said_to_have_none(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,city\nBeta,Rome,Italy\n")
    with pytest.raises(DataError, match=r"t\.csv has no row that fits its header. Line 2: This row has 3 values"):
        run(words, tmp_path / "t.csv")


@pytest.mark.parametrize("words", COMMANDS)
@pytest.mark.parametrize("content", ['[{"name": "Acme", "city": "Paris"}]', '[\n{"name": "A"},\n{"name": "B"}\n]\n'])
def test_a_json_array_is_called_one(words: tuple[str, ...], content: str, tmp_path: Path) -> None:
    (tmp_path / "t.json").write_text(content)
    with pytest.raises(DataError, match=r"t\.json is one JSON array. Write one object a line"):
        run(words, tmp_path / "t.json")


@pytest.mark.parametrize("words", COMMANDS)
def test_a_workbook_of_one_row_is_a_table(words: tuple[str, ...], tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["name", "city"], ["Acme", "Köln"]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "t.xlsx")
    assert "Köln" in run(words, tmp_path / "t.xlsx").stdout


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("name",), "not role=Column"),
        (("name=",), "no column ''"),
        (("=name",), "not role=Column"),
        (("nix=name",), "Roles"),
        (("name=Nix",), "Columns: name, city"),
        (("name=name", "name=city"), "names name twice"),
        (("city=city",), "says who a row is"),
    ],
)
def test_columns_that_make_no_sense_say_what_does(asked: tuple[str, ...], said: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,city\nAcme,London\n")
    options = tuple(word for pair in asked for word in ("--column", pair))
    with pytest.raises(DataError, match=said):
        run(("duplicates", "find", *options), tmp_path / "t.csv")


def test_one_column_of_names_is_enough(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("company\nAcme Freight Ltd\nZenith Bank\nACME FREIGHT\n")
    lines = run(("duplicates", "find"), tmp_path / "t.csv").stdout.splitlines()
    assert [line[-1] for line in lines[1:]] == ["1", "2", "1"]


@pytest.mark.parametrize("words", COMMANDS[1:])
def test_a_cell_that_is_a_book_is_judged_by_its_beginning(words: tuple[str, ...], tmp_path: Path) -> None:
    """Read whole, a cell of a million letters would take minutes."""
    begun = "Head of Sales " * 100
    for file, cell in (("short.csv", begun), ("long.csv", begun + "of lorem ipsum " * 8_000)):
        (tmp_path / file).write_text(f'name,city\n"{cell.strip()}","{begun.strip()}"\n')
    told = []
    for file in ("short.csv", "long.csv"):
        [row] = csv.DictReader(run(words, tmp_path / file).stdout.splitlines())
        told.append({name: value for name, value in row.items() if name not in ("name", "city")})
    assert told[0] == told[1] != {}
