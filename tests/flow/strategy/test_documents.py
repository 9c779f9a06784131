"""Versions of the strategy documents: kept, taken back, and never lost to somebody who writes at the same time."""

import copy
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from tests.conftest import Cast
from tests.flow.market import DAY, NOW

from tiercel.core.errors import AccessError, DataError
from tiercel.flow.strategy import documents
from tiercel.flow.strategy.strategy_files import compare_file, path_of, pull, push, read_text
from tiercel.records.models import DocumentVersion

pytestmark = pytest.mark.django_db


def tiers(**changes: Any) -> dict[str, Any]:
    """The default with another size of tier 1, or other changes."""
    body = copy.deepcopy(documents.current("tiers").body)
    body["tiers"][0] |= changes
    return body


def test_the_default_holds_until_somebody_writes_one() -> None:
    assert (documents.current("tiers").version, documents.versions("tiers")) == (0, ())
    saved = documents.save("tiers", tiers(at_most=40), None, "fewer", NOW)
    assert (saved.version, documents.current("tiers")) == (1, saved)


def test_nothing_changed_is_no_new_version() -> None:
    documents.save("tiers", tiers(), None, "", NOW)
    first = documents.save("tiers", tiers(at_most=40), None, "fewer", NOW)
    assert documents.save("tiers", tiers(at_most=40), None, "again", NOW + DAY) == first
    assert [version.version for version in documents.versions("tiers")] == [1]


def test_a_body_with_mistakes_is_not_kept() -> None:
    with pytest.raises(DataError, match="at_most"):
        documents.save("tiers", tiers(at_most="many"), None, "", NOW)
    assert not DocumentVersion.objects.exists()


def test_a_rollback_is_a_new_version_and_what_came_between_stays() -> None:
    for at_most in (40, 30):
        documents.save("tiers", tiers(at_most=at_most), None, "", NOW)
    back = documents.roll_back("tiers", 1, None, NOW)
    assert (back.version, back.body["tiers"][0]["at_most"], back.comment) == (3, 40, "Back to version 1")
    assert documents.roll_back("tiers", 0, None, NOW).body == documents.version("tiers", 0).body
    assert [version.version for version in documents.versions("tiers")] == [4, 3, 2, 1]


def test_what_held_on_a_day_is_found_again() -> None:
    documents.save("tiers", tiers(at_most=40), None, "", NOW)
    documents.save("tiers", tiers(at_most=30), None, "", NOW + 2 * DAY)
    held = [documents.at("tiers", NOW + timedelta(days=days)).version for days in (-1, 0, 1, 2, 3)]
    assert held == [0, 1, 1, 2, 2]


def test_a_version_that_there_is_not_names_the_newest() -> None:
    with pytest.raises(DataError, match="no version 7 of tiers; the newest is 0"):
        documents.version("tiers", 7)


def test_a_missing_profile_says_how_to_make_one() -> None:
    assert documents.find("icp") is None
    with pytest.raises(DataError, match="tiercel icp learn"):
        documents.current("icp")


def test_only_those_who_may_change_the_strategy_do(cast: Cast) -> None:
    with pytest.raises(AccessError, match="manager"):
        documents.save("tiers", tiers(at_most=40), cast.ben, "", NOW)
    with pytest.raises(AccessError):
        documents.roll_back("tiers", 0, cast.dara, NOW)
    assert documents.save("tiers", tiers(at_most=40), cast.ada, "", NOW).author == "ada"


def test_two_versions_are_compared_by_place() -> None:
    documents.save("tiers", tiers(at_most=40), None, "", NOW)
    assert [str(one) for one in documents.compare("tiers", 0, 1)] == ["~ tiers[1].at_most: 50 -> 40"]


def test_the_fields_keep_the_order_in_which_people_read_them() -> None:
    documents.save("tiers", tiers(at_most=40), None, "", NOW)
    assert list(documents.current("tiers").body["tiers"][0]) == list(documents.version("tiers", 0).body["tiers"][0])


