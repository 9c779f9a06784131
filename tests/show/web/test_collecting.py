"""The collector stands in front of the pages, on one port, and takes its own addresses alone."""

import json
from pathlib import Path
from typing import Any

from tests.awaited import awaited

from tiercel.flow.events.collecting import collecting_before
from tiercel.flow.events.see_log import prove_log
from tiercel.show.web.addresses import ADDRESSES


def statuses(workspace: Path, *asked: tuple[str, str]) -> list[int]:
    async def pages(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 299, "headers": []})

    async def ask(method: str, path: str) -> int:
        sent: list[Any] = []

        async def receive() -> Any:
            return {"type": "http.request", "body": b'{"event":"x","messageId":"m","writeKey":"KEY"}'}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": [], "scheme": "http"}
        await app(scope, receive, send)
        return int(sent[0]["status"])

    async def all_of_them() -> list[int]:
        return [await ask(*one) for one in asked]

    app = collecting_before(pages, workspace).application
    return awaited(all_of_them())


def test_no_page_of_ours_stands_where_clients_send(tmp_path: Path) -> None:
    paths = ["/" + address.path.replace("<", "x").replace(">", "") for address in ADDRESSES]
    probes = ["/healthz", "/readyz", "/metrics", "/api/v1/accounts", "/static/web/tiercel.css"]
    assert set(statuses(tmp_path, *(("GET", path) for path in [*paths, *probes]))) == {299}


def test_events_are_taken_before_the_pages_see_them(tmp_path: Path) -> None:
    (tmp_path / "lake").mkdir()
    (tmp_path / "lake" / "write_keys.json").write_text(json.dumps({"keys": {"KEY": {"name": "Website"}}}))
    assert statuses(tmp_path, ("POST", "/v1/track")) == [200]
    proved = prove_log(tmp_path)
    assert (proved.events, proved.being_written, proved.wrong) == (1, 1, ())
