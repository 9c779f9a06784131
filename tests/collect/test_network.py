"""Whose network an address is of, from any file that knows, and whether anybody may come through it."""

import gzip
from pathlib import Path

import pytest

from tiercel.collect.visits.network import NOWHERE, Network, Networks, open_networks
from tiercel.collect.visits.network_kinds import kind_of
from tiercel.core.errors import ConfigError

ACME = Network("Acme, Inc.", "company")
FORMS = {
    "spans.csv": '192.0.2.0,192.0.2.255,64500,"Acme, Inc."\n2001:db8::,2001:db8::ffff,64500,"Acme, Inc."\n',
    "numbers.csv": '3221225984,3221226239,64500,"Acme, Inc."\n',
    "networks.csv": "network,autonomous_system_number,autonomous_system_organization\n"
    '192.0.2.0/24,64500,"Acme, Inc."\n',
    "columns.csv": 'start_ip,end_ip,country,asn,as_name,as_domain\n'
    '192.0.2.0,192.0.2.255,DE,AS64500,"Acme, Inc.",acme.example\n',
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("packed", [False, True])
def test_a_csv_of_ranges_is_read_in_the_forms_that_there_are(name: str, packed: bool, tmp_path: Path) -> None:
    path = tmp_path / (f"{name}.gz" if packed else name)
    path.write_bytes(gzip.compress(FORMS[name].encode()) if packed else FORMS[name].encode())
    networks = open_networks([str(path)])
    assert networks.of("192.0.2.77") == ACME
    assert networks.of("::ffff:192.0.2.77") == ACME
    assert networks.of("192.0.3.1") == NOWHERE
    assert networks.of("no address") == NOWHERE


def test_the_newer_addresses_are_found_too(tmp_path: Path) -> None:
    path = tmp_path / "spans.csv"
    path.write_text(FORMS["spans.csv"])
    assert open_networks([str(path)]).of("2001:db8::17") == ACME


def test_of_two_files_the_first_that_knows_answers(tmp_path: Path) -> None:
    own, bought = tmp_path / "own.csv", tmp_path / "bought.csv"
    own.write_text("192.0.2.0/28,0,Acme Berlin\n")
    bought.write_text(FORMS["spans.csv"])
    networks = open_networks([str(own), str(bought)])
    assert networks.of("192.0.2.3").organisation == "Acme Berlin"
    assert networks.of("192.0.2.99") == ACME


def test_a_smaller_range_within_a_larger_one_is_whose_it_is(tmp_path: Path) -> None:
    path = tmp_path / "nested.csv"
    path.write_text("192.0.2.0/24,64501,Example Telecom\n192.0.2.16/28,64500,Acme\n")
    networks = open_networks([str(path)])
    assert networks.of("192.0.2.17").organisation == "Acme"
    assert networks.of("192.0.2.40") == Network("Example Telecom", "provider")


def test_a_file_that_is_not_there_or_is_none_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.csv is not there"):
        open_networks([str(tmp_path / "gone.csv")])
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("name,city\nAcme,Berlin\n")
    with pytest.raises(ConfigError, match="neither a MaxMind database"):
        open_networks([str(wrong)])
    broken = tmp_path / "broken.mmdb"
    broken.write_bytes(b"nothing of the kind")
    with pytest.raises(ConfigError, match=r"broken\.mmdb cannot be read"):
        open_networks([str(broken)])


def test_without_a_file_nobodys_network_is_known() -> None:
    assert Networks().of("192.0.2.1") == NOWHERE


@pytest.mark.parametrize(
    ("name", "number", "kind"),
    [
        ("Deutsche Telekom AG", 0, "provider"),
        ("Mobile Communication Company of Iran PLC", 0, "provider"),
        ("شرکت مخابرات ایران", 0, "provider"),
        ("ایرانسل", 0, "provider"),
        ("الاتصالات السعودية", 0, "provider"),
        ("中国联通", 0, "provider"),
        ("中国移动通信集团", 0, "provider"),
        ("AT&T Enterprises, LLC", 0, "provider"),
        ("China Networks Inter-Exchange", 4847, "company"),  # named like nothing that is known: a company's, wrongly
        ("Uninet S.A. de C.V.", 8151, "provider"),
        ("阿里云计算有限公司", 0, "cloud"),
        ("ابر آروان", 0, "cloud"),
        ("Hetzner Online GmbH", 0, "cloud"),
        ("Zscaler, Inc.", 0, "cloud"),
        ("Ford Motor Company", 0, "company"),
        ("VTR Banda Ancha S.A.", 0, "provider"),
        ("Verein zur Foerderung eines Deutschen Forschungsnetzes e.V.", 0, "provider"),
        ("Utah Education Network", 0, "provider"),
        ("Merit Network Inc.", 237, "provider"),
        ("BytePlus Pte. Ltd.", 0, "cloud"),
        ("Juniper Networks, Inc.", 0, "company"),
        ("Cell Signaling Technology", 0, "company"),
        ("Zoom Video Communications, Inc", 0, "company"),
        ("Motorola Mobile Devices", 0, "company"),
        ("University of Tehran", 0, "company"),
        ("", 0, ""),
    ],
)
def test_whom_anybody_may_come_through_is_told_apart_from_whom_people_work_for(
    name: str, number: int, kind: str
) -> None:
    assert kind_of(name, number) == kind


@pytest.mark.real_data
def test_on_a_real_list_known_companies_are_companies_and_known_providers_are_not(real_data: Path) -> None:
    path = real_data / "ip_networks" / "asn-ipv4.csv"
    if not path.exists():
        pytest.skip("no list of networks: put asn-ipv4.csv into ip_networks of the real data")
    networks = open_networks([str(path)])
    known = {"17.5.7.8": "company", "19.1.1.1": "company", "53.1.2.3": "company", "155.119.1.1": "company",
             "8.8.8.8": "cloud", "1.1.1.1": "cloud", "223.5.5.5": "cloud", "185.143.232.1": "cloud",
             "5.160.1.1": "provider", "2.176.1.1": "provider", "94.96.1.1": "provider", "120.196.1.1": "provider",
             "86.96.1.1": "provider", "151.232.1.1": "provider", "18.7.22.69": "company"}  # fmt: skip
    assert {address: networks.of(address).kind for address in known} == known
