"""The operations as django-ninja serves them: it reads what is asked, checks it, and writes what is answered."""

from __future__ import annotations

import inspect
import json
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder, Status

from tiercel.core.errors import AccessError, ConfigError, DataError, TiercelError
from tiercel.records.away import SECONDS_TO_WAIT, are_away, what_to_do
from tiercel.show.api.operation import Operation, operations
from tiercel.show.api.problems import NotThereError, problem

PREFIX = "/api/v1"


class Json(JSONRenderer):
    """JSON as the standard has it: what is no number is null."""

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:  # noqa: ARG002 - ninja's form
        try:
            return json.dumps(data, cls=NinjaJSONEncoder, ensure_ascii=False, allow_nan=False)
        except ValueError:
            return json.dumps(_numbers_only(data), cls=NinjaJSONEncoder, ensure_ascii=False)


def _numbers_only(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _numbers_only(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_numbers_only(value) for value in data]
    return None if isinstance(data, float) and data - data != 0 else data


def _answering(operation: Operation) -> Callable[..., Any]:
    @wraps(operation.view)
    def answer(request: HttpRequest, **asked: Any) -> Any:
        found = operation.view(request, **asked)
        return found if isinstance(found, HttpResponseBase) else Status(operation.status, found)

    # Its annotations are texts, which ninja would look up in this module.
    answer.__signature__ = inspect.signature(operation.view, eval_str=True)  # type: ignore[attr-defined]
    return answer


def _built() -> NinjaAPI:
    api = NinjaAPI(
        title="Tiercel",
        version="1",
        description="Everything that the pages show and do, for programs.",
        docs_url=None,
        openapi_url=None,
        renderer=Json(),
    )
    for operation in operations():
        api.default_router.add_api_operation(
            operation.path,
            [operation.method],
            _answering(operation),
            response={operation.status: None if isinstance(operation.answers, str) else operation.answers},
            operation_id=operation.name,
            summary=operation.summary,
            description=operation.description,
            tags=[operation.subject],
        )
    return api


api = _built()


@api.exception_handler(ValidationError)
def _values_do_not_fit(request: HttpRequest, wrong: ValidationError) -> HttpResponse:  # noqa: ARG001 - ninja's form
    errors = [
        {
            "place": str(error["loc"][0]),
            "field": ".".join(map(str, error["loc"][1:])).removeprefix("given.").removeprefix("asked."),
            "message": str(error["msg"]).removeprefix("Value error, "),
        }
        for error in wrong.errors
    ]
    return problem("wrong-values", _("Correct what is named under errors, then call again."), errors=errors)


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, wrong: HttpError) -> HttpResponse:  # noqa: ARG001 - ninja's form
    return problem("unreadable", _("The body is not valid JSON. Correct it, then call again."))


@api.exception_handler(MultiPartParserError)
def not_multipart(request: HttpRequest, wrong: Exception) -> HttpResponse:  # noqa: ARG001 - ninja's form
    return problem("unreadable", _("The body is not valid multipart/form-data. Correct it, then call again."))


@api.exception_handler(RequestDataTooBig)
def _too_long(request: HttpRequest, wrong: Exception) -> HttpResponse:  # noqa: ARG001 - ninja's form
    return problem("too-long", _("Send less at a time."))


@api.exception_handler(NotThereError)
def _not_there(request: HttpRequest, wrong: NotThereError) -> HttpResponse:  # noqa: ARG001 - ninja's form
    return problem("not-there", str(wrong) or _("It does not exist, or the user of the key does not see it."))


@api.exception_handler(TiercelError)
def _in_words(request: HttpRequest, wrong: TiercelError) -> HttpResponse:  # noqa: ARG001 - ninja's form
    if isinstance(wrong, AccessError):
        return problem("not-allowed", wrong)
    if isinstance(wrong, ConfigError | DataError):
        return problem("refused", wrong)
    return broken(wrong)


@api.exception_handler(Exception)
def _broken(request: HttpRequest, wrong: Exception) -> HttpResponse:  # noqa: ARG001 - ninja's form
    return broken(wrong)


def broken(wrong: Exception) -> HttpResponse:
    """What is not foreseen is logged for the keeper of the server, and not told to whoever called."""
    logging.getLogger("tiercel.api").error("a call failed", exc_info=wrong)
    if settings.DEBUG_PROPAGATE_EXCEPTIONS:
        raise wrong
    if are_away(wrong):
        return problem("away", what_to_do(), {"Retry-After": str(SECONDS_TO_WAIT)})
    return problem(
        "broken", _("Nothing was kept half done. Try again; if it happens again, the server's log says why.")
    )
