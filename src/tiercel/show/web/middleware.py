"""What every answer carries: the policy of what a page may load, and the language of who reads it."""

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils import translation
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from tiercel.core.errors import TiercelError
from tiercel.flow import trail
from tiercel.flow.users import sessions
from tiercel.show.web.language import code_of, manner, manner_of
from tiercel.show.web.views.doors.errors import in_words

Answer = Callable[[HttpRequest], HttpResponseBase]

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


def content_policy(answer: Answer) -> Answer:
    """Nothing from elsewhere, nothing inline: text that slipped into a page as markup still cannot run."""

    def with_policy(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return with_policy


class ErrorsInWords:
    """An error that says what to do is shown as a page that says it; others are ours, and the log has them."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.answer(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Refuse the one sign that nobody types and PostgreSQL does not keep, before anything asks for it."""
        given = (request.GET, request.POST if request.method == "POST" else QueryDict())
        if any("\x00" in value for form in given for _name, values in form.lists() for value in values):
            raise SuspiciousOperation

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        return in_words(request, exception) if isinstance(exception, TiercelError) else None


def language_of_user(answer: Answer) -> Answer:
    """Who is signed in reads in the language, the calendar and the digits chosen, on every machine."""

    def in_language(request: HttpRequest) -> HttpResponseBase:
        chosen = code_of(getattr(request.user, "language", ""))
        if chosen:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        with manner(manner_of(request.user)):
            return answer(request)

    return in_language


def acts_by_page(answer: Answer) -> Answer:
    """What is done while a page is answered stands in the audit trail as done by a page."""

    def noted(request: HttpRequest) -> HttpResponseBase:
        with trail.via(trail.PAGE):
            return answer(request)

    return noted


def session_seen(answer: Answer) -> Answer:
    """Each browser that is signed in is remembered, so that its owner can see it and end its session."""

    def remembered(request: HttpRequest) -> HttpResponseBase:
        key = request.session.session_key
        if key and request.user.is_authenticated:
            sessions.seen(request.user, key, request.META.get("REMOTE_ADDR", ""), request.headers.get("User-Agent", ""))
        return answer(request)

    return remembered


def private(answer: Answer) -> Answer:
    """Pages hold what a company knows: neither a shared cache nor the back button after signing out shows them."""

    def not_kept(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    return not_kept


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Static files as whole answers: a file handle would be read by the asynchronous server all at once anyway."""

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponseBase:
        found = static_file.get_response(request.method, request.META)
        content = found.file.read() if found.file is not None else b""
        response = HttpResponse(content, status=int(found.status))
        del response["Content-Type"]
        for name, value in found.headers:
            response[name] = value
        return response
