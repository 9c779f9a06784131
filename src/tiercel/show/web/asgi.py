"""What a web server runs."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tiercel.show.web.settings")
application = get_asgi_application()
