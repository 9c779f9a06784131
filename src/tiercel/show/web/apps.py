"""The pages as a Django application."""

from pathlib import Path

from django.apps import AppConfig


class Web(AppConfig):
    name = "tiercel.show.web"
    label = "web"

    def ready(self) -> None:
        from django.conf import settings

        # Neither makes its own: Django the folder that uploads pass through, WhiteNoise that of the static files.
        for folder in (settings.FILE_UPLOAD_TEMP_DIR, settings.STATIC_ROOT):
            Path(folder).mkdir(parents=True, exist_ok=True)

        from tiercel.show.web.signing import noted

        noted.connect()
