"""CSV in every dress: delimiters, encodings, quoting, ragged rows, and the true line of each."""

# ruff: noqa: E501  rows of a file are read as they stand

import csv
import gzip
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tiercel.collect.files.limits import Limits
from tiercel.collect.files.looking import look
from tiercel.collect.files.reading import read_table
from tiercel.core.errors import DataError

PLAIN = "name,industry,employees\nAcme,Retail,10\nBeta,Mining,20\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_usual_dress_of_a_table_reads_the_same(write, delimiter, encoding, ending):
    text = "name,city\nMüller & Söhne,Zürich\nBeta,Köln\n".replace(",", delimiter).replace("\n", ending)
    (path,) = write({"a.csv": text.encode(encoding)})
    assert read_table(path).to_pydict() == {"name": ["Müller & Söhne", "Beta"], "city": ["Zürich", "Köln"]}


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("gb18030", "北京科技有限公司"),
        ("cp1256", "شركة الاتصالات السعودية"),
        ("utf-8", "شرکت فناوری ایران"),
        ("utf-16", "上海贸易"),
    ],
)
def test_files_of_chinese_arabic_and_persian_offices_read_right(write, encoding, name):
    text = "name,city\n" + f"{name},x\n" * 20
    (path,) = write({"a.csv": text.encode(encoding)})
    assert read_table(path)["name"].to_pylist() == [name] * 20


def test_a_stray_byte_does_not_spoil_a_good_file(write):
    lines = ["name,city"] + [f"Société {i},Zürich" for i in range(20_000)]
    data = "\n".join(lines).encode() + b"\nCaf\xe9,Paris\n"
    (path,) = write({"a.csv": data})
    names = read_table(path)["name"].to_pylist()
    assert names[0] == "Société 0"
    assert names[-1] == "Café"


def test_stray_zero_bytes_are_no_other_encoding(take):
    found = take({"accounts.csv": b"name,industry\nA\x00cme,Re\x00tail\nBeta,Mining\n"})
    assert found.rows("accounts", "name", "industry") == [("Acme", "Retail"), ("Beta", "Mining")]


def test_rows_keep_the_line_on_which_a_text_editor_shows_them(take):
    text = 'name,industry,city\nAcme,Retail,"Old\nTown"\n\nBeta,Mining,X\n"Gam\r\nma",Retail,"a ""b"""\nDelta,Retail\nEps,Retail,X\n'
    found = take({"accounts.csv": text})
    assert found.rows("accounts", "name", "line") == [("Acme", 2), ("Beta", 5), ("Gam ma", 6), ("Eps", 9)]
    assert found.rejects("line", "row_taken") == [(8, False)]


def test_lines_stay_true_far_into_a_large_file(take):
    plain = "".join(f"Name {i},Retail,{'x' * 180}\n" for i in range(50_000))
    text = (
        "name,industry,city\n" + plain + '"Two\nlines",Retail,X\n' + plain.replace("Name", "Other") + "Last,Retail,X\n"
    )
    found = take({"accounts.csv": text})
    assert found.ask("SELECT line FROM accounts WHERE name IN ('Name 49999', 'Two lines', 'Other 0', 'Last') ORDER BY 1") == [
        (50_001,), (50_002,), (50_004,), (100_004,),
    ]  # fmt: skip


def test_a_quotation_mark_left_open_costs_its_row_only(take):
    found = take(
        {
            "accounts.csv": 'name,industry\nAcme,Retail\n"Beta,Mining\nGamma,Retail\nDe"lta,Retail\n"Eps" x,Mining\nZeta,Mining\n'
        }
    )
    assert found.values("accounts", "name") == ["Acme", "Gamma", 'De"lta', "Zeta"]
    assert [(line, "quotation mark" in reason) for line, reason in found.rejects("line", "reason")] == [
        (3, True),
        (6, True),
    ]


