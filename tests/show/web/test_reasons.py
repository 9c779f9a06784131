"""Why a job failed is said in the reader's language, whatever language the worker wrote it in."""

from typing import Any

import pytest
from django.test import override_settings
from django.utils import translation
from django.utils.translation import gettext, ngettext
from tests.show.web.conftest import SignIn

from tiercel.core.clock import utc_now
from tiercel.records.models import Job
from tiercel.show.web.templatetags.reasons import _shape, in_words, reason_said, step_said
from tiercel.show.web.templatetags.shown import number

CODES = ("en", "ar", "fa", "zh-hans")
REFUSED = "The system refused: {error}."
CUT_OFF = "It was cut off. Nothing was kept half done: run the command again."


def written(language: str, text: str, **values: str) -> str:
    with translation.override(language):
        return gettext(text).format(**values)


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize("worker", CODES)
@pytest.mark.parametrize("reader", CODES)
def test_a_reason_is_said_in_the_readers_language(worker: str, reader: str) -> None:
    for text, values in ((CUT_OFF, {}), (REFUSED, {"error": "No space left on device"})):
        with override_settings(LANGUAGE_CODE=worker), translation.override(reader):
            told = in_words(written(worker, text, **values))
        assert plain(told) == written(reader, text, **values)


def test_what_another_program_said_stays_as_it_is_and_is_marked_as_another_language() -> None:
    with translation.override("fa"):
        assert in_words("Errno 5: <tap> gave up") == "Errno 5: <tap> gave up"
        assert reason_said("<tap> gave up") == '<span lang="en" dir="auto">&lt;tap&gt; gave up</span>'
    with translation.override("en"):
        assert reason_said("Errno 5") == "Errno 5"


@pytest.mark.parametrize("worker", CODES)
@pytest.mark.parametrize("reader", CODES)
def test_a_step_is_said_in_the_readers_language_however_short_it_is(worker: str, reader: str) -> None:
    with override_settings(LANGUAGE_CODE=worker), translation.override(reader):
        for step in ("Scoring", "Reading the closed deals"):
            assert in_words(written(worker, step)) == written(reader, step)


@pytest.mark.parametrize("worker", CODES)
@pytest.mark.parametrize("reader", CODES)
def test_a_table_that_a_step_names_is_said_in_the_readers_language(worker: str, reader: str) -> None:
    with override_settings(LANGUAGE_CODE=worker), translation.override(reader):
        for text, name, table in (("Matching {table}", "table", "deals"), ("Reading the {kind}", "kind", "accounts")):
            told = gettext(text).format(**{name: gettext(table.capitalize()).lower()})
            assert step_said(written(worker, text, **{name: table})) == told
        assert "Scoring" not in step_said(written(worker, "Scoring")) or reader == "en"


@pytest.mark.parametrize("count", [3, 11, 100, 2360])
def test_a_counted_comment_is_said_in_the_readers_language_with_its_digits(count: int) -> None:
    pair = ("Learnt from {count} closed deal", "Learnt from {count} closed deals")
    for worker in CODES:
        with translation.override(worker):
            kept = ngettext(*pair, count).format(count=count)
        for reader in CODES:
            with translation.override(reader):
                assert in_words(kept) == ngettext(*pair, count).format(count=number(count)), (worker, reader)
    assert in_words("Learnt from the sales team") == "Learnt from the sales team"


def test_the_pages_of_jobs_say_it(sign_in: SignIn) -> None:
    failed = Job.objects.create(kind="refresh", state=Job.FAILED, reason=CUT_OFF, made_at=utc_now(), ended_at=utc_now())
    ada = sign_in("ada")
    ada.post("/language", {"language": "zh"})
    for path in ("/settings/jobs", f"/settings/jobs/{failed.pk}", "/"):
        page = ada.get(path).content.decode()
        assert CUT_OFF not in page
    assert written("zh-hans", CUT_OFF) in ada.get(f"/settings/jobs/{failed.pk}").content.decode()


def test_a_sentence_that_almost_fits_is_looked_through_once() -> None:
    """With patterns that try again from each place, this took seconds: a 600-letter sentence, six places."""
    shape = _shape("line {line} of {file} says {field} is '{value}', line {other} of {file} says '{another}'.")
    almost = "line x of " + " says " * 30 + " is '" * 30 + "', line " * 30 + " of " * 30 + " says '" * 30
    asked = Counted(almost)
    assert shape.values_in(asked) == {}
    assert asked.looks <= len(shape.places)
    said = "line 3 of a.csv says city is 'Bonn', line 5 of a.csv says 'Köln'."
    assert shape.values_in(said) == {
        "line": "3",
        "file": "a.csv",
        "field": "city",
        "value": "Bonn",
        "other": "5",
        "another": "Köln",
    }
    assert shape.values_in(said.replace("5 of a.csv", "5 of b.csv")) == {}


class Counted(str):
    """A sentence that counts how often somebody looks for something in it, and says that it ends well."""

    looks = 0

    def find(self, *asked: Any) -> int:
        self.looks += 1
        return super().find(*asked)

    def endswith(self, *_asked: Any) -> bool:
        return True
