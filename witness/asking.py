"""One short question over HTTP: so many seconds and bytes, and no more."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

MOST_BYTES = 16_384


class NoAnswer(Exception):
    """Nobody answered in time, or with more than an answer can hold."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int
    body: bytes


def client(base_url: str, *, seconds: float) -> httpx.Client:
    """Straight there: no proxy of the environment, no redirects."""
    return httpx.Client(
        base_url=base_url,
        timeout=seconds,
        trust_env=False,
        # Reading the world's authorities takes 30 ms; without TLS nobody asks them.
        verify=httpx.URL(base_url).scheme != "http",
        # Unpacked it could be a thousand times as long.
        headers={"accept-encoding": "identity"},
    )


def ask(
    at: httpx.Client,
    method: str,
    path: str,
    *,
    seconds: float,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Raises NoAnswer, also for an answer that comes a byte at a time and never ends."""
    until = time.monotonic() + seconds
    content = bytearray()
    try:
        with at.stream(method, path, content=body, headers=headers) as answer:
            for part in answer.iter_raw():
                content += part
                if len(content) > MOST_BYTES:
                    raise NoAnswer("the answer is too long")
                if time.monotonic() > until:
                    raise NoAnswer("the answer took too long")
            return Answer(status=answer.status_code, body=bytes(content))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        # Its text may hold the address; its kind says enough.
        raise NoAnswer(type(error).__name__) from None
