"""Somebody at a browser: cookies, forms and their tokens, over HTTP."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from assessments.models import User

LONGEST_ANSWER = 30.0  # seconds


class Visitor:
    """One browser: `get` and `post` follow no redirect, so that the answer itself is seen.

    Both raise `requests.RequestException` where there was no answer, or only part of one.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.session = requests.Session()
        self.session.trust_env = False  # no proxy: nothing leaves the machine
        self.token = secrets.token_hex(16)
        self.session.cookies.set("csrftoken", self.token)

    def get(self, path: str, **more: Any) -> requests.Response:
        return self.ask("GET", path, **more)

    def post(self, path: str, fields: dict[str, Any], **more: Any) -> requests.Response:
        """The fields of a form, its token beside them."""
        return self.ask("POST", path, data={"csrfmiddlewaretoken": self.token, **fields}, **more)

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:
        settled = {"timeout": LONGEST_ANSWER, "allow_redirects": False, **more}
        return self.session.request(method, f"{self.address}{path}", **settled)

    def beside(self) -> Visitor:
        """Another window of the same browser, with a connection of its own."""
        other = Visitor(self.address)
        other.token = self.token
        other.session.cookies.update(self.session.cookies)
        return other

    def sign_in(self, username: str, password: str) -> requests.Response:
        """Through the page, as people do; counted, and refused after sixty in a minute."""
        return self.post("/sign-in/", {"username": username, "password": password})


def signed_in(person: User, address: str) -> Visitor:
    """A session made in the database, as the page makes it: signing in costs a tenth of a second,
    and is counted."""
    from django.conf import settings
    from django.test import Client

    client, visitor = Client(), Visitor(address)
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    visitor.session.cookies.set(name, client.cookies[name].value)
    return visitor
