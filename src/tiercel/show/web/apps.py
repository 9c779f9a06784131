"""The pages as a Django application."""

from django.apps import AppConfig


class Web(AppConfig):
    name = "tiercel.show.web"
    label = "web"
