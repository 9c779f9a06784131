"""What pages need is loaded as the server starts: who comes first waits no longer than who comes next."""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Thread

from django.db import connection
from django.template.loader import get_template
from django.urls import get_resolver

from tiercel.core.unswept import what_is_here_stays

TEMPLATES = Path(__file__).with_name("templates")


def load_addresses() -> None:
    """Every page with its view and all that these import, and the API: seconds, which nobody's request should wait."""
    _ = get_resolver().url_patterns
    what_is_here_stays()


def begin_reading() -> Thread:
    """Read ahead beside the server, which answers meanwhile."""
    thread = Thread(target=_beside, name="warm", daemon=True)
    thread.start()
    return thread


def read_ahead() -> None:
    """Every template, and what the first timeline would wait for."""
    from tiercel.flow.events.web_touches import begin_reading as begin_reading_events

    begin_reading_events()
    for path in sorted(TEMPLATES.rglob("*.html")):
        get_template(str(path.relative_to(TEMPLATES)))
    what_is_here_stays()


def _beside() -> None:
    try:
        read_ahead()
    except Exception:
        # Whoever needs it will say what is wrong: pages are served without it too.
        logging.getLogger("tiercel.serve").warning("What first pages need could not be read ahead", exc_info=True)
    finally:
        connection.close()
