"""A webhook cannot be made to reach what only this machine reaches."""

import ipaddress
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiercel.core.errors import DataError, DeliveryError
from tiercel.flow.webhooks.post_outside import checked_url, is_outside, post

INSIDE = ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "::",
          "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::a00:1", "2002:7f00:1::",
          "224.0.0.1", "ff02::1", "255.255.255.255", "240.0.0.1"]  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_known_for_one(address: str) -> None:
    assert not is_outside(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_an_address_outside_is_let_through(address: str) -> None:
    assert is_outside(ipaddress.ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_address_wrapped_in_the_newer_form_is_judged_as_itself(address: ipaddress.IPv4Address) -> None:
    assert is_outside(ipaddress.IPv6Address(f"::ffff:{address}")) == is_outside(address)


@pytest.mark.parametrize(
    "url",
    ["http://hooks.example.com/", "ftp://hooks.example.com/", "https://", "hooks.example.com", "https://a:b@example.com/",
     "https://127.0.0.1/", "https://[::1]/", "https://example.com/#x", "https://exa mple.com/", "https://example.com:0/",
     "https://example.com:99999/", "https://[", "javascript:alert(1)", "file:///etc/passwd", ""],
)  # fmt: skip
def test_an_address_that_no_webhook_may_have_is_refused(url: str) -> None:
    with pytest.raises(DataError):
        checked_url(url, to_private=False)


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f000001", "2130706433", "0"])
def test_other_ways_to_write_this_machine_lead_nowhere(host: str) -> None:
    with pytest.raises(DeliveryError):
        post(f"https://{host}:9/", b"{}", {}, to_private=False)


def test_a_name_with_one_address_inside_is_not_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: both)

    def never(*args: Any, **more: Any) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr(socket, "create_connection", never)
    with pytest.raises(DeliveryError, match="inside"):
        post("https://rebinding.example/", b"{}", {}, to_private=False)


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    answers = [
        [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))] for address in ("93.184.216.34", "127.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: answers.pop(0))

    def connect(address: Any, *args: Any, **more: Any) -> None:
        asked.append(address)
        raise OSError("not today")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(DeliveryError):
        post("https://rebinding.example/", b"{}", {}, to_private=False)
    assert asked == [("93.184.216.34", 443)]
