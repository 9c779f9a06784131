"""The records as a Django application."""

from django.apps import AppConfig


class Records(AppConfig):
    name = "tiercel.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
