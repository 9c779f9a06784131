"""Files that several hands have written: every line is read in its own encoding, and those unlike the rest are told."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tiercel.collect.files.decoding import Decoder, about_lines
from tiercel.collect.files.encoding import encoding_of
from tiercel.collect.files.limits import Limits
from tiercel.collect.files.reading import read_whole
from tiercel.show.cli import names, titles

app = typer.Typer()
names.add_to(app)
titles.add_to(app)

WESTERN = ["Müller für Öl", "Société Générale", "Señor Núñez"]
ARABIC = ["شركة الاتصالات السعودية", "مدير المبيعات"]
CHINESE = ["北京华为技术有限公司", "首席技术官"]


def written(path: Path, *lines: tuple[str, str], end: str = "\n") -> Path:
    path.write_bytes(b"".join(f"{text}{end}".encode(encoding) for text, encoding in [("name", "ascii"), *lines]))
    return path


def of_lines(said: Sequence[str]) -> list[str]:
    """What is told of some lines, and not of the file."""
    return [each for each in said if not each.startswith("It is not UTF-8.")]


@pytest.mark.parametrize(
    ("many", "few", "others"),
    [
        ([(w, "utf-8") for w in WESTERN * 2], [(w, "cp1252") for w in WESTERN], "Windows-1252"),
        ([(w, "utf-8") for w in WESTERN * 2], [(a, "cp1256") for a in ARABIC], "Windows-1256"),
        ([(w, "utf-8") for w in WESTERN * 2], [(c, "gb18030") for c in CHINESE], "GB 18030"),
        ([(w, "cp1252") for w in WESTERN * 2], [(w, "utf-8") for w in WESTERN], "UTF-8"),
        ([(w, "cp1252") for w in WESTERN * 2], [(a, "cp1256") for a in ARABIC], "Windows-1256"),
        ([(a, "cp1256") for a in ARABIC * 2], [(a, "utf-8") for a in ARABIC], "UTF-8"),
        ([(a, "cp1256") for a in ARABIC * 3], [(w, "cp1252") for w in WESTERN[::2]], "Windows-1252"),
        ([(c, "gb18030") for c in CHINESE * 2], [(c, "utf-8") for c in CHINESE], "UTF-8"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_is_read_in_its_own(
    many: list[tuple[str, str]], few: list[tuple[str, str]], others: str, end: str, tmp_path: Path
) -> None:
    found = read_whole(written(tmp_path / "t.csv", *many, *few, end=end))
    assert found.table["name"].to_pylist() == [text for text, _ in (*many, *few)]
    [said] = of_lines(found.said)
    assert others in said
    assert ", ".join(str(len(many) + 2 + k) for k in range(len(few))) in said


@pytest.mark.parametrize(("lines", "encoding"), [(WESTERN, "cp1252"), (ARABIC, "cp1256"), (CHINESE, "gb18030")])
def test_a_file_of_one_encoding_says_nothing_of_lines(lines: list[str], encoding: str, tmp_path: Path) -> None:
    for each in (encoding, "utf-8", "utf-8-sig"):
        path = tmp_path / "t.csv"
        path.write_text("\n".join(["name", *lines]), encoding=each)
        found = read_whole(path)
        assert found.table["name"].to_pylist() == lines
        assert of_lines(found.said) == []


@pytest.mark.parametrize(
    ("lines", "encoding"),
    [
        (["Größe", "Öl AG", "ÄÖÜ", "ÄÖÜ GmbH"], "cp1252"),
        (["ÉÉÉ", "Noël", "ÇÀÉ", "Élève"], "cp1252"),
        ([*ARABIC, "It’s", "Société Générale", "SAPمدير"], "cp1256"),
        ([*CHINESE, "IT部", "A股", "T恤", "卡拉OK"], "gb18030"),
    ],
)
def test_what_looks_like_another_hand_is_of_the_same(lines: list[str], encoding: str, tmp_path: Path) -> None:
    found = read_whole(written(tmp_path / "t.csv", *[(line, encoding) for line in lines]))
    assert found.table["name"].to_pylist() == lines
    assert of_lines(found.said) == []


def test_a_cell_cut_within_a_letter_changes_no_other(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("name,city\nÖl,Köln\nß,Köln\n".encode() + "Müller,Kö".encode()[:-1] + b"\n")
    found = read_whole(path)
    assert found.table.to_pylist()[-1] == {"name": "Müller", "city": "KÃ"}
    assert found.said == ("One line holds bytes that are no UTF-8. They were read as Windows-1252: line 4.",)


def test_of_many_lines_the_first_are_named_and_all_are_counted(tmp_path: Path) -> None:
    many = [("Straße", "utf-8")] * 30_000, [("Müller", "cp1252")] * 29_000
    found = read_whole(written(tmp_path / "t.csv", *many[0], *many[1]))
    assert found.said == (
        "29,000 lines are in Windows-1252, the rest of the file in UTF-8. Each was read in its own: lines "
        + ", ".join(str(30_002 + k) for k in range(10))
        + ", ….",
    )


def test_a_stray_byte_loses_nothing_of_its_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("name\nä ö ü".encode() + b"\xe9\nStra\xc3\x9fe\n")
    found = read_whole(path)
    assert found.table["name"].to_pylist() == ["ä ö üé", "Straße"]
    assert found.said == ("One line holds bytes that are no UTF-8. They were read as Windows-1252: line 2.",)


def test_lines_far_into_a_large_file_are_found_with_their_numbers(tmp_path: Path) -> None:
    """Beyond the first block, and after a record over several lines."""
    path = tmp_path / "t.csv"
    plain = b"".join(f"{k},Stra\u00dfe {k}\n".encode() for k in range(60_000))
    path.write_bytes(b"id,name\n" + plain + b'x,"two\nlines"\n' + "y,Müller\n".encode("cp1252"))
    found = read_whole(path, Limits())
    assert found.table["name"].to_pylist()[-2:] == ["two\nlines", "Müller"]
    assert found.said == about_lines("utf-8", _at(60_004))


def _at(line: int) -> list:  # type: ignore[type-arg]
    decoder = Decoder("utf-8")
    decoder.decode("Müller".encode("cp1252"), line)
    return decoder.take()


def test_json_lines_of_two_hands_are_read_too(tmp_path: Path) -> None:
    lines = [json.dumps({"name": "Müller"}, ensure_ascii=False).encode(each) for each in ("utf-8", "utf-8", "cp1252")]
    (tmp_path / "t.jsonl").write_bytes(b"\n".join(lines))
    found = read_whole(tmp_path / "t.jsonl")
    assert found.table["name"].to_pylist() == ["Müller"] * 3
    assert "line 3" in found.said[0]


def test_what_few_lines_are_decides_no_file() -> None:
    assert encoding_of("ä\n".encode() * 3 + "é\n".encode("cp1252")) == "utf-8"
    assert encoding_of("ä\n".encode() + "é\n".encode("cp1252") * 3) == "cp1252"


def test_the_commands_say_which_lines(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", *[("Geschäftsführer", "utf-8")] * 3, ("Directeur général", "cp1252"))
    done = CliRunner().invoke(app, ["titles", "classify", str(path), "--column", "name"])
    assert [row["seniority"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["c_level"] * 4
    assert "One line is in Windows-1252" in done.stderr
    assert "line 5" in done.stderr
