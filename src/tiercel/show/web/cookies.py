"""What a device remembers: the language of the pages before anybody signs in, and light or dark."""

from django.conf import settings
from django.http import HttpResponse

from tiercel.show.web.language import code_of
from tiercel.show.web.words import THEMES

YEAR_SECONDS = 365 * 24 * 3600


def keep_language(response: HttpResponse, language: str) -> None:
    if code_of(language):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, code_of(language), httponly=True)


def keep_theme(response: HttpResponse, theme: str) -> None:
    """The script that chooses light or dark before the page is drawn reads this one."""
    if theme in THEMES:
        _keep(response, "theme", theme, httponly=False)


def _keep(response: HttpResponse, name: str, value: str, *, httponly: bool) -> None:
    response.set_cookie(
        name, value, max_age=YEAR_SECONDS, samesite="Lax", httponly=httponly, secure=settings.SESSION_COOKIE_SECURE
    )