def test_rows_with_too_many_or_too_few_values_are_rejected_with_the_count(take):
    found = take(
        {"accounts.csv": "name,industry,city\nAcme,Retail\nBeta,Mining,X,Y\nGamma,Retail,X,,\nDelta,Mining,X\n"}
    )
    assert found.values("accounts", "name") == ["Gamma", "Delta"]
    assert [reason.split(",")[0] for (reason,) in found.rejects("reason")] == [
        "This row has 2 values",
        "This row has 4 values",
    ]


def test_columns_of_one_name_and_of_none_are_told_apart_and_said(write):
    (path,) = write({"a.csv": "name,industry,,Name,\nAcme,Retail,1,x,\n"})
    source = look(path)
    assert source.columns == ("name", "industry", "column 3", "Name (2)")
    assert source.problems == ("Column 3 has no name.", "Two columns are called 'Name'.")


def test_a_title_above_the_table_is_no_header(write):
    (path,) = write({"a.csv": "Accounts of Q3\n\nname,industry\nAcme,Retail\n"})
    assert read_table(path).to_pydict() == {"name": ["Acme"], "industry": ["Retail"]}


def test_excel_s_own_delimiter_hint_is_no_header(write):
    (path,) = write({"a.csv": "sep=;\nname;industry\nAcme, Inc;Retail\n"})
    assert read_table(path).to_pydict() == {"name": ["Acme, Inc"], "industry": ["Retail"]}


def test_gzip_is_known_by_its_bytes_whatever_the_name(write):
    (path,) = write({"a.csv": gzip.compress(PLAIN.encode())})
    assert read_table(path)["name"].to_pylist() == ["Acme", "Beta"]


def test_a_gzip_cut_short_says_so(write):
    (path,) = write({"a.csv.gz": gzip.compress("".join(f"{i},{i * i}\n" for i in range(100_000)).encode())[:-1000]})
    with pytest.raises(DataError, match="damaged or cut short"):
        read_table(path)


def test_a_gzip_bomb_is_refused_before_it_fills_the_machine(write):
    (path,) = write({"a.csv.gz": gzip.compress(b"a,b\n" + b"0" * 200_000_000)})
    with pytest.raises(DataError, match="unpacks to more than"):
        read_table(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n\n \n", "has no rows"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"<html><table>", "web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or password-protected Excel"),
        (b"\x00\x01\x02\x03" * 100, "no file that we can read"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(write, content, said):
    (path,) = write({"a.csv": content})
    with pytest.raises(DataError, match=said):
        look(path)


def test_a_missing_file_and_a_folder_are_said(tmp_path):
    with pytest.raises(DataError, match="There is no file"):
        look(tmp_path / "none.csv")
    with pytest.raises(DataError, match="is a folder"):
        look(tmp_path)


def test_a_table_of_ten_thousand_columns_is_refused(write):
    (path,) = write({"a.csv": ",".join(f"c{i}" for i in range(10_000)) + "\n"})
    with pytest.raises(DataError, match="more than 4,000 columns"):
        look(path)


def test_a_file_above_the_limit_is_not_opened(write):
    (path,) = write({"a.csv": "a,b\n" + "1,2\n" * 300_000})
    with pytest.raises(DataError, match="max_file_mb"):
        look(path, limits=Limits(max_file_mb=1))


cells = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=12
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=8))
def test_whatever_a_csv_writer_wrote_is_read_back(tmp_path, rows):
    path = tmp_path / "a.csv"
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([("alpha", "beta", "gamma"), *rows])
    path.write_bytes(out.getvalue().encode())
    found = read_table(path).to_pylist()
    wanted = [
        dict(zip(("alpha", "beta", "gamma"), row, strict=True)) for row in rows if any(cell.strip() for cell in row)
    ]
    given_back = [row for row in found if any(row.values())]
    assert [{k: (v or "").strip() for k, v in row.items()} for row in given_back] == [
        {k: v.strip() for k, v in row.items()} for row in wanted if any(v.strip() for v in row.values())
    ]
