"""A record fetches nothing, whatever people write in whichever field."""

import copy
import json
import socket

import pytest

from assessments.records import document, pdf
from assessments.reference.case_faults import CaseFileFaults
from assessments.reference.case_format import read

from . import hostile, reading, snapshots

ATTACK = (
    '<img src="{host}/i"> url({host}/u) <style>@import url({host}/s); b{{background:url({host}/b)}}'
    '</style> <link rel="stylesheet" href="{host}/l"> <object data="file:///etc/passwd"></object>'
    ' <a rel="attachment" href="file:///etc/passwd">a</a> "\'></td> ]]> url(file:///etc/passwd)'
    ' <svg><image href="{host}/v"/></svg> <iframe src="file:///etc/passwd"></iframe>'
)


@pytest.fixture
def listener():
    """Where the attack asks for its files; nobody is to come."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.fixture
def attack(listener):
    _host, port = listener.getsockname()
    return ATTACK.format(host=f"http://127.0.0.1:{port}")


def texts(node, *way):
    """The way to every string of a file."""
    if isinstance(node, str):
        yield way
    pairs = node.items() if isinstance(node, dict) else ()
    for key, value in pairs or (enumerate(node) if isinstance(node, list) else ()):
        yield from texts(value, *way, key)


def put(file, way, text):
    *above, last = way
    for key in above:
        file = file[key]
    file[last] = text


def filled():
    """The example with a text in every optional field."""
    case = snapshots.example("s04")
    case["transfer"]["end_use"] = "x"
    for item in case["items"]:
        item |= {"description": "x", "unit": "x", "control_list_entry": "x", "reason": "x"}
    for risk in case["risks"]:
        risk |= {"description": "x", "who": "x"}
    case["evidence"] = [{"id": "S1", "title": "x", "url": "x", "supports": ["6.3"]}]
    return case


def is_free(case, way, attack):
    """Whether the format lets anybody write anything there."""
    tried = copy.deepcopy(case)
    put(tried, way, attack[:200] if way == ("title",) else attack)
    try:
        read(json.dumps(tried).encode())
    except CaseFileFaults:
        return False
    return True


def test_nothing_is_fetched_for_what_is_written_in_any_field(listener, attack):
    case = filled()
    free = [way for way in texts(case) if is_free(case, way, attack)]
    for way in free:
        put(case, way, attack)
    assert len(free) >= 40
    assert {("title",), ("scope", "reason"), ("transfer", "end_user", "name")} <= set(free)

    snapshot = hostile.told(snapshots.decided(case), words=attack)
    body = pdf.record_pdf(snapshot)

    with pytest.raises(BlockingIOError):
        listener.accept()
    words = reading.text(body)
    assert reading.squeezed("url(file:///etc/passwd)") in words
    assert "root:" not in words
    assert set(reading.attachments(body)) == {"case-file.json", "snapshot.json"}
    assert b"root:" not in b"".join(reading.attachments(body).values())
    markup = document.record_html(snapshot)
    assert not [tag for tag in ("<img", "<object", "<iframe", "<image", "<link") if tag in markup]
