"""What a server loads as it starts, so that nobody's first page waits for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.template import engines
from tests.flow.events.lake_rows import event, file_of

from tiercel.core.settings import Settings
from tiercel.flow.events.who_is_in import SUFFIX
from tiercel.show.web import warm


def test_templates_are_compiled_and_who_is_in_the_lake_is_known_before_anybody_asks(
    db: None, workspace: Settings
) -> None:
    beside = Path(file_of("from-an-older-version", [event(0, 1)]) + SUFFIX)
    beside.unlink()
    loader = engines["django"].engine.template_loaders[0]  # type: ignore[attr-defined]
    loader.reset()
    warm.read_ahead()
    assert beside.is_file()
    assert "web/account/page.html" in loader.get_template_cache


def test_what_cannot_be_read_ahead_is_logged_and_keeps_no_server_from_its_work(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise OSError("a disk that is not there")

    monkeypatch.setattr(warm, "read_ahead", broken)
    warm.begin_reading().join()
    assert "could not be read ahead" in caplog.text


def test_a_server_has_every_page_and_the_api_loaded_before_it_listens_and_looks_for_garbage_elsewhere(
    tmp_path: Path,
) -> None:
    asked = (
        "import gc, sys, tiercel.show.web.asgi; print('tiercel.show.api.build' in sys.modules, len(gc.get_objects()))"
    )
    own = os.environ | {"TIERCEL_WORKSPACE": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tiercel.show.web.settings"}
    answer = subprocess.run([sys.executable, "-c", asked], env=own, capture_output=True, text=True, check=True)
    assert answer.stderr == ""
    loaded, looked_through = answer.stdout.split()
    assert (loaded, int(looked_through) < 10_000) == ("True", True)
