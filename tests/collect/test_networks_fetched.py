"""A list of networks comes whole or not at all, says whose it is, and is read from any file that people have."""

import io
import json
import subprocess
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.collect.making_mmdb import database

from tiercel.collect.visits import fetching, kept
from tiercel.collect.visits.fetching import PACKAGE, packed_by_npm, taken
from tiercel.collect.visits.network import NOWHERE, Network, open_networks
from tiercel.core.errors import ConfigError, DataError, DeliveryError

NOW = datetime(2026, 11, 22, 5, 20, tzinfo=UTC)
V4 = '192.0.2.0,192.0.2.255,64500,"Acme, Inc."\n198.51.100.0,198.51.100.255,64501,Example Telecom\n'
V6 = '2001:db8::,2001:db8::ffff,64500,"Acme, Inc."\n'
BUILT = int(datetime(2026, 11, 1, tzinfo=UTC).timestamp())


def package(path: Path, name: str = PACKAGE, **files: str) -> Path:
    about = json.dumps({"name": name, "version": "2.3.2026061719", "license": "CC0-1.0"})
    with tarfile.open(path, "w:gz") as archive:
        for inside, text in {"package/package.json": about, **files}.items():
            member = tarfile.TarInfo(inside)
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))
    return path


@pytest.fixture(autouse=True)
def a_small_internet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "FEWEST_RANGES", 3)


def test_the_packages_ranges_are_taken_with_what_they_are(tmp_path: Path) -> None:
    files = {"package/asn-ipv4.csv": V4, "package/asn-ipv6.csv": V6, "package/../../evil.csv": V4, "package/x.js": "x"}
    path = package(tmp_path / "p.tgz", **files)
    folder = kept.new_folder(tmp_path, NOW)
    found = taken(path, folder, NOW)
    assert (found.source, found.version, found.ranges) == (PACKAGE, "2.3.2026061719", 3)
    assert found.made_at == datetime(2026, 6, 17, 19, tzinfo=UTC)
    assert found.licence == "CC BY 4.0"
    assert "RouteViews" in found.attribution
    assert sorted(each.name for each in folder.iterdir()) == ["asn-ipv4.csv", "asn-ipv6.csv"]
    assert not list(tmp_path.rglob("evil.csv"))
    kept.use(tmp_path, found)
    networks = open_networks(kept.kept_ranges(tmp_path))
    assert networks.of("192.0.2.9") == networks.of("2001:db8::9") == Network("Acme, Inc.", "company")


def test_of_another_package_its_own_licence_is_said_and_nobody_elses_attribution(tmp_path: Path) -> None:
    path = package(tmp_path / "p.tgz", name="@somebody/else", **{"package/asn-ipv4.csv": V4})
    found = taken(path, kept.new_folder(tmp_path, NOW), NOW)
    assert (found.source, found.licence, found.attribution) == ("@somebody/else", "CC0-1.0", "")


@pytest.mark.parametrize("how", ["cut off", "too little", "nothing in it", "no ranges", "not there"])
def test_what_is_not_whole_is_refused_in_words(how: str, tmp_path: Path) -> None:
    path = tmp_path / "p.tgz"
    if how == "cut off":
        rows = "".join(f"10.0.{n // 256}.{n % 256},10.0.{n // 256}.{n % 256},{n},Acme {n}\n" for n in range(5000))
        whole = package(path, **{"package/asn-ipv4.csv": rows}).read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
    elif how == "too little":
        package(path, **{"package/asn-ipv4.csv": V4})
    elif how == "nothing in it":
        package(path, **{"package/readme": "x"})
    elif how == "no ranges":
        path = tmp_path / "p.csv"
        path.write_text("name,city\nAcme,Berlin\n")
    else:
        path = tmp_path / "gone.tgz"
    with pytest.raises((DataError, ConfigError), match=r"Get it anew|fetch --from|neither a MaxMind"):
        taken(path, kept.new_folder(tmp_path, NOW), NOW)
    assert kept.about(tmp_path) is None


def test_a_maxmind_database_says_what_it_knows_and_when_it_was_built(tmp_path: Path) -> None:
    path = tmp_path / "own.mmdb"
    asn, name = "autonomous_system_number", "autonomous_system_organization"
    path.write_bytes(
        database(
            {
                "192.0.2.0/24": {asn: 64500, name: "Acme, Inc."},
                "198.51.100.16/28": {"traits": {"organization": "Acme Berlin", "isp": "Example Telecom"}},
                "203.0.113.0/24": {
                    "company": {"name": "A name that is longer than 29 letters Ltd"},
                    "asn": "AS7018",
                },
                "2001:db8::/32": {asn: 64501, name: "Example Telecom"},
                "2001:db9::/32": {"country": "DE"},
            },
            built=BUILT,
        )
    )
    found = taken(path, kept.new_folder(tmp_path, NOW), NOW)
    assert (found.source, found.made_at) == ("own.mmdb", datetime(2026, 11, 1, tzinfo=UTC))
    kept.use(tmp_path, found)
    networks = open_networks(kept.kept_ranges(tmp_path))
    assert networks.of("192.0.2.77") == networks.of("::ffff:192.0.2.77") == Network("Acme, Inc.", "company")
    assert networks.of("198.51.100.20").organisation == "Acme Berlin"
    assert networks.of("203.0.113.1") == Network("A name that is longer than 29 letters Ltd", "provider")
    assert networks.of("2001:db8::1").kind == "provider"
    assert networks.of("198.51.100.1") == networks.of("2001:db9::1") == networks.of("nowhere") == NOWHERE


def test_the_list_before_stays_for_who_reads_it_and_goes_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(V4)
    used = []
    for _ in range(3):
        found = taken(path, kept.new_folder(tmp_path, NOW), NOW)
        kept.use(tmp_path, found)
        used.append(found.folder)
    there = {each.name for each in (tmp_path / kept.FOLDER).iterdir() if each.is_dir()}
    assert there == set(used[1:])
    (tmp_path / kept.FOLDER / used[2] / "own.csv").unlink()
    assert kept.about(tmp_path) is None


def test_npm_is_asked_for_the_package_and_its_failure_is_told(tmp_path: Path) -> None:
    asked = []

    def npm(command: object, folder: Path) -> "subprocess.CompletedProcess[str]":
        asked.append(command)
        (folder / "ip-location-db-asn-2.3.tgz").write_bytes(b"x")
        return subprocess.CompletedProcess([], 0, "", "")

    assert packed_by_npm(tmp_path, "/usr/bin/npm", npm).name == "ip-location-db-asn-2.3.tgz"
    assert asked == [["/usr/bin/npm", "pack", PACKAGE, "--ignore-scripts", "--silent"]]
    with pytest.raises(ConfigError, match=r"npm is not installed here.*fetch --from FILE"):
        packed_by_npm(tmp_path, None)
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(DeliveryError, match="network is down"):
        packed_by_npm(empty, "npm", lambda *_: subprocess.CompletedProcess([], 1, "", "npm error\nnetwork is down"))
