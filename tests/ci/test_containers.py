"""What the container files name is there: files, commands, settings; and no password stands in them."""

import fnmatch
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from docs.reference_pages import every_command

from tiercel.core.settings import PREFIX, SETTINGS, WORKSPACE_VARIABLE

ROOT = Path(__file__).parent.parent.parent
CONTAINERFILE = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
OURS = {name: service for name, service in COMPOSE["services"].items() if service["image"] == "tiercel"}


def copied() -> list[str]:
    lines = re.findall(r"^COPY (?!--from)(.+)$", CONTAINERFILE, re.MULTILINE)
    return [source for line in lines for source in line.split()[:-1]]


def test_every_file_that_is_copied_is_there_and_let_in() -> None:
    rules = [line for line in (ROOT / ".containerignore").read_text().splitlines() if line and line[0] != "#"]
    let_in = [rule[1:] for rule in rules if rule.startswith("!")]
    assert rules[0] == "*"
    assert copied()
    for source in copied():
        assert (ROOT / source).exists(), source
        assert any(source == rule or source.startswith(f"{rule}/") for rule in let_in), source


def test_what_the_package_is_built_from_is_copied() -> None:
    project = (ROOT / "pyproject.toml").read_text()
    for name in re.findall(r'(?:readme|license-files|file) = \[?"?\[?"([^"]+)"', project):
        assert any(name == source or name.startswith(f"{source}/") for source in copied()), name


def test_settings_that_are_named_exist() -> None:
    text = CONTAINERFILE + (ROOT / "compose.yaml").read_text()
    named = set(re.findall(rf"{PREFIX}[A-Z_]+", text))
    assert named - {WORKSPACE_VARIABLE} <= {PREFIX + name.upper() for name in SETTINGS}
    assert len(named) > 5


def test_commands_that_are_run_exist_with_their_options() -> None:
    commands = every_command()
    asked = [service["command"] for service in OURS.values()]
    asked.append(re.findall(r'"([^"]+)"', re.findall(r"^CMD (\[.*\])$", CONTAINERFILE, re.MULTILINE)[-1]))
    for command, *options in asked:
        known = {o for p in commands[f"tiercel {command}"].params for o in (*p.opts, *p.secondary_opts)}
        assert set(options) <= known


def test_no_password_stands_there_and_none_is_the_default() -> None:
    text = (ROOT / "compose.yaml").read_text()
    used = re.findall(r"\$\{DATABASE_PASSWORD[^}]*\}", text)
    assert len(used) == 2
    assert all(":?" in each for each in used)
    assert COMPOSE["services"]["database"]["environment"]["POSTGRES_PASSWORD"] in used


def test_images_are_named_without_a_host() -> None:
    stages = re.findall(r"^FROM (\S+)(?: AS (\S+))?", CONTAINERFILE, re.MULTILINE)
    names = [name for name, _stage in stages] + [each["image"] for each in COMPOSE["services"].values()]
    assert names
    assert not [name for name in names if "/" in name]


def test_the_final_image_runs_as_nobody_special_and_installs_nothing() -> None:
    final = CONTAINERFILE.rpartition("\nFROM ")[2]
    assert re.search(r"^USER tiercel$", final, re.MULTILINE)
    assert re.search(r"^RUN python -m pip uninstall [^\n]*\bpip\b", final, re.MULTILINE)
    assert not re.search(r"\b(pip3?|apt|apt-get|apk) install\b", final)
    assert "--require-hashes" in CONTAINERFILE
    assert "/healthz" in final


@pytest.mark.parametrize("name", OURS)
def test_each_of_ours_waits_for_what_it_needs_and_shares_the_folder(name: str) -> None:
    service = OURS[name]
    assert all(need["condition"] == "service_healthy" for need in service["depends_on"].values())
    volumes = [volume.split(":") for volume in service["volumes"]]
    assert ["workspace", "/workspace"] in volumes
    assert all(fnmatch.fnmatch(port, "127.0.0.1:*") for port in service.get("ports", []))
    assert {volume for volume, _place in volumes} <= set(COMPOSE["volumes"])


@pytest.mark.slow
def test_what_is_installed_is_whole(tmp_path: Path) -> None:
    """The image installs Tiercel as a package, where a checkout only points to its folder."""
    for source in copied():
        target = tmp_path / source
        target.parent.mkdir(parents=True, exist_ok=True)
        made_anew = shutil.ignore_patterns("__pycache__", "*.egg-info")
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, target, ignore=made_anew)
        else:
            shutil.copy(ROOT / source, target)
    build = "import setuptools.build_meta as build; print(build.build_wheel('.'))"
    done = subprocess.run([sys.executable, "-c", build], cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    installed = set(zipfile.ZipFile(tmp_path / done.stdout.split()[-1]).namelist())
    wanted = {path.relative_to(tmp_path / "src").as_posix() for path in (tmp_path / "src" / "tiercel").rglob("*")
              if path.is_file() and "egg-info" not in path.as_posix()}  # fmt: skip
    assert sorted(wanted - installed) == []


def test_who_waits_for_the_pages_finds_a_check_of_their_health_whatever_form_the_image_has() -> None:
    waits = [service for service in OURS.values() if "web" in service.get("depends_on", {})]
    assert waits
    path = re.findall(r"HEALTHCHECK.*(/\w+)'", CONTAINERFILE)
    assert path
    assert path[0] in COMPOSE["services"]["web"]["healthcheck"]["test"][-1]
