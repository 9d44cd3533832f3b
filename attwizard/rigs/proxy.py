"""A proxy between the application and PostgreSQL that cuts, delays, and keeps answers to itself."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from typing import Any

COMMIT = b"COMMIT\0"
PAUSE = 1.0  # seconds of a delay
BLOCK = 65536

Connect = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


class Proxy:
    """Listens on a port of the loopback while the `with` lasts.

    `arm` says what is done once: "cut" or "delay" at that message to the server from now on;
    "lost" or "unanswered" at that COMMIT, which then never arrives, or is done without an answer.
    """

    def __init__(self, connect: Connect) -> None:
        self.connect = connect
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.tasks: set[asyncio.Task[None]] = set()
        self.mode, self.left, self.struck = "", 0, 0

    def __enter__(self) -> Proxy:
        self.thread.start()
        self.server = self.wait(asyncio.start_server(self.serve, "127.0.0.1", 0))
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *fault: object) -> None:
        self.wait(self.end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    async def end(self) -> None:
        self.server.close()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def wait(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    def arm(self, mode: str, at: int) -> None:
        self.mode, self.left = mode, at

    def disarm(self) -> None:
        self.mode = ""

    def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = self.loop.create_task(self.between(reader, writer))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def between(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server, to_server = await self.connect()
        line = Line(self, writer, to_server)
        pumps = [line.up(reader), line.down(server)]
        try:
            await asyncio.gather(*pumps)
        except (OSError, EOFError):
            pass
        finally:
            line.cut()

    def is_time(self, sent: bytes) -> bool:
        """Whether this message is the one at which it is done."""
        if not self.mode or (self.mode in ("lost", "unanswered") and COMMIT not in sent):
            return False
        self.left -= 1
        return self.left == 0


class Line:
    """One connection through the proxy."""

    def __init__(
        self, proxy: Proxy, client: asyncio.StreamWriter, server: asyncio.StreamWriter
    ) -> None:
        self.proxy, self.client, self.server = proxy, client, server
        self.is_silent = False

    async def up(self, reader: asyncio.StreamReader) -> None:
        while sent := await reader.read(BLOCK):
            if self.proxy.is_time(sent):
                mode, self.proxy.mode = self.proxy.mode, ""
                self.proxy.struck += 1
                if mode == "delay":
                    await asyncio.sleep(PAUSE)
                elif mode == "unanswered":
                    self.is_silent = True
                else:
                    raise EOFError
            self.server.write(sent)
            await self.server.drain()
        raise EOFError

    async def down(self, reader: asyncio.StreamReader) -> None:
        while answered := await reader.read(BLOCK):
            if self.is_silent:
                raise EOFError
            self.client.write(answered)
            await self.client.drain()
        raise EOFError

    def cut(self) -> None:
        for writer in (self.client, self.server):
            writer.transport.abort()
