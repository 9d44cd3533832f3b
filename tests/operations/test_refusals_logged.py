"""What was refused leaves a line in the log, and a fault of ours its traceback."""

import io
import logging

import pytest

BAD = "multipart/form-data; boundary="


@pytest.fixture
def said(monkeypatch):
    """What the log's own handler writes."""
    handlers = logging.getLogger("django").handlers
    (handler,) = [one for one in handlers if type(one) is logging.StreamHandler]
    monkeypatch.setattr(handler, "stream", io.StringIO())
    return handler.stream.getvalue


def test_a_request_that_cannot_be_read_leaves_a_line_and_no_traceback(said, client, db):
    assert client.post("/sign-in/", b"--x", content_type=BAD).status_code == 400
    assert client.get("/", headers={"host": "[::1"}).status_code == 400

    assert "Unable to parse" in said()
    assert "DisallowedHost" in said()
    assert "Traceback" not in said()


def test_a_fault_of_ours_leaves_its_traceback(said, client, db, monkeypatch):
    monkeypatch.setattr("assessments.sign_in.door.single_sign_on", lambda: 1 / 0)
    client.raise_request_exception = False

    assert client.get("/sign-in/").status_code == 500

    assert "ZeroDivisionError" in said()
