"""Kinds of strategy document: parts with a promise, and a new one touches no shared file."""

import copy
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import tiercel.strategy.kinds as folder
from tiercel.core.errors import ConfigError, DataError
from tiercel.core.parts import parts
from tiercel.strategy.kind import checked, in_order, kind_named, kind_names

DUMMY = '''"""The cadence: who meets whom, and when."""

SCHEMA = 2
MAKE = ""


def default():
    return {"weekly": "Monday"}


def check(body):
    pass


def upgrade(body, from_schema):
    return {"weekly": body["day"]} if from_schema == 1 else body

'''


@pytest.fixture
def cadence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A kind that somebody adds: one file, and nothing else."""
    (tmp_path / "cadence.py").write_text(DUMMY)
    monkeypatch.setattr(folder, "__path__", [*folder.__path__, str(tmp_path)])
    parts.cache_clear()
    yield
    sys.modules.pop("tiercel.strategy.kinds.cadence", None)
    parts.cache_clear()


@pytest.mark.usefixtures("cadence")
def test_a_kind_is_added_by_adding_its_file() -> None:
    assert "cadence" in kind_names()
    assert checked("cadence", {"weekly": "Tuesday"}, 2) == {"weekly": "Tuesday"}


@pytest.mark.usefixtures("cadence")
def test_an_older_form_is_upgraded_and_a_newer_one_is_refused() -> None:
    assert checked("cadence", {"day": "Friday"}, 1) == {"weekly": "Friday"}
    with pytest.raises(DataError, match="reads up to 2"):
        checked("cadence", {"weekly": "Friday"}, 3)


def test_a_kind_that_there_is_not_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match="Did you mean 'tiers'"):
        kind_named("tires")


@pytest.mark.parametrize("name", kind_names())
def test_every_kind_keeps_the_promise_of_kinds(name: str) -> None:
    kind = kind_named(name)
    body = kind.default()
    assert kind.__doc__
    assert kind.SCHEMA >= 1
    if body is None:
        assert kind.MAKE
    else:
        kind.check(body)


def change(at: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def make(body: dict[str, Any]) -> None:
        *path, last = at.split(".")
        place: Any = body
        for name in path:
            place = place[int(name)] if name.isdecimal() else place[name]
        place[int(last) if last.isdecimal() else last] = value

    return make


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (change("tiers.0.at_most", "many"), "tiers[1].at_most: 'many' is not a whole number"),
        (change("tiers.0.at_most", None), "tiers[1].at_most: only the last tier may take the rest"),
        (change("tiers.0.at_least", 60), "tiers[1].at_least: 60 is more than at_most, 50"),
        (change("tiers.1.tier", 3), "there are two with tier 3"),
        (change("tiers.2.tier", 4), "number them 1, 2, 3"),
        (change("tiers.0.chanels", []), "tiers[1].chanels: there is no such field. Did you mean 'channels'?"),
        (change("tiers.0.minimum_chance", 20), "tiers[1].minimum_chance: 20 is not a number from 0 to 1"),
        (change("tiers.0.worked_by", "SDR"), "tiers[1].worked_by: 'SDR' is not a list"),
        (change("tiers", []), "tiers: 0 given, at least 1 wanted"),
        (change("ranking.by", "expected value"), "Did you mean 'expected_value'?"),
        (change("ranking", None), "ranking: None is not fields named by"),
        (change("exclusions.0.exclude", "yes"), "exclusions[customers].exclude: 'yes' is not true or false"),
        (change("capacity", [{"person": "Ben", "tier": 5, "accounts": 3}]), "capacity[Ben].tier: there is no tier 5"),
        (change("capacity", [{"person": "Ben", "tier": 1, "accounts": True}]), "accounts: True is not a whole number"),
        (change("sign_off.reject_reasons.0.reason", " "), "it is empty"),
        (change("changes.stay_at_least_days", -1), "changes.stay_at_least_days: -1 is not a whole number"),
    ],
)
def test_what_is_wrong_in_the_tiers_is_named_with_its_place(make: Callable[[dict[str, Any]], None], says: str) -> None:
    body = copy.deepcopy(kind_named("tiers").default()) or {}
    make(body)
    with pytest.raises(DataError) as error:
        checked("tiers", body, 1)
    assert says in str(error.value)


def test_everything_wrong_is_listed_at_once() -> None:
    body = copy.deepcopy(kind_named("tiers").default()) or {}
    body["ranking"]["by"] = "gut"
    body["tiers"][0]["name"] = ""
    del body["changes"]
    with pytest.raises(DataError, match=r"^3 wrong in the document 'tiers'"):
        checked("tiers", body, 1)


@pytest.mark.parametrize("body", [[], "tiers", None, {"a": float("nan")}, {"a": {1, 2}}])
def test_what_is_no_document_is_refused(body: Any) -> None:
    with pytest.raises(DataError):
        checked("tiers", body, 1)


def test_a_profile_needs_its_verdict() -> None:
    assert checked("icp", {"verdict": "signal", "more": [1.5]}, 1) == {"verdict": "signal", "more": [1.5]}
    with pytest.raises(DataError, match="verdict: 'maybe' is not one of"):
        checked("icp", {"verdict": "maybe"}, 1)


def test_fields_come_in_the_order_of_the_default_whatever_a_database_made_of_it() -> None:
    assert list(in_order({"b": 1, "z": 2, "a": 3}, {"a": 0, "b": 0})) == ["a", "b", "z"]


def of_the_first_form(*names: str) -> dict[str, Any]:
    """The matching as it was written before web sites were known."""
    body = copy.deepcopy(kind_named("matching").default()) or {}
    body["rules"] = [rule for rule in body["rules"] if rule["name"] != "website"]
    if names:
        body["rules"] = [next(rule for rule in body["rules"] if rule["name"] == name) for name in names]
    return body


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((), ["domain", "alias_domain", "subsidiary_domain", "website", "name_and_country"]),
        (("name", "domain", "close_name"), ["name", "domain", "website", "close_name"]),
        (("name", "close_name"), ["website", "name", "close_name"]),
    ],
)
def test_a_matching_written_before_web_sites_gets_their_rule_behind_those_of_domains(
    before: tuple[str, ...], after: list[str]
) -> None:
    old = of_the_first_form(*before)
    old["threshold"] = 0.85
    kept = copy.deepcopy(old)
    new = checked("matching", old, 1)
    assert [rule["name"] for rule in new["rules"]][: len(after)] == after
    assert [rule for rule in new["rules"] if rule["name"] != "website"] == old["rules"]
    assert new["threshold"] == 0.85
    assert old == kept, "what was written stays as it was written"


def test_a_matching_of_the_newest_form_that_leaves_web_sites_out_is_left_so() -> None:
    assert checked("matching", of_the_first_form(), 2) == of_the_first_form()
    assert checked("matching", checked("matching", of_the_first_form(), 1), 2) == kind_named("matching").default()
