"""The addresses as Django wants them, each behind its role."""

from django.urls import URLPattern, URLResolver, path, register_converter
from django.urls.converters import IntConverter

from tiercel.show.web.access import guarded
from tiercel.show.web.addresses import ADDRESSES


class Key(IntConverter):
    """What `<int:…>` stands for here: a number that no row can have leads nowhere, rather than breaks the database."""

    regex = "[0-9]{1,18}"


register_converter(Key, "key")
urlpatterns: list[URLPattern | URLResolver] = [
    path(address.path.replace("<int:", "<key:"), guarded(address), name=address.name) for address in ADDRESSES
]
handler400 = "tiercel.show.web.views.doors.errors.bad_request"
handler403 = "tiercel.show.web.views.doors.errors.forbidden"
handler404 = "tiercel.show.web.views.doors.errors.not_found"
handler500 = "tiercel.show.web.views.doors.errors.broken"
