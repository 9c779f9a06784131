"""The pages as a Django application."""

from pathlib import Path

from django.apps import AppConfig


class Web(AppConfig):
    name = "tiercel.show.web"
    label = "web"

    def ready(self) -> None:
        from django.conf import settings

        # Django does not make the folder that uploads pass through.
        Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir(parents=True, exist_ok=True)
