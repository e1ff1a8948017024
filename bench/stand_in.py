"""A stand-in for the messenger's server: a process of its own that takes every message at once and
does nothing else, so that what is measured is the sender."""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

_ANSWER = (
    b'{"ok":true,"result":{"message_id":7,"date":1772413200,'
    b'"chat":{"id":501,"type":"private","first_name":"Official"},"text":"Good morning"}}'
)
_RESPONSE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
    + str(len(_ANSWER)).encode()
    + b"\r\n\r\n"
    + _ANSWER
)


@contextmanager
def stand_in() -> Iterator[str]:
    """The base address for a bot, without its token."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()  # so that a process that dies at its start is noticed
    try:
        yield f"http://127.0.0.1:{ours.recv()}/bot"
    finally:
        process.terminate()
        process.join()


def _serve(report: Connection) -> None:
    asyncio.run(_serving(report))


async def _serving(report: Connection) -> None:
    server = await asyncio.start_server(_conversation, "127.0.0.1", 0)
    report.send(server.sockets[0].getsockname()[1])
    async with server:
        await server.serve_forever()


async def _conversation(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(_length(head))
            writer.write(_RESPONSE)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0
