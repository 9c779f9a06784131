"""Connectors are added and changed whole or not at all, run by the clock once, and taken away with their secrets."""

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Cast
from tests.flow.connectors.conftest import Connect

from tiercel.core.clock import utc_now
from tiercel.core.errors import AccessError, ConfigError, DataError
from tiercel.core.settings import Settings
from tiercel.flow.backup import members
from tiercel.flow.connectors import keep, see
from tiercel.flow.connectors.due import queue_due
from tiercel.flow.connectors.keep import Wanted, change_connector, settings_in
from tiercel.flow.connectors.run import KIND, ask_to_run
from tiercel.flow.connectors.schedules import checked_schedule, next_after
from tiercel.records.models import AuditEntry, Connector, ConnectorRun, Job

pytestmark = pytest.mark.django_db(transaction=True)
MIDNIGHT = datetime(2026, 3, 1, tzinfo=UTC)


def quiet(_line: str) -> None:
    pass


def test_what_cannot_be_asked_is_not_kept(connect: Connect, workspace: Settings) -> None:
    with pytest.raises(ConfigError, match="CRM_TOKEN_THAT_IS_NOT_SET"):
        connect("", config={"token": "$CRM_TOKEN_THAT_IS_NOT_SET"})
    with pytest.raises(ConfigError, match="cannot be started"):
        connect("", command="/no/such/tap")
    with pytest.raises(DataError, match="cannot name a connector"):
        keep.add_connector("../up", Wanted(), MIDNIGHT, quiet)
    with pytest.raises(DataError, match="Say which tap"):
        connect("", command=None)
    assert not Connector.objects.exists()
    assert not list((Path(workspace.workspace) / "connectors").glob("*"))


def test_a_name_is_taken_once_and_free_again_afterwards(connect: Connect, workspace: Settings) -> None:
    first = connect("", config={"token": "s3cret-token"})
    with pytest.raises(DataError, match="already"):
        connect("")
    keep.remove_connector("crm", utc_now())
    assert not (Path(workspace.workspace) / "connectors/crm").exists()
    assert connect("").pk != first.pk
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "connectors.added", "connectors.removed", "connectors.added",
    ]  # fmt: skip


def test_a_change_that_cannot_be_leaves_everything_as_it_was(connect: Connect, workspace: Settings) -> None:
    connect("", config={"token": "old-token"})
    with pytest.raises(DataError, match="no column 'Nmae'"):
        change_connector("crm", Wanted(config={"token": "new"}, maps=["firms.name=Nmae"]), MIDNIGHT, quiet)
    config = Path(workspace.workspace) / "connectors/crm/config.json"
    assert json.loads(config.read_text()) == {"token": "old-token"}
    assert Connector.objects.get().streams == {"firms": {"table": "accounts", "mapping": {}}}


def test_settings_are_texts_unless_they_are_said_to_be_json(tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    file.write_text('{"a": "1", "b": 2}')
    assert settings_in(file, ["b=3", "key=007", "tags:=[1]", "url=http://x?a=b"]) == {
        "a": "1", "b": "3", "key": "007", "tags": [1], "url": "http://x?a=b",
    }  # fmt: skip
    with pytest.raises(DataError, match="NAME=TEXT") as told:
        settings_in(None, ["my-secret-without-a-name"])
    assert "my-secret" not in str(told.value)


@pytest.mark.parametrize("text", ["daily 24:00", "daily", "hourly 60", "weekly", "daily 6:5"])
def test_a_schedule_that_means_nothing_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(DataError, match="daily 06:30"):
        checked_schedule(text)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(["Asia/Tehran", "Europe/Berlin", "America/St_Johns", "UTC"]),
)
def test_the_next_time_lies_ahead_within_a_day_and_says_the_hour_there(
    now: datetime, hour: int, minute: int, name: str
) -> None:
    zone = ZoneInfo(name)
    due = next_after(f"daily {hour:02}:{minute:02}", now, zone)
    assert due is not None
    assert 0 < (due - now).total_seconds() <= 25 * 3600
    here = due.astimezone(zone)
    # On the one day on which a clock is put forward over it, that time is not there.
    assert (here.hour, here.minute) == (hour, minute) or here.utcoffset() != (here.replace(hour=0)).utcoffset()
    hourly = next_after(f"hourly {minute:02}", now, zone)
    assert hourly is not None
    assert hourly.minute == minute
    assert 0 < (hourly - now).total_seconds() <= 3600


