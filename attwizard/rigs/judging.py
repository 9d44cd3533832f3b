"""What must not be so of any answer, and what must not be in the log."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from . import hostile
from .attacking import Attack


def faults_of(answer: Any, attack: Attack) -> Iterator[str]:
    """What must not be so of any answer."""
    status, kind = answer.status_code, answer.get("Content-Type", "")
    content = b"" if answer.streaming else answer.content  # what is streamed is no page
    if status >= 500:
        yield f"answered {status}"
    if hostile.MARK.encode() in content and kind.startswith("text/html"):
        yield "shows their markup"
    if (
        400 <= status < 500
        and attack.method != "HEAD"
        and not is_told(status, content.decode(), kind)
    ):
        yield f"answered {status} without a sentence"


def is_told(status: int, text: str, kind: str) -> bool:
    """A page of ours with a heading, or a sentence for a script."""
    if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:  # said to a program, by a header
        return True
    if kind.startswith("text/html"):
        return re.search(r"<h1[^>]*>\s*\S", text) is not None and "</html>" in text
    return len(text.split()) > 2


class Listener(logging.Handler):
    """Keeps the tracebacks that the log would show, beside its filters; and other errors."""

    def __init__(self, said: list[str], heard: logging.Logger):
        super().__init__()
        self.said = said
        for handler in heard.handlers:
            for each in handler.filters:
                self.addFilter(each)

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1]:
            frames = traceback.extract_tb(record.exc_info[2])
            ours = [each for each in frames if "/assessments/" in each.filename] or frames
            last = f"{ours[-1].filename.rpartition('/')[2]}:{ours[-1].lineno}" if ours else ""
            self.said.append(f"in the log {record.exc_info[1]!r:.200} ({last})")
        elif record.levelno >= logging.ERROR and not record.name.startswith("django.security."):
            self.said.append(f"in the log {record.getMessage()[:200]}")


@contextmanager
def listening() -> Iterator[list[str]]:
    """The errors of the log instead of its lines."""
    said: list[str] = []
    loggers = [logging.getLogger(), logging.getLogger("django")]
    before = [logger.handlers for logger in loggers]
    for logger in loggers:
        logger.handlers = [Listener(said, logger)]
    try:
        yield said
    finally:
        for logger, handlers in zip(loggers, before, strict=True):
            logger.handlers = handlers
