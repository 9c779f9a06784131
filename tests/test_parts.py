"""Adding a part is adding a file: no list, no registry, no shared module has to be touched."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docs import reference_pages
from tiercel.core.errors import ConfigError
from tiercel.core.parts import part, parts

Add = Callable[[str, str, str], None]

PRESET = '''"""A dummy system that calls accounts burrows."""

from tiercel.collect.columns.kinds import Kind, first_kind

LABEL = "Dummy"
MARKS = frozenset(["burrow id", "burrow name"])
COLUMNS = {"external_id": ("burrow id",), "name": ("burrow name",)}
KINDS = (Kind(table="accounts", signs=("burrow id",), columns=COLUMNS),)


def kind_of(headers, stem):
    return first_kind(KINDS, headers, stem)
'''

DOCUMENT = '''"""A dummy document."""

SCHEMA = 1
MAKE = ""


def default():
    return {"greeting": "hello"}


def check(body):
    pass


def upgrade(body, from_schema):
    return body


def describe(body):
    return [body["greeting"]]
'''

FOLLOWER = '''"""Burrows are counted."""

from tiercel.flow.importing.following import Follower

asked = []
FOLLOWER = Follower(order=99, queue=asked.append)
'''


@pytest.fixture
def add_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Add]:
    """Puts a module beside the others of a folder, for as long as the test runs."""

    made: list[str] = []

    def add(package: str, name: str, source: str) -> None:
        (tmp_path / f"{name}.py").write_text(source, encoding="utf-8")
        folder = importlib.import_module(package)
        # Another test's part of the same name must not stand in for this one, nor this one for a later test's.
        monkeypatch.delitem(sys.modules, f"{package}.{name}", raising=False)
        made.append(f"{package}.{name}")
        monkeypatch.setattr(folder, "__path__", [*folder.__path__, str(tmp_path)])
        parts.cache_clear()

    yield add
    parts.cache_clear()
    for name in made:
        sys.modules.pop(name, None)


def test_a_preset_is_a_file_and_its_exports_are_recognised(add_part: Add, tmp_path: Path) -> None:
    from tiercel.collect.files.looking import look

    add_part("tiercel.collect.columns.presets", "dummy", PRESET)
    export = tmp_path / "burrows.csv"
    export.write_text("Burrow ID,Burrow Name\n1,Badger & Sons\n", encoding="utf-8")
    seen = look(export)
    assert (seen.preset, seen.table) == ("dummy", "accounts")
    assert set(seen.mapping) == {"external_id", "name"}


TAPS = '''"""A dummy system whose tap sends burrows."""

from tiercel.collect.singer.preset import Stream

LABEL = "Dummy"
TAPS = ("tap-dummy",)
COLUMNS = "generic"
STREAMS = {"burrows": Stream("accounts", columns={"external_id": "No"})}


def tidy(record):
    return record
'''


def test_a_system_whose_taps_are_recognised_is_a_file(add_part: Add) -> None:
    from tiercel.collect.singer.preset import preset_for
    from tiercel.collect.singer.streams import plan

    add_part("tiercel.collect.singer.presets", "dummy", TAPS)
    assert preset_for("tap-dummy==1.0") == "dummy"
    found = plan("burrows", {"properties": {"No": {}, "Name": {}}}, preset="dummy")
    assert (found.table, found.mapping) == ("accounts", {"external_id": "No", "name": "Name"})


def test_a_kind_of_document_is_a_file_and_is_checked_like_the_others(add_part: Add) -> None:
    from tiercel.strategy.kind import checked, kind_names

    add_part("tiercel.strategy.kinds", "dummy", DOCUMENT)
    assert "dummy" in kind_names()
    assert checked("dummy", {"greeting": "hello"}, 1) == {"greeting": "hello"}


@pytest.mark.django_db
def test_what_follows_an_import_is_a_file_and_is_asked_for_after_the_others(add_part: Add) -> None:
    from tiercel.flow.importing.following import FOLLOWS, queue_followers

    add_part(FOLLOWS, "dummy", FOLLOWER)
    queue_followers(None)
    assert parts(FOLLOWS)["dummy"].asked == [None]


def test_the_reference_picks_a_new_part_up(add_part: Add) -> None:
    add_part("tiercel.strategy.kinds", "dummy", DOCUMENT)
    assert "A dummy document." in reference_pages.parts_page()
    assert "## dummy" in reference_pages.documents_page()


def test_a_module_that_begins_with_an_underscore_is_no_part(add_part: Add) -> None:
    add_part("tiercel.strategy.kinds", "_dummy", DOCUMENT)
    assert "_dummy" not in parts("tiercel.strategy.kinds")


def test_a_part_that_is_not_there_is_refused_with_the_nearest_that_is() -> None:
    with pytest.raises(ConfigError, match=r"There is no preset 'hubspott'\. Did you mean 'hubspot'\?"):
        part("tiercel.collect.columns.presets", "hubspott")
