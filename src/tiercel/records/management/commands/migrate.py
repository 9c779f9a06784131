"""`migrate`, by which an empty database gets all its tables at once, and any other the steps that it lacks."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from tiercel.records.new_database import make_if_empty


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        if not any(options[name] for name in ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")):
            make_if_empty(connections[options["database"]])
        super().handle(*args, **options)
