"""A person at a desk: signs in, reads, chooses, writes, presses and goes on, in words of the page.

axe looks at every kind of page that is reached, and what the browser complains of is kept.
"""

import re
from typing import ClassVar

from playwright.sync_api import expect

from tests.people import PASSWORD

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}


def words(label):
    """The whole label, whether or not the page adds that the field is optional."""
    return re.compile(rf"^{re.escape(label)}( \(optional\))?$")


class Desk:
    """What one person does in a browser of their own."""

    seen: ClassVar = set()  # kinds of pages, by their titles: axe takes its time, and looks once

    def __init__(self, page, home, axe):
        self.page, self.home, self.axe = page, home, axe
        self.complaints = []  # errors, and what the policy of the page refused
        page.on("console", lambda said: said.type == "error" and self.complain(said.text))
        page.on("pageerror", lambda error: self.complain(str(error)))

    def complain(self, text):
        self.complaints.append(f"{self.page.url}: {text}")

    def sign_in(self, person):
        self.write("User name", person.username)
        self.write("Password", PASSWORD)
        self.press("Sign in")

    def open(self, address="/"):
        self.page.goto(f"{self.home}{address}")
        self.look()

    def look(self):
        """Looks at what has not been seen; a title tells the kind of page, and of its errors."""
        title = self.page.title()
        if title not in self.seen:
            self.look_closely()
            self.seen.add(title)

    def look_closely(self):
        """Open to everybody, readable in the dark too, and nothing sideways where it is narrow."""
        for scheme, rules in (("light", ()), ("dark", ("color-contrast",))):
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            assert self.axe(self.page, *rules) == [], self.page.url
        self.page.set_viewport_size(NARROW)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= NARROW["width"], f"{self.page.url} is too wide"
        self.page.set_viewport_size(WIDE)

    def is_on(self, title):
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)

    def reads(self, *sentences):
        for sentence in sentences:
            expect(self.page.get_by_role("main")).to_contain_text(sentence)

    def group(self, question):
        """What stands under a question or a heading; the whole page, if none is named."""
        if not question:
            return self.page.get_by_role("main")
        groups = self.page.get_by_role("group", name=question)
        return groups.or_(self.page.get_by_role("region", name=question))

    def field(self, label, *, of=""):
        return self.group(of).get_by_label(words(label))

    def write(self, label, text, *, of=""):
        self.field(label, of=of).fill(text)

    def pick(self, label, option, *, of=""):
        self.field(label, of=of).select_option(option)

    def choose(self, answer, *, of=""):
        self.group(of).get_by_role("radio", name=answer, exact=True).check()

    def tick(self, *boxes, of=""):
        for box in boxes:
            self.group(of).get_by_role("checkbox", name=box, exact=True).check()

    def press(self, button):
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button, exact=True).click()
        self.look()

    def follow(self, link):
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("link", name=link, exact=True).click()
        self.look()

    def go_on(self):
        self.press("Continue")
