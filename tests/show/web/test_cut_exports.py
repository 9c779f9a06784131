"""A list that breaks off while it is taken along passes for a whole one with no client, browser, trail or log."""

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest
from tests.flow.backup.conftest import environ
from tests.ports import free_port

from tiercel.flow.note_export import Leaving
from tiercel.records.models import AuditEntry

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROWS, BREAKS_AFTER = 1500, 1200
WHOLE, BREAKS, ENDLESS = "/accounts/export.csv", "/accounts/export.csv?sort=-name", "/accounts/export.csv?sort=name"


@dataclass(frozen=True)
class Served:
    port: int
    session: str
    said: IO[str]
    log: Path

    @contextmanager
    def opened(self, path: str) -> Iterator[http.client.HTTPResponse]:
        line = http.client.HTTPConnection("127.0.0.1", self.port)
        with closing(line):
            line.request("GET", path, headers={"Cookie": f"sessionid={self.session}"})
            with line.getresponse() as answer:
                assert answer.status == 200
                yield answer

    def noted(self) -> list[Any]:
        """The next thing that the trail is told, however long it takes."""
        return list(json.loads(self.said.readline()))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder, port = tmp_path_factory.mktemp("cut"), free_port()
    command = [sys.executable, "-m", "tests.show.web.cut_exports_server", str(port), str(ROWS), str(BREAKS_AFTER)]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, env=environ(folder / "ws"), stdout=subprocess.PIPE, stderr=log, text=True)
        assert server.stdout is not None
        try:
            session = server.stdout.readline().strip()
            assert server.stdout.readline().strip() == "serves", (folder / "log").read_text()
            yield Served(port, session, server.stdout, folder / "log")
        finally:
            server.kill()
            server.communicate()


@pytest.mark.slow
def test_a_whole_list_ends_as_one_and_one_that_breaks_off_does_not(served: Served) -> None:
    with served.opened(WHOLE) as answer:
        assert answer.read().count(b"\n") == ROWS + 1
    assert served.noted() == ["accounts.exported", ROWS, True]
    with served.opened(BREAKS) as answer, pytest.raises(http.client.IncompleteRead):
        answer.read()
    assert served.noted() == ["accounts.exported", BREAKS_AFTER, False]
    said = served.log.read_text()
    assert f"accounts.exported: the file broke off after {BREAKS_AFTER} rows (OperationalError)" in said
    assert f"Acme {BREAKS_AFTER}" not in said


@pytest.mark.slow
def test_who_leaves_in_the_middle_has_not_seen_the_whole(served: Served) -> None:
    with served.opened(ENDLESS) as answer:
        answer.read(100_000)
    action, exported, whole = served.noted()
    assert (action, exported > ROWS, whole) == ("accounts.exported", True, False)


@pytest.mark.browser
def test_a_browser_says_that_the_download_failed(served: Served, page: "Page") -> None:
    page.context.add_cookies([{"name": "sessionid", "value": served.session, "url": f"http://127.0.0.1:{served.port}"}])
    page.goto(f"http://127.0.0.1:{served.port}/healthz")
    for path, failed in ((WHOLE, False), (BREAKS, True)):
        with page.expect_download() as coming:
            page.evaluate("path => { location.href = path }", path)
        assert bool(coming.value.failure()) == failed
        assert served.noted()[2] != failed


@pytest.mark.django_db
def test_a_file_that_is_taken_half_is_noted_as_half() -> None:
    leaving = Leaving(
        [["Acme"], ["Bolt"]], "accounts.exported", None, subject="accounts", form="xlsx", columns=["name"]
    )
    assert len(list(leaving)) == 2
    pieces = leaving.told(iter([b"half", b"the rest"]))
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    said = AuditEntry.objects.get(action="accounts.exported").details
    assert (said["exported"], said["whole"]) == (2, False)
