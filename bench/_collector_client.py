"""Many connections at once, each sending its next request when the last was answered; how long each waited."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Heard:
    """Requests that were answered with 200 in `seconds`, and how long each of them took."""

    seconds: float
    waits: tuple[float, ...]

    @property
    def per_second(self) -> float:
        return len(self.waits) / self.seconds

    @property
    def p99_ms(self) -> float:
        return 1000 * sorted(self.waits)[int(0.99 * (len(self.waits) - 1))]


class _Connection(asyncio.Protocol):
    def __init__(self, next_request: Callable[[], bytes], until: float, done: "asyncio.Future[list[float]]") -> None:
        self._next, self._until, self._done = next_request, until, done
        self._waits: list[float] = []
        self._came = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._send()

    def _send(self) -> None:
        request = self._next()
        self._began = perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._came += data
        head, found, body = self._came.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return
        if not head.startswith(b"HTTP/1.1 200"):
            self._done.set_exception(RuntimeError(self._came.decode()))
            return
        self._came = b""
        self._waits.append(perf_counter() - self._began)
        if perf_counter() < self._until:
            self._send()
        else:
            self._transport.close()
            self._done.set_result(self._waits)


def _length(head: bytes) -> int:
    return int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])


async def _load(port: int, next_request: Callable[[], bytes], seconds: float, connections: int) -> Heard:
    loop = asyncio.get_running_loop()
    began = perf_counter()
    waiting = []
    for _ in range(connections):
        done: asyncio.Future[list[float]] = loop.create_future()
        await loop.create_connection(
            lambda done=done: _Connection(next_request, began + seconds, done), "127.0.0.1", port
        )
        waiting.append(done)
    waits = [wait for one in await asyncio.gather(*waiting) for wait in one]
    return Heard(perf_counter() - began, tuple(waits))


def load(port: int, next_request: Callable[[], bytes], seconds: float, connections: int, core: int) -> Heard:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core})
    return asyncio.run(_load(port, next_request, seconds, connections))
