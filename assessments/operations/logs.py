"""The log as JSON, a line for each event, with nothing in it that somebody wrote of a case.

What a library says comes without its arguments, an error without its words: either may quote what
somebody typed. Which event, where in the program and in which request is told instead.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from gunicorn.glogging import Logger

from attwizard.operation_settings import LOG_FORMAT

OURS = "attwizard."
# They say what is of one request as arguments, or nothing of a request at all.
HARMLESS = ("gunicorn", "procrastinate")
FRAMES = 12

# The request that is under way, for every line that is written meanwhile.
request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonLines(logging.Formatter):
    """One JSON object a line, in ASCII: time in UTC, level, logger, request, event."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        if under_way := request_id.get():
            line["request"] = under_way
        line |= event_of(record)
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info and record.exc_info[1]:
            line |= error_of(record.exc_info[1])
        return json.dumps(line, default=str)


def event_of(record: logging.LogRecord) -> dict[str, Any]:
    """Our own events with their facts; of others what they always say, or where they said it."""
    if record.name.startswith(OURS):
        return facts_of(record.getMessage())
    family = record.name.split(".")[0]
    if family in HARMLESS or (family == "django" and record.args):
        return {"event": str(record.msg)}
    return {"event": f"{record.module}:{record.lineno}"}


def facts_of(message: str) -> dict[str, Any]:
    try:
        facts = json.loads(message)
    except ValueError:
        return {"event": message}
    return facts if isinstance(facts, dict) else {"event": message}


def error_of(fault: BaseException) -> dict[str, Any]:
    """Which error it was, what it came from, and the way to it through the program."""
    frames = traceback.extract_tb(fault.__traceback__)[-FRAMES:]
    kinds: dict[str, None] = {}
    one: BaseException | None = fault
    for _turn in range(FRAMES):
        if one is not None:
            kinds[f"{type(one).__module__}.{type(one).__qualname__}"] = None
            one = one.__cause__ or one.__context__
    return {"error": list(kinds), "way": [f"{f.filename}:{f.lineno} {f.name}" for f in frames]}


class ServerLog(Logger):
    """What gunicorn itself says, in the same form: `--logger-class`."""

    def setup(self, cfg: Any) -> None:
        """Called by gunicorn when it starts and when it reads its settings anew."""
        super().setup(cfg)
        if LOG_FORMAT == "json":
            for handler in self.error_log.handlers:
                handler.setFormatter(JsonLines())
