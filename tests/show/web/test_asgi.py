"""Nobody fills the disk by sending more than a request may hold."""

from typing import Any, cast

import pytest

from tiercel.show.web.asgi import FORM_MEGABYTES, MEGABYTE, limited


def status_of(path: str, chunks: list[bytes], *, states_length: bool) -> int:
    """What the server answers, with an application behind it that reads the whole body."""
    sent: list[Any] = []
    waiting = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in chunks]
    waiting.append({"type": "http.request", "body": b"", "more_body": False})

    async def application(scope: Any, receive: Any, send: Any) -> None:
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            if not message["more_body"]:
                break
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive() -> Any:
        return waiting.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    length = str(sum(map(len, chunks))).encode()
    headers = [(b"content-length", length)] if states_length else []
    scope = {"type": "http", "path": path, "headers": headers}
    # Nothing here waits, so no loop is needed; the browser's own may be running in this thread.
    with pytest.raises(StopIteration):
        cast("Any", limited(application, 1)(scope, receive, send)).send(None)
    return sent[0]["status"] if sent else 0


TOO_MUCH = [b"x" * MEGABYTE] * (FORM_MEGABYTES + 1)


def test_a_form_that_says_it_is_too_long_is_refused_unread() -> None:
    assert status_of("/sign-in", TOO_MUCH, states_length=True) == 413


def test_a_body_that_does_not_say_its_length_is_cut_off_where_it_gets_too_long() -> None:
    assert status_of("/sign-in", TOO_MUCH, states_length=False) == 0


def test_an_upload_may_be_longer_than_a_form() -> None:
    assert status_of("/data/upload", TOO_MUCH, states_length=True) == 200
    assert status_of("/api/v1/imports", TOO_MUCH, states_length=True) == 200


def test_what_is_usual_passes() -> None:
    assert status_of("/sign-in", [b"name=ada"], states_length=True) == 200