def test_an_edited_file_becomes_the_next_version(tmp_path: Path) -> None:
    path = pull(tmp_path, "tiers")
    path.write_text(path.read_text().replace("at_most: 50", "at_most: 45"))
    assert [str(one) for one in compare_file(tmp_path, "tiers")] == ["~ tiers[1].at_most: 50 -> 45"]
    assert push(tmp_path, "tiers", None, "fewer", NOW).version == 1
    assert "version: 1" in path.read_text()
    assert compare_file(tmp_path, "tiers") == []
    assert push(tmp_path, "tiers", None, "again", NOW).version == 1


def test_a_file_older_than_the_newest_version_is_refused(tmp_path: Path) -> None:
    path = pull(tmp_path, "tiers")
    documents.save("tiers", tiers(at_most=40), None, "meanwhile", NOW)
    path.write_text(path.read_text().replace("at_most: 50", "at_most: 45"))
    with pytest.raises(DataError, match=r"made from version 0, and the newest is 1.*tiercel strategy diff tiers"):
        push(tmp_path, "tiers", None, "", NOW)
    assert documents.current("tiers").comment == "meanwhile"


def test_pulling_never_writes_over_somebody_s_changes_unasked(tmp_path: Path) -> None:
    path = pull(tmp_path, "tiers")
    mine = path.read_text().replace("at_most: 50", "at_most: 45")
    path.write_text(mine)
    with pytest.raises(DataError, match="not pushed"):
        pull(tmp_path, "tiers")
    assert path.read_text() == mine
    pull(tmp_path, "tiers", over=True)
    assert "at_most: 50" in path.read_text()


def test_a_pulled_file_that_nobody_touched_follows_the_database(tmp_path: Path) -> None:
    path = pull(tmp_path, "tiers")
    documents.save("tiers", tiers(at_most=40), None, "", NOW)
    pull(tmp_path, "tiers")
    assert "at_most: 40" in path.read_text()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("just words", "not a strategy document"),
        ("kind: icp\nversion: 1\nschema: 1\nbody: {}", "its kind is icp, not tiers"),
        ("kind: tiers\nversion: one\nschema: 1\nbody: {}", "version is not a whole number"),
        ("kind: tiers\nversion: 1\nschema: 0\nbody: {}", "schema is not a whole number"),
        ("kind: tiers\nversion: 1\nschema: 9\nbody: {}", "reads up to 1"),
        ("kind: tiers\nversion: 1\nshcema: 1\nbody: {}", "Did you mean 'schema'?"),
        ("kind: tiers\nversion: 1\nschema: 1\n", "not named fields"),
    ],
)
def test_a_file_that_is_no_such_document_says_why(text: str, says: str) -> None:
    with pytest.raises(DataError) as error:
        read_text(text, "tiers.yaml", "tiers")
    assert says in str(error.value)


def test_a_missing_file_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="tiercel strategy pull tiers"):
        compare_file(tmp_path, "tiers")
    assert path_of(tmp_path, "tiers") == tmp_path / "strategy" / "tiers.yaml"


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_get_versions_of_their_own() -> None:
    barrier = threading.Barrier(4)

    def write(at_most: int) -> int:
        barrier.wait()
        try:
            return documents.save("tiers", tiers(at_most=at_most), None, str(at_most), NOW).version
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(write, (41, 42, 43, 44)))
    assert found == [1, 2, 3, 4]
    assert {version.comment for version in documents.versions("tiers")} == {"41", "42", "43", "44"}


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_the_same_version_one_is_told() -> None:
    barrier = threading.Barrier(2)

    def write(at_most: int) -> str:
        barrier.wait()
        try:
            documents.save("tiers", tiers(at_most=at_most), None, "", NOW, on_top_of=0)
        except DataError:
            return "told"
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(write, (41, 42))) == ["saved", "told"]
