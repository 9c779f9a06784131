"""One sheet and one set of templates serve both directions of writing: nothing in them says left or right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tiercel.show.web

WEB = Path(tiercel.show.web.__file__).parent
SHEETS = sorted((WEB / "static" / "web").rglob("*.css"))
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
# Classes of start and end are turned by Tabler's sheet for the other direction; these would stay where they are.
SIDED_CLASS = re.compile(
    r"\b(?:float|text|border|rounded|m|p|ms|me)-(?:left|right)\b|\b(?:ml|mr|pl|pr)-(?:\d|auto)\b|\bpull-(?:left|right)\b"
)
SIDED_STYLE = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)|left|right)\s*:|"
    r"(?:text-align|float|clear)\s*:\s*(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius"
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_knows_start_and_end_only(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert SIDED_STYLE.findall(text) == []


def test_no_template_names_a_side() -> None:
    classes = [
        (path.name, found) for path in TEMPLATES for found in SIDED_CLASS.findall(path.read_text(encoding="utf-8"))
    ]
    assert classes == []


def test_arrows_that_mean_forward_and_back_turn_with_the_page() -> None:
    icons = re.compile(r'{% icon "(?:(?:chevron|arrow)s?-(?:left|right)|arrow-(?:back|forward)[\w-]*)"([^%]*)%}')
    still = [
        (path.name, given.group(0))
        for path in TEMPLATES
        for given in icons.finditer(path.read_text(encoding="utf-8"))
        if "turns" not in given.group(1)
    ]
    assert still == []


def test_what_is_played_and_stopped_keeps_its_direction() -> None:
    turned = [path.name for path in TEMPLATES if re.search(r'{% icon "player-[\w-]+" "turns"', path.read_text("utf-8"))]
    assert turned == []


def test_drawings_are_mirrored_and_their_texts_are_not() -> None:
    sheet = "".join(path.read_text(encoding="utf-8") for path in SHEETS)
    assert "[dir=rtl] .drawing { transform: scaleX(-1); }" in sheet
    assert "[dir=rtl] .drawing text { transform: scaleX(-1);" in sheet
