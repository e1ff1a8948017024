"""`mingcha custodian serve` as a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from mingcha.demo.child import free_port

_START_SECONDS = 120.0


@contextmanager
def serving(file: Path, log: Path) -> Iterator[str]:
    """The address at which the custodian serves until the end of the block."""
    port = free_port()
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MINGCHA_")}
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "mingcha", "custodian", "serve", file, "--port", str(port)],
            env=ours,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + _START_SECONDS
        while not _healthy(url):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        assert process.wait(60) == 0, log.read_text()


def _healthy(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health", trust_env=False, verify=False, timeout=2.0).is_success  # noqa: S501
    except httpx.TransportError:
        return False
