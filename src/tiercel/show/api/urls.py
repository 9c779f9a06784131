"""The addresses of the API, apart from those of the pages: no cookie, no session and no form token belongs to them."""

from django.urls import path

from tiercel.show.api.build import PREFIX, api

urlpatterns = [path(f"{PREFIX.strip('/')}/", api.urls)]
