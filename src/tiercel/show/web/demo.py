"""In the demo, who comes from this machine is signed in as the demo's owner: there is nothing of anybody's to guard."""

from collections.abc import Callable

from django.contrib.auth import login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tiercel.flow.make_demo import demo_user, is_demo
from tiercel.show.web.probes import from_this_machine


def demo_sign_in(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Sign a visitor of the demo in, once; whoever signs out stays out."""

    def signed_in(request: HttpRequest) -> HttpResponseBase:
        is_fresh = not request.user.is_authenticated and request.path == "/" and request.method == "GET"
        if is_fresh and from_this_machine(request) and is_demo():
            login(request, demo_user(), backend="tiercel.show.web.sign_in.NameOrMail")
        return answer(request)

    return signed_in
