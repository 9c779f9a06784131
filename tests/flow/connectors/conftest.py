"""A connector whose tap is a small program of our own."""

import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tiercel.core.clock import utc_now
from tiercel.core.settings import Settings
from tiercel.flow import jobs
from tiercel.flow.connectors.keep import Wanted, add_connector
from tiercel.records.models import Connector

# `state` is what the tap was handed, `config` its settings; `w` writes a message, `firms` rows of accounts.
START = """
import json, os, signal, sys, time
def option(name): return json.load(open(sys.argv[sys.argv.index(name) + 1])) if name in sys.argv else None
def w(**message): print(json.dumps(message), flush=True)
SCHEMA = {"properties": {"id": {"type": "string"}, "name": {"type": "string"}, "employees": {"type": "integer"}}}
def schema(stream="firms"): w(type="SCHEMA", stream=stream, schema=SCHEMA, key_properties=["id"])
def firms(first, until, stream="firms"):
    for n in range(first, until):
        w(type="RECORD", stream=stream, record={"id": str(n), "name": f"Firm {n}", "employees": n})
if "--help" in sys.argv:
    print("--config --catalog --state --discover")
    sys.exit()
if "--discover" in sys.argv:
    streams = [{"stream": name, "schema": SCHEMA, "metadata": []} for name in ("firms", "logs")]
    print(json.dumps({"streams": streams}))
    sys.exit()
state, config, catalog = option("--state"), option("--config"), option("--catalog")
"""
Connect = Callable[..., Connector]


@pytest.fixture
def connect(workspace: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Connect:
    """Add a connector of whose tap the body is given; its stream firms becomes accounts."""
    monkeypatch.setattr(jobs, "_wake", lambda: None)

    def do(body: str, name: str = "crm", **wanted: Any) -> Connector:
        path = tmp_path / f"tap-{name}"
        path.write_text(f"#!{sys.executable}\n{START}{textwrap.dedent(body)}")
        path.chmod(0o755)
        given = {"command": str(path), "maps": ["firms=accounts"]} | wanted
        return add_connector(name, Wanted(**given), utc_now(), lambda _line: None)[0]

    return do
