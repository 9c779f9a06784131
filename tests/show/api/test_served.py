"""The API as programs meet it: a served workspace with a small market, called by our client and by schemathesis."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.ports import free_port
from tests.waiting import SECONDS_OF_PATIENCE, answer_of

from tiercel.show.api.client.make import client_text
from tiercel.show.api.operation import operations

ROOT = Path(__file__).parent.parent.parent.parent
CLIENT = ROOT / "clients" / "python" / "tiercel_client.py"
PASSWORD = "a sentence is a good password"
SINGLE = ("get_home", "get_tiers", "get_profile", "get_evidence", "get_scorecard", "get_backtest", "list_rates",
          "list_profile_versions", "list_tables", "list_imports", "list_documents", "plan_proposal")  # fmt: skip
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Served:
    """Where the server is, its workspace, and keys of its owner and of a reader, both for everything."""

    address: str
    workspace: Path
    owner: str
    reader: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    port = free_port()
    own = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    environ = own | {"TIERCEL_WORKSPACE": str(folder / "ws"), "TIERCEL_API_PER_MINUTE": "100000000"}

    command = [sys.executable, "-m", "tests.show.api.small_market"]
    made = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    keys = made.stdout.split()[-2:]
    server = subprocess.Popen(
        [sys.executable, "-m", "tiercel.show.cli", "serve", "--no-worker", "--port", str(port)], env=environ
    )
    address = f"http://127.0.0.1:{port}"
    try:
        answer_of(f"{address}/api/v1/openapi.json", server)
        yield Served(address, folder / "ws", *keys)
    finally:
        server.terminate()
        server.wait(SECONDS_OF_PATIENCE)


@pytest.fixture(scope="module")
def module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tiercel_client", CLIENT)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.fixture
def client(served: Served, module: ModuleType) -> Any:
    return module.Client(served.address, served.owner)


def test_the_client_that_is_kept_is_the_one_that_the_description_makes() -> None:
    """Make it anew with: python -m tiercel.show.api.client clients/python/tiercel_client.py"""
    assert CLIENT.read_text(encoding="utf-8") == client_text()


def test_the_client_goes_through_every_page_of_a_list_and_meets_each_account_once(client: Any) -> None:
    rows = list(client.all_accounts(sort="name"))
    assert len(rows) == len({row["id"] for row in rows}) == client.list_accounts(limit=1)["count"]
    assert len(rows) == 260


def test_the_points_that_the_client_is_told_sum_to_the_score(client: Any) -> None:
    best = client.list_accounts(limit=1)["rows"][0]
    score = client.explain_account(best["id"])
    assert score["start"] + sum(reason["amount"] for reason in score["reasons"]) == pytest.approx(best["points"])


def test_a_page_back_is_the_page_that_was(client: Any) -> None:
    first = client.list_accounts(limit=7)
    second = client.list_accounts(limit=7, after=first["after"])
    assert client.list_accounts(limit=7, before=second["before"])["rows"] == first["rows"]


def test_a_cursor_of_another_order_or_list_is_refused(client: Any, module: ModuleType) -> None:
    cursor = client.list_accounts(limit=2)["after"]
    for call in (lambda: client.list_accounts(sort="name", after=cursor), lambda: client.list_contacts(after=cursor)):
        with pytest.raises(module.ProblemError) as refused:
            call()
        assert refused.value.status == 404


def test_a_call_sent_twice_acts_once_and_is_answered_alike(client: Any, module: ModuleType, served: Served) -> None:
    account = client.list_targets(limit=1, state="proposed")["rows"][0]["account"]
    said = [client.accept_targets(accounts=[account], idempotency_key="one") for _ in range(2)]
    assert said[0] == said[1] == {"signed": [account], "already": [], "not_proposed": []}
    with pytest.raises(module.ProblemError) as refused:
        client.take_back(accounts=[account], idempotency_key="one")
    assert (refused.value.status, refused.value.kind) == (422, "used-otherwise")
    acts = list(client.all_trail(action="targets.accepted"))
    assert [(act["via"], act["by"], act["count"]) for act in acts] == [("api", "Ada", 1)]
    assert client.take_back(accounts=[account])["signed"] == [account]


def test_many_calls_at_the_same_instant_with_one_key_make_one_user(client: Any, module: ModuleType) -> None:
    def add(_number: int) -> Any:
        return client.add_user(name="Finn", password=PASSWORD, idempotency_key="finn")

    with ThreadPoolExecutor(8) as pool:
        assert len({user["id"] for user in pool.map(add, range(8))}) == 1
    assert [user["name"] for user in client.list_users()["rows"]].count("Finn") == 1


def test_a_reader_is_told_which_role_is_missing(served: Served, module: ModuleType) -> None:
    with pytest.raises(module.ProblemError, match="member") as refused:
        module.Client(served.address, served.reader).accept_targets(accounts=[1])
    assert (refused.value.status, refused.value.problem["role"]) == (403, "member")


def test_values_that_do_not_fit_are_named_one_by_one(client: Any, module: ModuleType) -> None:
    with pytest.raises(module.ProblemError) as refused:
        client.pin_targets(accounts=[], tier="first")
    assert {(each["place"], each["field"]) for each in refused.value.errors} == {("body", "accounts"), ("body", "tier")}


def test_files_are_sent_looked_at_and_sent_again_without_a_second_look(client: Any, tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("Account ID,Account Name\nx1,Orchard Labs\n")
    jobs = [client.upload_files([path], idempotency_key="look")["id"] for _ in range(2)]
    assert jobs[0] == jobs[1]
    assert client.get_import(jobs[0])["looks"][0]["columns"] == ["Account ID", "Account Name"]
    assert client.run_import(jobs[0], dry_run=False)["kind"] == "import_files"


def test_every_list_can_be_read_by_the_client(client: Any) -> None:
    for name in ("contacts", "deals", "jobs", "targets", "trail"):
        assert list(getattr(client, f"all_{name}")())
    for name in SINGLE:
        assert getattr(client, name)()


def test_schemathesis_finds_no_call_that_is_answered_otherwise_than_described(
    served: Served, client: Any, tmp_path: Path
) -> None:
    """All of its checks but one. The last test of this file: it changes what it finds."""
    done = subprocess.run(
        [
            str(Path(sys.executable).parent / "schemathesis"),
            "run",
            f"{served.address}/api/v1/openapi.json",
            *("--header", f"Authorization: Bearer {served.owner}"),
            *("--phases", "examples,coverage,fuzzing", "--max-examples", "4", "--seed", "1", "--workers", "1"),
            # How long something takes says how busy the machine is, and nothing else.
            *("--request-timeout", str(SECONDS_OF_PATIENCE), "--suppress-health-check", "too_slow"),
            # The key goes with every call, those without it too: test_every_operation.py calls each without one.
            *("--exclude-checks", "missing_required_header"),
            "--no-color",
        ],
        cwd=tmp_path,
        env=os.environ | {"SCHEMATHESIS_HOOKS": "tests.show.api.schemathesis_hooks", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-20000:]
    assert f"Tested: {len(operations())}" in done.stdout
    assert client.get_home()["accounts"] >= 260
