"""Whoever calls at the product's web app, from an address of their own."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import httpx
from starlette.applications import Starlette

HERE, ELSEWHERE = ("127.0.0.1", 50000), ("192.168.0.7", 50000)


@dataclass(frozen=True, kw_only=True)
class Caller:
    app: Starlette
    address: tuple[str, int] = HERE

    def get(self, path: str) -> httpx.Response:
        return asyncio.run(self._ask("GET", path))

    def post(
        self,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        update: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        return asyncio.run(self._ask("POST", path, params=params, json=update, headers=headers))

    async def _ask(
        self,
        method: str,
        path: str,
        params: Mapping[str, str] | None = None,
        json: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        app = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=self.address)
        async with httpx.AsyncClient(transport=app, base_url="http://mingcha") as client:
            return await client.request(method, path, params=params, json=json, headers=headers)
