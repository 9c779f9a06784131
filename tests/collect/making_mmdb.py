"""A MaxMind database, written by the letter of the format: https://maxmind.github.io/MaxMind-DB/ (version 2.0)."""

from ipaddress import ip_network
from typing import Any

MARK = b"\xab\xcd\xefMaxMind.com"
EMPTY = None


def database(networks: dict[str, dict[str, Any]], *, built: int) -> bytes:
    """networks   what is said of each, by its range: "192.0.2.0/24" or "2001:db8::/32" """
    nodes: list[list[Any]] = [[EMPTY, EMPTY]]
    data = b""
    for network, said in networks.items():
        _put(nodes, _bits(network), len(data))
        data += _value(said)
    about = {
        "node_count": len(nodes), "record_size": 24, "ip_version": 6, "database_type": "Test-ASN", "languages": ["en"],
        "binary_format_major_version": 2, "binary_format_minor_version": 0, "build_epoch": built,
        "description": {"en": "made by a test"},
    }  # fmt: skip
    tree = b"".join(_record(side, len(nodes)) for node in nodes for side in node)
    return tree + bytes(16) + data + MARK + _value(about)


def _bits(network: str) -> str:
    found = ip_network(network)
    # The older addresses lie below ::/96.
    wide = f"{int(found.network_address):0128b}"
    return wide[: found.prefixlen + (96 if found.version == 4 else 0)]


def _put(nodes: list[list[Any]], bits: str, place: int) -> None:
    at = 0
    for bit in bits[:-1]:
        if nodes[at][int(bit)] is EMPTY:
            nodes[at][int(bit)] = len(nodes)
            nodes.append([EMPTY, EMPTY])
        at = nodes[at][int(bit)]
    nodes[at][int(bits[-1])] = ("data", place)


def _record(side: Any, nodes: int) -> bytes:
    value = nodes if side is EMPTY else nodes + 16 + side[1] if isinstance(side, tuple) else side
    return int(value).to_bytes(3)


def _value(said: Any) -> bytes:
    if isinstance(said, dict):
        return _head(7, len(said)) + b"".join(_value(key) + _value(value) for key, value in said.items())
    if isinstance(said, list):
        return _head(11, len(said)) + b"".join(map(_value, said))
    if isinstance(said, str):
        return _head(2, len(said.encode())) + said.encode()
    size = (int(said).bit_length() + 7) // 8
    return _head(6 if size <= 4 else 9, size) + int(said).to_bytes(size)


def _head(kind: int, size: int) -> bytes:
    first, more = (size, b"") if size < 29 else (29, bytes([size - 29]))
    return bytes([(kind << 5 if kind < 8 else 0) | first]) + (bytes([kind - 7]) if kind > 7 else b"") + more
