"""Who asks is what a trusted proxy says, and what anybody else says of himself is not read."""

from typing import Any

import pytest
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from tiercel.core.errors import ConfigError
from tiercel.core.settings import load


def seen(proxies: tuple[str, ...], peer: str, **headers: str) -> tuple[str, str]:
    """The client and the scheme that the pages see."""
    found: dict[str, Any] = {}

    async def application(scope: Any, receive: Any, send: Any) -> None:
        found.update(scope)

    said = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: Any = {"type": "http", "client": (peer, 1), "scheme": "http", "headers": said}
    with pytest.raises(StopIteration):
        ProxyHeadersMiddleware(application, list(proxies))(scope, None, None).send(None)  # type: ignore[arg-type, attr-defined]
    return found["client"][0], found["scheme"]


def test_by_default_only_a_proxy_on_this_machine_is_believed() -> None:
    proxies = load(None, {"TIERCEL_WORKSPACE": "/nowhere"}).proxies
    said = {"x_forwarded_for": "203.0.113.9", "x_forwarded_proto": "https"}
    assert seen(proxies, "127.0.0.1", **said) == ("203.0.113.9", "https")
    assert seen(proxies, "198.51.100.7", **said) == ("198.51.100.7", "http")


def test_what_a_client_writes_before_the_proxy_does_is_not_believed() -> None:
    assert seen(("10.0.0.0/8",), "10.1.1.1", x_forwarded_for="127.0.0.1, 203.0.113.9")[0] == "203.0.113.9"


@pytest.mark.parametrize("wrong", ["*", "example.com", "10.0.0.1/8", "10.0.0.300"])
def test_what_is_no_address_is_refused_when_settings_are_read(wrong: str) -> None:
    with pytest.raises(ConfigError, match="IP address or network"):
        load(None, {"TIERCEL_WORKSPACE": "/nowhere", "TIERCEL_PROXIES": wrong})
