"""How somebody reads: the form that changes it, and a day read back while it is typed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from tiercel.core.errors import TiercelError
from tiercel.flow import keep_preferences
from tiercel.flow.keep_preferences import Preferences
from tiercel.show.web.access import READER, Address, Asked
from tiercel.show.web.cookies import keep_language, keep_theme
from tiercel.show.web.language import code_of
from tiercel.show.web.templatetags.fields import read
from tiercel.show.web.views.data.jobs import onward


def preferences(request: Asked) -> HttpResponse:
    if request.method != "POST":
        return render(request, "web/you/preferences_page.html")
    given = request.POST
    wanted = Preferences(given.get("language", ""), given.get("calendar", ""), given.get("digits", ""))
    try:
        keep_preferences.choose(request.user, wanted)
    except TiercelError as wrong:
        return render(request, "web/you/preferences_page.html", {"error": str(wrong)}, status=422)
    with translation.override(code_of(wanted.language) or translation.get_language()):
        messages.success(request, _("Your choice is kept."))
    response = redirect(onward(request, "/you/preferences"))
    keep_language(response, wanted.language)
    keep_theme(response, given.get("theme", ""))
    return response


def day(request: Asked) -> HttpResponse:
    """What was typed into a field for a day, as it is understood, or what is wrong with it."""
    typed = request.GET.get(request.GET.get("field", ""), "")
    return render(request, "web/components/day_reading.html", read(typed))


ADDRESSES = (
    Address("you/preferences", "you-preferences", preferences, READER),
    Address("day", "day", day, READER),
)
