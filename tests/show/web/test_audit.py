"""The audit trail as owners read it and take it along."""

import csv
import io
import re
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from tests.conftest import Cast
from tests.show.web.conftest import SignIn

import tiercel
from tiercel.flow import trail
from tiercel.records.models import AuditEntry
from tiercel.show.web.acts import ACTS, SUBJECTS

SOURCE = Path(tiercel.__file__).parent


@pytest.fixture
def acts(cast: Cast) -> None:
    """Two days: on the first Ben signs three off, on the second Ada exports; and the machine imports."""
    for day, action, by, subject, count in (
        (1, "targets.accepted", cast.ben, "accounts", 3),
        (2, "accounts.exported", cast.ada, "accounts", 1),
        (2, "records.imported", None, "", 1),
    ):
        AuditEntry.objects.create(
            at=datetime(2026, 3, day, 12, tzinfo=UTC), action=action, by=by, via="page" if by else "command",
            subject=subject, count=count, details={"reason": "=1+1"},
        )  # fmt: skip


def rows(page: str) -> list[str]:
    return re.findall(r'data-label="What">([^<]+)', page)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Files imported", "Accounts exported", "Targets accepted"]),
        ("action=targets.accepted", ["Targets accepted"]),
        ("day.from=2026-03-02", ["Files imported", "Accounts exported"]),
        ("day.to=2026-03-01", ["Targets accepted"]),
        ("sort=at", ["Targets accepted", "Accounts exported", "Files imported"]),
        ("subject=accounts", ["Accounts exported", "Targets accepted"]),
        ("day.from=2026-03-03", []),
        ("day.from=nonsense&day.to=0&row=x&by=y&sort=x", ["Files imported", "Accounts exported", "Targets accepted"]),
    ],
)
def test_the_trail_is_read_newest_first_and_narrowed(asked: str, found: list[str], acts: None, sign_in: SignIn) -> None:
    page = sign_in("ada").get(f"/settings/audit?{asked}").content.decode()
    named = {str(words) for words in ACTS.values()}
    assert [text for text in rows(page) if text in named] == found


def test_a_filter_in_force_has_a_chip_and_replaces_the_list_alone(acts: None, sign_in: SignIn) -> None:
    ada = sign_in("ada")
    page = ada.get("/settings/audit?subject=accounts&day.from=2026-03-02").content.decode()
    assert "To what: \u2068Accounts\u2069" in page
    assert "Day: \u2068from 2026-03-02\u2069" in page
    part = ada.get("/settings/audit?subject=accounts", headers={"HX-Request": "true", "HX-Target": "div#trail-list"})
    assert part.content.decode().startswith('<div id="trail-list">')


def test_what_was_done_to_one_row_is_one_click_away(cast: Cast, sign_in: SignIn) -> None:
    """Also of a row whose number is long."""
    for row in (1_234_567, 8):
        trail.note("accounts.merged", cast.ada, subject="accounts", row=row)
    ada = sign_in("ada")
    asked = re.findall(r'href="([?]subject=[^"]+)"', ada.get("/settings/audit").content.decode())
    page = ada.get(f"/settings/audit{asked[-1]}".replace("&amp;", "&")).content.decode()
    assert re.findall(r"number (\d+)", page) == ["1234567"]
    assert "Number: \u20681234567\u2069" in page


def test_the_trail_of_one_person(acts: None, cast: Cast, sign_in: SignIn) -> None:
    page = sign_in("ada").get(f"/settings/audit?by={cast.ben.pk}").content.decode()
    assert "Targets accepted" in rows(page)
    assert "Accounts exported" not in rows(page)


def test_many_acts_are_paged_by_key_and_none_is_shown_twice(cast: Cast, sign_in: SignIn) -> None:
    for number in range(120):
        trail.note("rates.set", cast.ada, subject="rates", row=number)
    seen: list[str] = []
    path = "/settings/audit?"
    while path:
        page = sign_in("ada").get(path).content.decode()
        seen += re.findall(r"number (\d+)", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        path = f"/settings/audit{following[1]}".replace("&amp;", "&") if following else ""
    assert seen == [str(number) for number in reversed(range(120))]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_taken_along_is_what_was_shown_is_itself_noted_and_runs_no_formula(
    form: str, acts: None, cast: Cast, sign_in: SignIn
) -> None:
    answer = sign_in("ada").get(f"/settings/audit/export.{form}?action=targets.accepted")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    if form == "csv":
        lines = [list(line) for line in csv.reader(io.StringIO(content.decode("utf-8-sig")))]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        lines = [[str(cell or "") for cell in line] for line in sheet.iter_rows(values_only=True)]
    assert lines[0][:4] == ["ID", "When", "Who", "What"]
    assert [line[3] for line in lines[1:]] == ["targets.accepted"]
    assert lines[1][9] == "reason: =1+1"
    assert AuditEntry.objects.get(action="trail.exported").by == cast.ada


@pytest.mark.parametrize("name", ["ben", "chen", "dara"])
def test_only_owners_read_it(name: str, sign_in: SignIn) -> None:
    assert sign_in(name).get("/settings/audit").status_code == 403
    assert sign_in(name).get("/settings/audit/export.csv").status_code == 403
    assert not AuditEntry.objects.filter(action="trail.exported").exists()


def test_a_form_of_file_that_there_is_not_is_not_found_and_not_noted(sign_in: SignIn) -> None:
    assert sign_in("ada").get("/settings/audit/export.pdf").status_code == 404
    assert not AuditEntry.objects.filter(action="trail.exported").exists()


def test_every_act_and_subject_that_is_noted_has_its_words() -> None:
    """An action is written out where it is noted, or in a mapping of the same module."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted((SOURCE / "flow").rglob("*.py")))
    text += "\n".join(path.read_text(encoding="utf-8") for path in sorted((SOURCE / "show").rglob("*.py")))
    noted = set(re.findall(r'trail\.note\(\s*"([a-z_]+\.[a-z_]+)"', text))
    noted |= set(re.findall(r'"((?:targets|accounts)\.[a-z_]+ed)"', text))
    assert len(noted) > 20
    assert noted - set(ACTS) == set()
    subjects = set(re.findall(r'trail\.note\([^)]*?subject="([a-z_]+)"', text))
    assert len(subjects) > 5
    assert subjects - set(SUBJECTS) == set()
