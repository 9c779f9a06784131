"""Write the client: python -m tiercel.show.api.client clients/python/tiercel_client.py"""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tiercel.show.web.settings")
django.setup()

from tiercel.show.api.client.make import client_text  # noqa: E402

Path(sys.argv[1]).write_text(client_text(), encoding="utf-8")
