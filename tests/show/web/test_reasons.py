"""Why a job failed is said in the reader's language, whatever language the worker wrote it in."""

import pytest
from django.test import override_settings
from django.utils import translation
from django.utils.translation import gettext
from tests.show.web.conftest import SignIn

from tiercel.core.clock import utc_now
from tiercel.records.models import Job
from tiercel.show.web.templatetags.reasons import in_words, reason_said

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


def test_the_pages_of_jobs_say_it(sign_in: SignIn) -> None:
    failed = Job.objects.create(kind="refresh", state=Job.FAILED, reason=CUT_OFF, made_at=utc_now(), ended_at=utc_now())
    ada = sign_in("ada")
    ada.post("/language", {"language": "zh"})
    for path in ("/settings/jobs", f"/settings/jobs/{failed.pk}", "/"):
        page = ada.get(path).content.decode()
        assert CUT_OFF not in page
    assert written("zh-hans", CUT_OFF) in ada.get(f"/settings/jobs/{failed.pk}").content.decode()
