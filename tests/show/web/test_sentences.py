"""Reasons that stages write in English are said in the language of the page, old ones too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from tests.show.web.test_shown import bare

import tiercel
from tiercel.collect.files.decoding import Otherwise, about_lines
from tiercel.show.web import sentences
from tiercel.show.web.templatetags.fields import said

SOURCE = Path(tiercel.__file__).parent
# Where the reasons are written that pages show.
WRITERS = [
    *sorted((SOURCE / "normal").glob("*.py")),
    SOURCE / "collect/columns/parsers.py",
    SOURCE / "collect/files/decoding.py",
    SOURCE / "collect/rows/judging.py",
    SOURCE / "collect/files/csv_records.py",
    SOURCE / "score/leaks.py",
    SOURCE / "score/usable.py",
]
# What says something of a whole file that cannot be read, and a piece of other sentences.
NOT_THESE = ("Too many quotation marks", "'12%' won")


def written(path: Path) -> Iterator[str]:
    """The sentences of a module, with something in the places of their values."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(p.value) if isinstance(p, ast.Constant) else _sample(p) for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs | inner:
            text = node.value
        else:
            continue
        if re.fullmatch(r"['A-Z].* .*\.", text, re.DOTALL) and not text.startswith(NOT_THESE):
            yield text


def _sample(part: ast.expr) -> str:
    said = ast.unparse(part)
    return "'up' won 91.0%, 'down' 1.0%." if "_both" in said else "" if "meant" in said else "12%"


@pytest.mark.parametrize("path", WRITERS, ids=lambda path: path.stem)
def test_every_reason_that_a_stage_writes_is_known_to_pages(path: Path) -> None:
    unknown = [text for text in written(path) if not sentences.recognised(text)]
    assert unknown == []


def test_the_sentences_of_the_stages_are_found_at_all() -> None:
    assert sum(len(list(written(path))) for path in WRITERS) > 30


def test_values_are_taken_out_and_written_as_the_page_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "gettext", lambda text: f"~ {text}")
    sentences._said.cache_clear()
    with translation.override("fa"):
        told = sentences.said("It is missing in 91% of the lost deals and 4% of the won ones.")
        assert bare(told) == "~ It is missing in ۹۱٪ of the lost deals and ۴٪ of the won ones."
        assert sentences.said("'5/13/x' is not a date. Write it as 2016-10-20.").startswith("~ '\u20685/13/x\u2069'")
    sentences._said.cache_clear()


def test_what_nobody_knows_is_shown_as_the_english_that_it_is() -> None:
    with translation.override("fa"):
        assert said("Nobody wrote <this>.") == '<span lang="en" dir="auto">Nobody wrote &lt;this&gt;.</span>'
    with translation.override("en"):
        assert said("It is empty.") == "It is empty."


def test_a_reason_for_each_value_of_a_cell_is_said_apart_and_examples_keep_their_direction() -> None:
    with translation.override("fa"):
        told = sentences.said(" ".join(f"'{each}' is not a date. Write it as 2016-10-20." for each in ("mail", "at")))
        assert "Write" not in told
        assert told.count("\u20662016-10-20\u2069") == 2


def test_what_a_worker_noted_of_an_import_is_said_in_the_language_of_the_page() -> None:
    """The worker speaks English; each note that it may write is known."""
    note = "28 rows name something that has not come yet; they wait, and go in with the import that brings it."
    with translation.override("fa"):
        assert sentences.told_note(note).startswith("۲۸ ")
        assert sentences.told_note("anything else") == "anything else"
    source = (SOURCE / "flow/importing/report.py").read_text(encoding="utf-8")
    assert all(f'"{text}"' in source for pair in sentences.NOTES for text in pair)


def test_what_else_is_told_of_a_file_is_known_to_pages() -> None:
    for encoding in ("utf-8", "cp1252"):
        for lines in ((4,), (4, 9), tuple(range(10))):
            count = len(lines) if len(lines) < 10 else 1_200
            (told,) = about_lines("utf-8", [Otherwise(encoding, count, lines)])
            assert sentences.recognised(told)
            assert [template for template, _ in sentences.in_a_row(told)] == [sentences.recognised(told)[0]]  # type: ignore[index]
    assert sentences.recognised("1,600 unknown columns from 'thing 400' on are not kept: 400 are the most.")
