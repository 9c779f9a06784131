"""What must hold of the project as a whole: it names no machine and no registry; its reference leaves nothing out."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from docs import reference_pages
from tiercel.core.settings import SETTINGS
from tiercel.tables.catalogue import TABLES

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "tiercel"
# Spelt in two halves, or this file would be the first to break the rule.
REGISTRIES = ["pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "npmjs" + ".com", "conda" + ".anaconda.org"]
MACHINE_PATH = re.compile(r"(?<![\w./~-])/(?:work|root|home/\w+|Users/\w+|opt/\w+)/")
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "service", "handler", "shared"}


@cache
def files() -> tuple[Path, ...]:
    """The files of the project: what git tracks, and what is about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return tuple(path for name in listed if (path := ROOT / name).is_file())


def text_of(path: Path) -> str:
    """What a file says; "" for a file that is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def modules() -> list[Path]:
    return [path for path in files() if path.suffix == ".py" and path.is_relative_to(SOURCE)]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_names_a_package_registry() -> None:
    found = [(named(path), host) for path in files() for host in REGISTRIES if host in text_of(path)]
    assert found == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    own = [path for path in files() if "vendor" not in path.parts]
    found = [(named(path), hit[0]) for path in own if (hit := MACHINE_PATH.search(text_of(path)))]
    assert found == []


@pytest.mark.parametrize("name", ["run", "test"])
def test_a_lock_holds_versions_and_hashes_and_no_address(name: str) -> None:
    lock = text_of(ROOT / "requirements" / f"{name}.txt")
    pinned = re.split(r"\n(?=\S)", lock.strip())
    assert len(pinned) > 50
    assert [entry for entry in pinned if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert "://" not in lock


def test_what_tests_install_agrees_with_what_the_product_runs_on() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", text_of(ROOT / "requirements" / f"{name}.txt"), re.MULTILINE))

    assert pins("run") <= pins("test")


@pytest.mark.parametrize("name", ["run", "test"])
def test_everything_asked_for_is_locked(name: str) -> None:
    asked = re.findall(r"^(\w[\w-]*)", text_of(ROOT / "requirements" / f"{name}.in"), re.MULTILINE)
    lock = text_of(ROOT / "requirements" / f"{name}.txt").casefold()
    assert [package for package in asked if f"\n{package.casefold()}==" not in f"\n{lock}"] == []


def test_every_module_opens_with_a_sentence() -> None:
    silent = [
        named(path)
        for path in modules()
        if "migrations" not in path.parts and not (ast.get_docstring(ast.parse(text_of(path))) or "").strip()
    ]
    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [named(path) for path in modules() if path.stem in VAGUE or VAGUE & set(path.parts)] == []


def test_no_module_has_grown_past_four_hundred_lines() -> None:
    own = [path for path in modules() if "migrations" not in path.parts]
    assert [named(path) for path in own if text_of(path).count("\n") > 400] == []


def test_every_setting_is_in_the_reference() -> None:
    page = reference_pages.settings_page()
    for name, declared in SETTINGS.items():
        assert f"`TIERCEL_{name.upper()}`" in page
        assert declared.doc in page


def test_every_column_of_every_table_is_in_the_reference() -> None:
    page = reference_pages.tables_page()
    for table in TABLES.values():
        section = page.split(f"\n## {table.name}\n")[1].split("\n## ")[0]
        assert [column.name for column in table.columns if f"| `{column.name}` |" not in section] == []


def test_every_command_and_each_of_its_options_is_explained_in_the_reference() -> None:
    page = reference_pages.commands_page()
    for name, command in reference_pages.every_command().items():
        section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        assert command.help, f"{name} does not say what it does"
        for parameter in command.params:
            if parameter.name != "help" and not parameter.hidden:
                assert parameter.help, f"{name}: {parameter.name} is not explained"
                assert " ".join(parameter.help.split()).replace("|", "\\|") in section


def test_every_part_is_in_the_reference_with_what_it_says_of_itself() -> None:
    page = reference_pages.parts_page()
    for folder in reference_pages.FOLDERS_OF_PARTS:
        path = SOURCE.joinpath(*folder.split(".")[1:])
        for module in path.glob("[!_]*.py"):
            assert f"### {module.stem}\n" in page


def test_links_between_pages_lead_somewhere() -> None:
    """Sphinx checks those of the documentation; nobody else reads these."""
    broken = [
        (named(page), link)
        for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md")
        for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text_of(page))
        if "://" not in link and not (ROOT / link).exists()
    ]
    assert broken == []
