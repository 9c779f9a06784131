"""The mail keys as collectors read them: one file that only we can read, for it holds what providers sign with."""

from __future__ import annotations

import json
from pathlib import Path

from django.conf import settings

from tiercel.collect.events.mail_keys import FILE_NAME
from tiercel.core.files import write_whole
from tiercel.flow.events.keys.tell_clients import address
from tiercel.flow.events.keys.write_key_file import alone
from tiercel.records.models import MailKey


def path() -> Path:
    return Path(settings.WORKSPACE.workspace) / "lake" / FILE_NAME


def write_out() -> Path:
    """Write all keys, ended ones too, and say where."""
    file = path()
    with alone(file):
        keys = {
            key.digest: {
                "name": key.name,
                "provider": key.provider,
                "shown": key.shown,
                "secret": key.secret,
                "ended": key.ended_at is not None,
            }
            for key in MailKey.objects.order_by("pk")
        }
        content = json.dumps({"address": address(), "keys": keys}, ensure_ascii=False, indent=1).encode()
        if not file.exists() or file.read_bytes() != content:
            write_whole(file, content)
    return file
