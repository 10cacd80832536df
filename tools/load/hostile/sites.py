"""Sites on loopback, each slow in its own way, that go on until their visitor gives up."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress

_PAUSE, _SHORT_PAUSE = 0.5, 0.02
_OK = b"HTTP/1.1 200 OK\r\n"
_PAGE = _OK + b"Content-Type: text/html\r\n"
Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


def _repeating(start: bytes, again: bytes, pause: float = _PAUSE) -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(again)
            await writer.drain()
            await asyncio.sleep(pause)

    return answer


async def _silent(_writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def _redirecting(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(9 * _PAUSE)
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")
    await writer.drain()


ANSWERS: Sequence[Answer] = (
    _repeating(_OK, b"X: a\r\n"),
    _repeating(_PAGE + b"\r\n<article><p>", b"a "),
    _repeating(_PAGE + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    _repeating(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    _repeating(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 20, _SHORT_PAUSE),
    _repeating(_PAGE + b"\r\n<article><p>", b"<span>a</span> " * 400, _SHORT_PAUSE),
    _silent,
    _redirecting,
)


@asynccontextmanager
async def slow_sites() -> AsyncIterator[list[str]]:
    """Yield the addresses of the sites, which are there until the end of the block."""
    async with AsyncExitStack() as stack:
        servers = [await _site(answer) for answer in ANSWERS]
        for server in servers:
            stack.callback(server.close)
        yield [f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/berita" for server in servers]


async def _site(answer: Answer) -> asyncio.Server:
    async def visited(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.CancelledError):  # at the end of the run, all are cancelled
            await answer(writer)
        writer.close()

    return await asyncio.start_server(visited, "127.0.0.1", 0)
