"""The log says what happened and never about whom: whatever was typed, imported or quoted by an error."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from tiercel.core import at_hand
from tiercel.core.at_hand import Told
from tiercel.show.web.logs import AsJson, AsText, logging_settings

HOSTILE = ("jo.smith@acme.example", "Parisa Ahmadi", "secret search", "+49 30 1234567", "4111111111111111")
FORMS = {"text": AsText, "json": AsJson}


@pytest.fixture(params=FORMS)
def written(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """What the log says, in either form."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(FORMS[request.param]())
    # Django's own logger hands nothing on to the root's.
    heard = [logging.getLogger(), logging.getLogger("django")]
    for logger in heard:
        logger.addHandler(handler)
    yield stream
    for logger in heard:
        logger.removeHandler(handler)


def breaks(depth: int = 0) -> None:
    """An error as databases and parsers make them: with the row in its message, and another one below."""
    try:
        try:
            int(f"{HOSTILE[0]} {HOSTILE[1]}")
        except ValueError as error:
            raise KeyError(HOSTILE[2]) from error
    except KeyError:
        raise RuntimeError(f"DETAIL: Key (phone)=({HOSTILE[3]}) {HOSTILE[4]}")  # noqa: B904


@pytest.mark.parametrize("logger", ["tiercel.jobs", "django.request", "uvicorn.error", "asyncio", "huey"])
def test_an_error_is_its_class_and_its_place_and_no_word_of_its_message(logger: str, written: io.StringIO) -> None:
    try:
        breaks()
    except RuntimeError:
        logging.getLogger(logger).error("it failed", exc_info=True, extra={"person": HOSTILE[1], "user": 7})
    said = written.getvalue()
    assert not [each for each in HOSTILE if each in said]
    assert "RuntimeError" in said
    assert "KeyError" in said
    assert "ValueError" in said
    assert "test_logs.py" in said


@pytest.mark.parametrize(
    ("logger", "message", "arguments"),
    [
        ("django.request", "%s: %s", ("Not Found", "/people/jo.smith@acme.example")),
        ("django.security.DisallowedHost", "Invalid HTTP_HOST header: 'jo.smith@acme.example'.", ()),
        ("asyncio", "Task exception was never retrieved: <exception=ValueError('Parisa Ahmadi')>", ()),
        ("huey", "Executing %s", ("Parisa Ahmadi",)),
        ("somebody", "GET /accounts?q=secret%20search from jo.smith@acme.example", ()),
        ("somebody", 'He said "secret search"', ()),
    ],
)
def test_of_lines_that_are_not_ours_only_the_fixed_part_is_kept(
    logger: str, message: str, arguments: tuple[str, ...], written: io.StringIO
) -> None:
    logging.getLogger(logger).error(message, *arguments)
    said = written.getvalue()
    assert said.strip()
    assert not [each for each in (*HOSTILE, "secret%20search", "/people/") if each in said]


def test_a_line_carries_the_ids_of_the_request_and_the_job(written: io.StringIO) -> None:
    tokens = at_hand.told.set(Told("abcdefgh1", "GET")), at_hand.job.set(42)
    logging.getLogger("tiercel.jobs").error("job %s is done", 42)
    at_hand.told.reset(tokens[0])
    at_hand.job.reset(tokens[1])
    assert "abcdefgh1" in written.getvalue()
    assert "42" in written.getvalue()


def test_a_line_of_json_is_one_object_with_the_names_that_programs_look_for() -> None:
    record: Any = logging.makeLogRecord({"name": "tiercel.access", "levelname": "INFO", "msg": "line\nbreak"})
    record.status, record.user, record.milliseconds = 200, 7, 1.5
    line = AsJson().format(record)
    assert "\n" not in line
    found = json.loads(line)
    assert {"time", "level", "logger", "message", "status", "user", "milliseconds"} <= found.keys()
    assert (found["level"], found["logger"], found["user"]) == ("INFO", "tiercel.access", 7)


def test_libraries_are_heard_from_warnings_on_whatever_ours_say() -> None:
    assert logging_settings("json", "debug")["root"]["level"] == "WARNING"
    assert logging_settings("json", "error")["root"]["level"] == "ERROR"
