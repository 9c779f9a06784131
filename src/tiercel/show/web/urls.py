"""The addresses as Django wants them, each behind its role."""

from django.urls import URLPattern, URLResolver, path

from tiercel.show.web.access import guarded
from tiercel.show.web.addresses import ADDRESSES

urlpatterns: list[URLPattern | URLResolver] = [
    path(address.path, guarded(address), name=address.name) for address in ADDRESSES
]
handler400 = "tiercel.show.web.views.doors.errors.bad_request"
handler403 = "tiercel.show.web.views.doors.errors.forbidden"
handler404 = "tiercel.show.web.views.doors.errors.not_found"
handler500 = "tiercel.show.web.views.doors.errors.broken"
