"""A client that keeps several connections busy, with next to no work of its own: whatever it takes
of the processor is not there for the server."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

_END = b"\r\n\r\n"


@dataclass(frozen=True, kw_only=True)
class Knocked:
    """Of one run: seconds in all, and of each request."""

    seconds: float
    each: Sequence[float]
    refused: int
    """Answers that were not 2xx."""

    @property
    def a_second(self) -> float:
        return len(self.each) / self.seconds

    def within(self, share: float) -> float:
        """Milliseconds in which that share of the requests was answered."""
        return sorted(self.each)[min(int(share * len(self.each)), len(self.each) - 1)] * 1000


def request(path: str, body: bytes, headers: Sequence[tuple[str, str]] = ()) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join(lines).encode() + _END + body


def knock(port: int, requests: Sequence[bytes], connections: int) -> Knocked:
    """Each connection takes the next request as soon as its last one is answered."""
    return asyncio.run(_knock(port, requests, connections))


async def _knock(port: int, requests: Sequence[bytes], connections: int) -> Knocked:
    left, each, refused = iter(requests), list[float](), list[bytes]()
    callers = []
    loop = asyncio.get_running_loop()
    for _ in range(connections):
        _, caller = await loop.create_connection(
            lambda: _Caller(left, each, refused, loop.create_future()), "127.0.0.1", port
        )
        callers.append(caller)
    begun = perf_counter()
    for caller in callers:
        caller.go_on()
    await asyncio.gather(*(caller.done for caller in callers))
    return Knocked(seconds=perf_counter() - begun, each=each, refused=len(refused))


class _Caller(asyncio.Protocol):
    def __init__(
        self,
        left: Iterator[bytes],
        each: list[float],
        refused: list[bytes],
        done: "asyncio.Future[None]",
    ) -> None:
        self._left, self._each, self._refused, self.done = left, each, refused, done
        self._answer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def go_on(self) -> None:
        following = next(self._left, None)
        if following is None:
            self._transport.close()
            self.done.set_result(None)
            return
        self._since = perf_counter()
        self._transport.write(following)

    def data_received(self, data: bytes) -> None:
        self._answer += data
        if not _whole(self._answer):
            return
        self._each.append(perf_counter() - self._since)
        if not self._answer.startswith(b"HTTP/1.1 2"):
            self._refused.append(self._answer)
        self._answer = b""
        self.go_on()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or ConnectionError("the server hung up"))


def _whole(answer: bytes) -> bool:
    head, end, body = answer.partition(_END)
    if not end:
        return False
    _, named, rest = head.lower().partition(b"content-length:")
    return not named or len(body) >= int(rest.split(b"\r\n", 1)[0])
