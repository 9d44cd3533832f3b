"""What nobody types and anybody may send: texts, numbers, days, headers, files."""

from __future__ import annotations

import json
import random
from typing import Any

MARK = '"><zq1>'  # a page that holds it as it is lets others write its markup
LONG = "ж" * 500_000  # a megabyte, as UTF-8
TEXTS = (
    *("", " ", "\n", "0", "-0", "-1", "1", "00", "1.5", "1,5", "1e400", "-1e400", "NaN", "inf"),
    *("9" * 30, "-" + "9" * 30, "9" * 5_000, "2147483648", "9223372036854775808", "٣٤", "½", "²"),
    *("0x10", "1_000", "true", "None", "null", "[]", "{}", "[[1]]", '{"a": 1}', '{"a": -1}'),
    *(
        "\x00",
        "a\x00b",
        "\ud800",
        "a\udfffb",
        "\ufffe",
        "\ufeff",
        "\u202etxt.exe",
        "\u2066",
        "\u200f",
    ),
    *("é" * 300, "字" * 300, "😀" * 300, "e\u0301" * 300, "\r\n\r\n", "\x1b[31m", "\x7f", "\x85"),
    *(
        MARK,
        f"<script>{MARK}</script>",
        "'; drop table x; --",
        "%",
        "%s%s%n",
        "%00",
        "\\",
        "${7*7}",
    ),
    *(
        "{{ 7 }}",
        "{% now 'Y' %}",
        "../../etc/passwd",
        "file:///etc/passwd",
        "http://[::1",
        "//x.example",
    ),
    *(
        "javascript:alert(1)",
        "=1+1",
        "@SUM(1)",
        "x" * 300,
        "x" * 70_000,
        "(" * 2_000,
        "a" * 60 + "!",
    ),
    *(
        "0000-00-00",
        "2026-02-30",
        "2026-13-01",
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "-1-1-1",
    ),
    *(
        "2026-W01",
        "31/12/2026",
        "2026-01-01T25:00",
        "٢٠٢٦-٠١-٠١",
        "2026-1-1",
        "today",
        "XX",
        "xa",
        "EUR",
    ),
)
VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1.5,
        10**400,
        -(10**30),
        2**63,
        "",
        "x" * 70_000,
        "\ud800",
        "a\x00b",
    ),
    *(
        [],
        {},
        [[]],
        [None],
        {"": ""},
        {"a": {"a": {}}},
        ["x"] * 2_000,
        "2026-02-30",
        "9999-12-31",
        MARK,
    ),
    *(float("nan"), float("inf"), 1e308, 5e-324),
)
METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "get", "X" * 40)
TYPES = (
    *("application/json", "text/plain", "text/xml", "", "x", "multipart/form-data"),
    *("multipart/form-data; boundary=", "multipart/form-data; boundary=é", "application/zip"),
    "application/x-www-form-urlencoded; charset=utf-7",
    "application/x-www-form-urlencoded; charset=no-such",
    "application/x-www-form-urlencoded; charset=utf-16",
)
BODIES = (
    *(b"\x00", b"%", b"%f", b"a=%ff%fe", b"=&=&&", b"\xff\xfe=\xc3\x28", b"a=%00&b=%ed%a0%80"),
    *(b"{", b"[" * 5_000, b"--x\r\n", b"&".join([b"a=1"] * 3_000)),
)
# No server hands over a header with U+0000, CR or LF in it: gunicorn refuses them.
HEADERS = {
    "HTTP_ACCEPT": ("", "*", "application/json", ";q=9", "text/html;q=x", "\xff"),
    "HTTP_ACCEPT_LANGUAGE": ("", "xx", "zh-hans", "ar;q=2", "e" * 3_000, "en,;;q", "\xff-"),
    "HTTP_ACCEPT_ENCODING": ("", "gzip;q=-1", "*", "x" * 500),
    "HTTP_CONTENT_ENCODING": ("gzip", "x"),
    "HTTP_IF_MODIFIED_SINCE": ("x", "Thu, 32 Foo 99999 00:00:00 GMT", "0"),
    "HTTP_IF_NONE_MATCH": ("x", '"', "*", 'W/"é"'),
    "HTTP_ORIGIN": ("null", "http://[", "https://else.example"),
    "HTTP_RANGE": ("bytes=-1", "bytes=9-1", "x"),
    "HTTP_REFERER": ("x", "http://[", "https://else.example/", "http://localhost/\xff"),
    "HTTP_USER_AGENT": ("", "x" * 5_000, "\xff\xfe", MARK),
    "HTTP_X_FORWARDED_FOR": ("x", "1.2.3.4, ::g", "9" * 500, ", ,"),
    "HTTP_X_FORWARDED_PROTO": ("x", "https, http"),
    "HTTP_X_HTTP_METHOD_OVERRIDE": ("DELETE",),
    "HTTP_X_REQUESTED_WITH": ("XMLHttpRequest",),
    "HTTP_HOST": ("", "x" * 300, "localhost:x", "[::1", "else.example", "\xff"),
    "HTTP_COOKIE": (
        "sessionid=",
        "sessionid=\x7f",
        "sessionid=" + "x" * 4_000,
        "csrftoken=\xff; messages=x",
        "django_language=../x; sessionid=a b;;=",
    ),
}


