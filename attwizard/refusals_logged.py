"""What was refused is a line of the log: what a stranger sent is no fault of the program."""

import logging
from http import HTTPStatus


class WithoutTraceback(logging.Filter):
    """Takes the traceback from what was answered by a 4xx page; all else keeps its own.

    Django puts one beside a bad request, a host name that is not ours and a body that cannot be
    read, so that anybody could fill the log and hide there what matters.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        status = getattr(record, "status_code", HTTPStatus.INTERNAL_SERVER_ERROR)
        if status < HTTPStatus.INTERNAL_SERVER_ERROR or record.name.startswith("django.security."):
            record.exc_info = record.exc_text = None
        return True
