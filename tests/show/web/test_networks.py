"""What was fetched is used until a setting says otherwise, and the page says what it is, whose, and how old."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from django.conf import settings as of_django
from tests.collect.test_networks_fetched import V4, V6, package
from tests.conftest import Cast
from tests.flow.market import NOW
from tests.show.web.conftest import SignIn
from typer.testing import CliRunner

from tiercel.collect.visits import fetching
from tiercel.core.errors import AccessError, ConfigError, DataError
from tiercel.core.settings import Settings
from tiercel.flow.events.compact import how
from tiercel.flow.events.keep_networks import fetch_networks, ranges_in_use, see_networks
from tiercel.records.models import AuditEntry
from tiercel.show.cli import networks

pytestmark = pytest.mark.django_db(transaction=True)


def tiercel(*words: str) -> Any:
    app = typer.Typer()
    networks.add_to(app)
    app.command("other")(lambda: None)
    return CliRunner().invoke(app, ["networks", *words], catch_exceptions=False)


def test_a_list_is_fetched_used_and_shown(
    workspace: Settings, tmp_path: Path, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "FEWEST_RANGES", 3)
    ada = sign_in("ada")
    assert "tiercel networks fetch" in ada.get("/settings/collecting").content.decode()
    with pytest.raises(ConfigError, match="tiercel networks fetch"):
        tiercel("show", "192.0.2.1")
    path = package(tmp_path / "p.tgz", **{"package/asn-ipv4.csv": V4, "package/asn-ipv6.csv": V6})
    said = tiercel("fetch", "--from", str(path)).stdout
    assert "3 ranges of @ip-location-db/asn 2.3.2026061719, made on 2026-06-17" in said
    assert "RouteViews, DB-IP and the NRO, CC BY 4.0" in said
    assert "known errors" in said
    assert len(how().ranges) == 2
    assert "192.0.2.1  Acme, Inc.  company" in tiercel("show", "192.0.2.1", "10.0.0.1").stdout
    assert '"kind": "provider"' in tiercel("show", "198.51.100.1", "--json").stdout
    text = ada.get("/settings/collecting").content.decode()
    assert all(each in text for each in ("@ip-location-db/asn", "RouteViews", "known errors"))
    assert AuditEntry.objects.get(action="networks.fetched").subject == "networks"
    monkeypatch.setattr(of_django, "WORKSPACE", replace(workspace, network_ranges=(str(path),)))
    assert ranges_in_use() == (str(path),)
    assert str(path) in ada.get("/settings/collecting").content.decode()


def test_a_fetch_that_fails_leaves_what_was_there(workspace: Settings, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.tgz"
    good.write_text(V4)
    bad.write_bytes(b"\x1f\x8bnothing")
    fetch_networks(good, None, NOW)
    before = ranges_in_use()
    with pytest.raises(DataError, match="cut off"):
        fetch_networks(bad, None, NOW)
    assert ranges_in_use() == before
    assert len([each for each in (workspace.workspace / "networks").iterdir() if each.is_dir()]) == 1


def test_only_an_owner_brings_a_list(cast: Cast, workspace: Settings, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(V4)
    for by in (cast.ben, cast.dara):
        with pytest.raises(AccessError):
            fetch_networks(path, by, NOW)
    assert ranges_in_use() == ()
    found = fetch_networks(path, cast.ada, NOW)
    assert (found.source, found.is_of_npm, found.licence) == ("own.csv", False, "")


def test_an_old_list_is_said_to_be_old(workspace: Settings, tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(V4)
    made = fetch_networks(path, None, NOW).made_at
    assert made is not None
    assert not see_networks(made).is_old
    assert see_networks(datetime.fromtimestamp(made.timestamp() + 91 * 86400, UTC)).is_old
