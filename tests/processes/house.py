"""Processes of one installation under test, and the front before those that take requests."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from mingcha.demo.child import free_port
from tests.processes.front import Front
from tests.ready import await_ready

PATIENCE = 120.0
"""Seconds, for a machine that has other work; nobody is measured by them."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One process."""

    pid: int
    roles: tuple[str, ...]
    port: int
    log: Path

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def tell(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def await_ready(self) -> None:
        await_ready(self.base_url, PATIENCE, self.log.read_text)

    def complaints(self) -> list[str]:
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if "level=error" in line or "Traceback" in line]


@dataclass(kw_only=True)
class House:
    environment: Mapping[str, str]
    folder: Path
    front: Front
    parts: list[Part] = field(default_factory=list)
    """All that were ever started."""
    _ended: set[int] = field(default_factory=set)

    def __enter__(self) -> Self:
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.processes.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        """Whatever still runs is killed."""
        for part in self.running:
            part.tell(signal.SIGCONT)
        assert self._nursery.stdin is not None
        self._nursery.stdin.close()
        self._nursery.wait(PATIENCE)
        assert self._nursery.stdout is not None
        self._nursery.stdout.close()

    def await_nursery(self) -> None:
        assert self._answer() == "ready"

    def begin(self, *roles: str) -> Part:
        port = free_port()
        log = self.folder / f"{len(self.parts)}-{'-'.join(roles)}.log"
        options = [word for role in roles for word in ("--role", role)]
        environment = {**self.environment, "MINGCHA_PORT": str(port)}
        pid = int(
            self._ask({"start": ["run", *options], "environment": environment, "log": str(log)})
        )
        part = Part(pid=pid, roles=roles, port=port, log=log)
        self.parts.append(part)
        return part

    def start(self, *each: Sequence[str]) -> list[Part]:
        """Several at once; returns when all are ready, and those that take requests get them."""
        parts = [self.begin(*roles) for roles in each]
        for part in parts:
            part.await_ready()
            if "web" in part.roles:
                self.front.add(part.base_url)
        return parts

    @property
    def running(self) -> list[Part]:
        """Those that were neither stopped nor killed."""
        return [part for part in self.parts if part.pid not in self._ended]

    def stop(self, *parts: Part) -> list[int]:
        """As a service manager does; their exit statuses."""
        for part in parts:
            self.front.remove(part.base_url)
            part.tell(signal.SIGTERM)
        return [self.wait(part) for part in parts]

    def kill(self, part: Part) -> None:
        self.front.remove(part.base_url)
        part.tell(signal.SIGKILL)
        assert self.wait(part) == -signal.SIGKILL

    def wait(self, part: Part) -> int:
        self._ended.add(part.pid)
        return int(self._ask({"wait": part.pid}))

    def _ask(self, command: Mapping[str, Any]) -> str:
        assert self._nursery.stdin is not None
        self._nursery.stdin.write(json.dumps(command) + "\n")
        self._nursery.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        assert self._nursery.stdout is not None
        return self._nursery.stdout.readline().strip()
