"""A container has less memory than its machine, and so may a service have: whoever is the strictest is believed."""

from pathlib import Path

from tiercel.core.memory import MEGABYTE, memory_mb


def said(folder: Path, **files: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in files.items():
        (folder / name.replace("_", ".", 1)).write_text(f"{value}\n")


def test_without_any_group_it_is_what_the_machine_has(tmp_path: Path) -> None:
    assert memory_mb(tmp_path / "none", tmp_path / "nor") == memory_mb(tmp_path, tmp_path) > 100


def test_the_strictest_of_the_groups_around_us_holds(tmp_path: Path) -> None:
    groups, own = tmp_path / "cgroup", tmp_path / "own"
    own.write_text("0::/system.slice/tiercel.service\n")
    said(groups / "system.slice", memory_max=64 * MEGABYTE)
    said(groups / "system.slice/tiercel.service", memory_max="max")
    said(groups / "system.slice/other.service", memory_max=MEGABYTE)
    assert memory_mb(groups, own) == 64
    said(groups / "system.slice/tiercel.service", memory_max=50 * MEGABYTE)
    assert memory_mb(groups, own) == 50


def test_in_a_container_the_root_is_its_own_group(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.write_text("0::/\n")
    said(tmp_path / "cgroup", memory_max=80 * MEGABYTE)
    assert memory_mb(tmp_path / "cgroup", own) == 80


def test_the_older_kind_of_groups_is_understood(tmp_path: Path) -> None:
    groups, own = tmp_path / "cgroup", tmp_path / "own"
    own.write_text("4:cpu,cpuacct:/docker/abc\n5:memory:/docker/abc\n")
    said(groups / "memory", memory_limit_in_bytes=9223372036854771712)
    said(groups / "memory/docker/abc", memory_limit_in_bytes=70 * MEGABYTE)
    assert memory_mb(groups, own) == 70


def test_what_cannot_be_read_limits_nothing(tmp_path: Path) -> None:
    said(tmp_path, memory_max="much")
    (tmp_path / "own").write_text("0::/../..\nnonsense\n")
    assert memory_mb(tmp_path, tmp_path / "own") > 100
