"""Where a connector's files lie: its settings and its environment, beside the records and never in them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def checked_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise DataError(
            _(
                "{name!r} cannot name a connector. Use small letters, digits and hyphens, as crm or hubspot-emea."
            ).format(name=name)
        )
    return name


def folder_of(name: str) -> Path:
    return Path(settings.WORKSPACE.workspace) / "connectors" / checked_name(name)


def config_file(name: str) -> Path:
    """The settings that the tap is given; only the user of the workspace may read it."""
    return folder_of(name) / "config.json"


def catalog_file(name: str) -> Path:
    return folder_of(name) / "catalog.json"


def environment_folder(name: str) -> Path:
    return folder_of(name) / "venv"


def aside_folder(run: int) -> Path:
    """Where lines are kept that could not be taken; beside the rejected rows of imports, and backed up with them."""
    return Path(settings.WORKSPACE.workspace) / "rejects" / f"connector-run-{run}"


def fresh_run_folder(name: str) -> Path:
    """An empty folder for one run, which nobody else may read; what a killed one left is taken away."""
    folder = run_folder(name)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    return folder


def run_folder(name: str) -> Path:
    return Path(settings.WORKSPACE.workspace) / "staging" / f"connector-{checked_name(name)}"