def text(luck: random.Random) -> str:
    """Mostly one of the pool; a megabyte now and then."""
    return LONG if luck.random() < 0.002 else luck.choice(TEXTS)


def segment(luck: random.Random) -> str:
    """A piece of an address."""
    return luck.choice(TEXTS)[: luck.choice((40, 2_000))]


def file(luck: random.Random, sound: list[bytes]) -> bytes:
    """A file that was sound until something happened to it; now and then one that never was."""
    chance = luck.random()
    if not sound or chance < 0.15:
        return luck.choice((b"", b"\x00", b"{}", b"[]", b"null", b"\xff\xfe", *BODIES))
    body = luck.choice(sound)
    if chance < 0.2:
        return body
    return bent_json(luck, body) if chance < 0.7 else bent_bytes(luck, body)


def bent_bytes(luck: random.Random, body: bytes) -> bytes:
    """Cut, doubled, written over or otherwise encoded."""
    at = luck.randrange(len(body) or 1)
    ways = (
        lambda: body[:at],
        lambda: body[at:],
        lambda: body[:at] + luck.randbytes(luck.choice((1, 8, 400))) + body[at + 1 :],
        lambda: body[:at] + b"\x00" + body[at:],
        lambda: body + body,
        lambda: b"\xef\xbb\xbf" + body,
        lambda: body.decode("utf-8", "replace").encode("utf-16"),
        lambda: body.replace(b'"', b"'", 3),
    )
    return luck.choice(ways)()


def bent_json(luck: random.Random, body: bytes) -> bytes:
    """The same file with one to three of its values replaced, left out or renamed."""
    try:
        told = json.loads(body)
    except ValueError:
        return bent_bytes(luck, body)
    for _time in range(luck.choice((1, 1, 1, 2, 3))):
        bend(luck, told)
    return json.dumps(told).encode()


def bend(luck: random.Random, told: Any) -> None:
    """One value somewhere in it."""
    inside = told
    while isinstance(inside, dict | list) and inside:
        key = luck.choice(list(inside) if isinstance(inside, dict) else range(len(inside)))
        if not (isinstance(inside[key], dict | list) and inside[key]) or luck.random() < 0.2:
            replace(luck, inside, key)
            return
        inside = inside[key]


def replace(luck: random.Random, inside: Any, key: Any) -> None:
    way = luck.random()
    if way < 0.15:
        del inside[key]
    elif way < 0.25 and isinstance(inside, dict):
        inside[luck.choice(TEXTS)] = inside.pop(key)
    elif way < 0.3 and isinstance(inside, list):
        inside.append(inside[key])
    else:
        inside[key] = luck.choice((*VALUES, *TEXTS))
