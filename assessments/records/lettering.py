"""Characters for which no font of this machine has a picture, as the layout engine reports them."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

ENGINE = "weasyprint"
REPORT = ".notdef glyph"


class Unlettered(logging.Filter):
    """Collects the characters reported in this thread; the reports are heard by nobody else."""

    def __init__(self):
        super().__init__()
        self.characters: set[str] = set()
        self.thread = threading.get_ident()

    def filter(self, record: logging.LogRecord) -> bool:
        if not str(record.msg).startswith(REPORT):
            return True
        if record.thread == self.thread:
            self.characters.add(record.args[0])
        return False


@contextmanager
def unlettered() -> Iterator[set[str]]:
    """`with unlettered() as characters:` what could not be drawn meanwhile."""
    found = Unlettered()
    logger = logging.getLogger(ENGINE)
    logger.addFilter(found)
    try:
        yield found.characters
    finally:
        logger.removeFilter(found)
