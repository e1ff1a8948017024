"""The product as a process of its own: `mingcha run`, as anybody would start it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx

_START_SECONDS = 120.0
_STOP_SECONDS = 60.0
"""Allowances for a machine that has other work; nobody is measured by them."""


class ProductDied(Exception):
    """The product ended or never came up; its log says why."""


class ProductProcess:
    def __init__(
        self,
        environment: Mapping[str, str],
        *,
        port: int,
        log: Path,
        options: Sequence[str] = (),
    ) -> None:
        """`options` are those of `mingcha run`."""
        self._options = tuple(options)
        self.base_url = f"http://127.0.0.1:{port}"
        self._environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("MINGCHA_")},
            **environment,
        }
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None, "started first"
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Returns when it answers. Raises ProductDied."""
        self.begin()
        self.await_answer()

    def begin(self) -> None:
        """Returns at once."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  our own program
                [sys.executable, "-m", "mingcha", "run", *self._options],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def await_answer(self) -> None:
        """Raises ProductDied."""
        # One client, without TLS on loopback: reading the world's authorities at each look would
        # slow down the very start that is waited for.
        with httpx.Client(trust_env=False, verify=False, timeout=2.0) as client:  # noqa: S501
            until = time.monotonic() + _START_SECONDS
            while time.monotonic() < until:
                if not self.running:
                    raise ProductDied(f"`mingcha run` ended at its start:\n{self.last_words()}")
                if self._answers(client):
                    return
                time.sleep(0.05)
        self.kill()
        raise ProductDied(f"`mingcha run` did not answer in time:\n{self.last_words()}")

    def _answers(self, client: httpx.Client) -> bool:
        try:
            answer = client.get(f"{self.base_url}/health/ready")
        except httpx.TransportError:
            return False
        return answer.is_success

    def stop(self) -> int:
        """Asks it to stop, as a service manager would; returns its exit status."""
        assert self._process is not None, "started first"
        self._process.terminate()
        try:
            return self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise ProductDied("`mingcha run` did not stop when it was asked to") from None

    def tell(self, number: signal.Signals) -> None:
        """Sends a signal, and waits for nothing."""
        assert self._process is not None, "started first"
        self._process.send_signal(number)

    @property
    def status(self) -> int | None:
        """Its exit status, negative where a signal ended it; None as long as it runs."""
        assert self._process is not None, "started first"
        return self._process.poll()

    def kill(self) -> None:
        """kill -9: no time to put anything in order."""
        assert self._process is not None, "started first"
        self._process.kill()
        self._process.wait()

    def ended(self, within: float = 5.0) -> bool:
        """Whether it has ended, or does so within that many seconds."""
        until = time.monotonic() + within
        while self.running and time.monotonic() < until:
            time.sleep(0.01)
        return not self.running

    def last_words(self, lines: int = 20) -> str:
        if not self._log.exists():
            return ""
        text = self._log.read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-lines:])

    def complaints(self) -> list[str]:
        """Lines of its log that tell of an error."""
        text = self._log.read_text(encoding="utf-8", errors="replace") if self._log.exists() else ""
        return [line for line in text.splitlines() if "level=error" in line or "Traceback" in line]


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
