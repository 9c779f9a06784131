"""The log: who did what, when and how fast, by keys and names of addresses; never what is personal.

Our own lines are written with that in mind. Those of libraries may quote anything that people typed: of them only the
fixed part is kept. Of an error the log has its class and where it happened, never its message, which may quote a row.
"""

from __future__ import annotations

import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from tiercel.core.at_hand import job, request_id

OURS = "tiercel"
EXTRAS = ("method", "address", "status", "milliseconds", "user")
BASE = frozenset(logging.makeLogRecord({}).__dict__)
# What a library quotes in a text without parameters: in quotation marks, after a question mark, with an @.
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|\?\S+|\S+@\S+")
MOST_CHAINED = 8


def logging_settings(form: str, level: str) -> dict[str, Any]:
    """Django's LOGGING: one line an event on standard error, as text or JSON."""
    ours = level.upper()
    others = ours if ours == "ERROR" else "WARNING"
    formatter = {"text": {"()": AsText}, "json": {"()": AsJson}}[form]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "loggers": {
            OURS: {"level": ours},
            "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        },
        "root": {"handlers": ["console"], "level": others},
    }


class AsText(logging.Formatter):
    """A line for people: time, level, logger, message, and the ids to look further by."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}{ids}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        clean = without_personal(record)
        ids = {name: clean.__dict__.get(name) for name in ("user", "job", "request_id")}
        clean.ids = "".join(f" {name}={value}" for name, value in ids.items() if value)
        return super().format(clean)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging calls it so
        return where_it_broke(ei[1])


class AsJson(JsonFormatter):
    """An object a line, for programs."""

    def __init__(self) -> None:
        super().__init__(
            "{levelname}{name}{message}",
            style="{",
            rename_fields={"levelname": "level", "name": "logger"},
            json_ensure_ascii=False,
        )

    def format(self, record: logging.LogRecord) -> str:
        return super().format(without_personal(record))

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        super().add_fields(log_data, record, message_dict)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging calls it so
        return where_it_broke(ei[1])


def without_personal(record: logging.LogRecord) -> logging.LogRecord:
    """The record with a message that quotes nobody, our own extras only, and the ids of the request and the job."""
    given = record.__dict__
    kept = {name: value for name, value in given.items() if name in BASE}
    kept |= {"msg": _message(record), "args": (), "exc_text": None, "stack_info": None}
    if record.name.partition(".")[0] == OURS:
        kept |= {name: given[name] for name in EXTRAS if given.get(name) is not None}
    ids = {"request_id": request_id(), "job": job.get()}
    return logging.makeLogRecord(kept | {name: value for name, value in ids.items() if value})


def where_it_broke(error: BaseException | None) -> str:
    """Where an error was raised, and its class, with those that it came from; no message, no values."""
    told: list[str] = []
    while error is not None and len(told) < MOST_CHAINED:
        frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
        told.append(f"{frames}{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nwhich came from:\n".join(told)


def _message(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] == OURS:
        return record.getMessage()
    if record.name == "django.request" and isinstance(record.args, tuple) and record.args:
        return str(record.args[0])  # "Internal Server Error"; after it stands the path
    return QUOTED.sub("…", str(record.msg))
