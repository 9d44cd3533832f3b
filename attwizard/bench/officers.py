"""What an officer does all day, for locust: reads lists and cases, thinks, writes an answer.

locust runs this file by itself, with the sessions in a file that OFFICERS names.
"""

from __future__ import annotations

import json
import os
import re
from itertools import count
from pathlib import Path

from locust import FastHttpUser, between, task

# One for each officer: a session that is signed in already, a draft, and a word to look for.
DESKS = iter(json.loads(Path(os.environ["OFFICERS"]).read_text()))
SEEN = re.compile(r'name="seen_version" value="([^"]*)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]*)"')


class Officer(FastHttpUser):
    """Thinks ten seconds between two pages, more or less."""

    wait_time = between(5, 15)

    def on_start(self) -> None:
        self.desk = next(DESKS)
        self.numbers = count()

    def page(self, address: str, name: str) -> str:
        cookies = {"Cookie": self.desk["cookie"]}
        with self.client.get(address, name=name, headers=cookies, catch_response=True) as answer:
            if answer.status_code != 200 or answer.url.endswith("/sign-in/"):
                answer.failure(f"{address}: {answer.status_code}")
            return answer.text or ""

    @task(3)
    def my_work(self) -> None:
        self.page(self.desk["mine"], "my work")

    @task(2)
    def search(self) -> None:
        self.page(f"{self.desk['mine']}?q={self.desk['word']}", "search")

    @task(3)
    def case(self) -> None:
        self.page(self.desk["case"], "case page")

    @task(3)
    def answer(self) -> None:
        """The page of a step, some thought, and other reasons than before."""
        page = self.page(self.desk["step"], "step")
        seen, token = SEEN.search(page), TOKEN.search(page)
        self.wait()
        fields = {
            "csrfmiddlewaretoken": token[1] if token else "",
            "seen_version": seen[1].replace("&quot;", '"') if seen else "",
            "wizard-current_step": "scope",
            "scope-answer": "in",
            "scope-reason": f"Read again, and found as before ({next(self.numbers)}).",
        }
        with self.client.post(
            self.desk["step"],
            data=fields,
            name="answer saved",
            headers={"Cookie": self.desk["cookie"], "Referer": f"{self.host}{self.desk['step']}"},
            allow_redirects=False,
            catch_response=True,
        ) as answer:
            if answer.status_code == 302:
                answer.success()
            else:
                answer.failure(f"not saved: {answer.status_code}")