def test_what_is_due_is_queued_once_whoever_looks(connect: Connect, cast: Cast) -> None:
    connector = connect("schedule", schedule="hourly 15")
    Connector.objects.update(due_at=MIDNIGHT)
    now = MIDNIGHT.replace(minute=16)
    stale = Connector.objects.get()
    assert queue_due(now) == 1
    assert queue_due(now) == 0
    from tiercel.flow.connectors.due import _queue

    assert not _queue(stale, now), "another worker that had read it before"
    connector.refresh_from_db()
    assert (connector.due_at, Job.objects.filter(kind=KIND).count()) == (MIDNIGHT.replace(hour=1, minute=15), 1)
    assert queue_due(now.replace(hour=2)) == 0, "the first still waits"


def test_a_clock_that_was_a_year_ahead_puts_no_connector_off_for_a_year(connect: Connect) -> None:
    connector = connect("", schedule="daily 06:30")
    Connector.objects.update(due_at=MIDNIGHT)
    assert queue_due(MIDNIGHT.replace(year=2027)) == 1
    Job.objects.all().delete()
    assert queue_due(MIDNIGHT) == 0
    connector.refresh_from_db()
    assert connector.due_at == datetime(2026, 3, 1, 6, 30, tzinfo=UTC)


def test_one_that_is_switched_off_is_not_due_until_it_is_switched_on(connect: Connect, cast: Cast) -> None:
    connector = connect("", schedule="daily 06:30")
    keep.pause(connector.pk, cast.ada, MIDNIGHT)
    Connector.objects.update(due_at=MIDNIGHT)
    assert queue_due(MIDNIGHT.replace(day=2)) == 0
    keep.resume(connector.pk, cast.ada, MIDNIGHT.replace(day=2))
    connector.refresh_from_db()
    assert connector.due_at == datetime(2026, 3, 2, 6, 30, tzinfo=UTC)


def test_members_neither_see_nor_run_connectors(connect: Connect, cast: Cast) -> None:
    connector = connect("")
    for act in (
        lambda: see.list_connectors(cast.ben),
        lambda: see.see_connector(connector.pk, cast.chen),
        lambda: ask_to_run(connector.pk, cast.dara),
        lambda: keep.pause(connector.pk, cast.ben, MIDNIGHT),
        lambda: keep.map_stream(connector.pk, "firms", "accounts", {}, cast.ben),
    ):
        with pytest.raises(AccessError):
            act()


def test_what_a_connector_is_given_goes_into_a_backup_only_where_secrets_are_asked_for(
    connect: Connect, workspace: Settings
) -> None:
    connect("", config={"token": "s3cret-token"})
    folder = Path(workspace.workspace)
    plain = [name for name, _path in members.files(folder, with_secret=False)]
    whole = [name for name, _path in members.files(folder, with_secret=True)]
    assert not [name for name in plain if "connectors" in name]
    assert [name for name in whole if "connectors" in name] == ["connectors/crm/config.json"]


def test_a_stream_mapped_by_hand_holds_and_a_wrong_column_is_told_at_once(connect: Connect, cast: Cast) -> None:
    connector = connect("")
    keep.map_stream(connector.pk, "logs", "contacts", {"name": "name"}, cast.ada)
    page = see.see_connector(connector.pk, cast.ada)
    assert page is not None
    looks = {look.view.stream: look for look in page.streams}
    assert (looks["logs"].view.table, looks["logs"].by_hand) == ("contacts", True)
    with pytest.raises(DataError, match="no column 'nmae'"):
        keep.map_stream(connector.pk, "logs", "contacts", {"name": "nmae"}, cast.ada)
    with pytest.raises(DataError, match="no stream 'firmz'"):
        keep.map_stream(connector.pk, "firmz", "accounts", {}, cast.ada)


def test_runs_of_a_connector_that_was_taken_away_can_still_be_read(connect: Connect, cast: Cast) -> None:
    connector = connect("")
    run = ConnectorRun.objects.create(connector=connector, state="done", started_at=MIDNIGHT)
    keep.remove_connector("crm", utc_now())
    assert see.see_connector(connector.pk, cast.ada) is None
    assert see.see_run(run.pk, cast.ada) is not None
