"""Carries webhooks to the product over real HTTP."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from simulator.stage import Stage
from simulator.traffic import Exchange

PATIENCE = 15.0
"""Real seconds that a provider waits for the product's answer."""


@dataclass(frozen=True, kw_only=True)
class Delivery:
    status: int | None
    """None: no connection, or no answer in time."""
    text: str = ""
    content_type: str = ""
    content: bytes = b""

    @property
    def done(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class Courier:
    def __init__(self) -> None:
        self.patience = PATIENCE
        self.routes: dict[str, str] = {}
        """Public base address -> where it really is, without a slash at the end."""
        self._client = httpx.Client(trust_env=False)

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def deliver(
        self,
        stage: Stage,
        api: str,
        url: str,
        *,
        method: str = "POST",
        form: Mapping[str, str] | None = None,
        json: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Delivery:
        """Sends one webhook and waits for its answer. Must be called without the world's lock."""
        delivery = self._send(stage, url, method, form, json, headers or {})
        with stage.lock:
            counted = stage.counts.webhooks if delivery.done else stage.counts.lost
            counted[api] += 1
            stage.traffic.record(
                Exchange(
                    direction="webhook",
                    api=api,
                    method=method,
                    url=url,
                    headers=headers or {},
                    params=(form if json is None else json) or {},
                    status=delivery.status,
                    answer=delivery.text,
                )
            )
        return delivery

    def _send(
        self,
        stage: Stage,
        url: str,
        method: str,
        form: Mapping[str, str] | None,
        json: Mapping[str, Any] | None,
        headers: Mapping[str, str],
    ) -> Delivery:
        actual = self._actual(url)
        if not _is_loopback(actual):
            with stage.lock:
                stage.complain(
                    f"a webhook for {urlsplit(actual).netloc} was not sent: the simulator speaks "
                    "to this machine only; route that base address to a loopback one"
                )
            return Delivery(status=None)
        try:
            answer = self._client.request(
                method,
                actual,
                data=dict(form) if form is not None else None,
                json=json,
                headers=dict(headers),
                timeout=self.patience,
            )
        except httpx.HTTPError:
            return Delivery(status=None)
        return Delivery(
            status=answer.status_code,
            text="" if _is_sound(answer) else answer.text,
            content_type=answer.headers.get("content-type", ""),
            content=answer.content,
        )

    def _actual(self, url: str) -> str:
        for public in sorted(self.routes, key=len, reverse=True):
            if url == public or url.startswith((f"{public}/", f"{public}?")):
                return self.routes[public] + url[len(public) :]
        return url


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_sound(answer: httpx.Response) -> bool:
    return bool(answer.headers.get("content-type", "").startswith("audio/"))
