"""Which letters of exemption the answers name, and which line of one covers each item."""

from typing import Any

from .answers import Answers
from .case_file import PROHIBITIONS


def letters_named(answers: Answers) -> list[dict[str, Any]]:
    """As `lists.letters` takes them: of confirmed answers that say exempt, item by item."""
    return [
        {"place": place, "letter": int(letter), "items": covered(answers, step)}
        for step, place in PROHIBITIONS.items()
        if answers.content(step).get("answer") == "exempt"
        and (letter := letter_of(answers.content(step)))
    ]


def letter_of(content: dict[str, Any] | None) -> str:
    """The letter that an answer names; "" for none."""
    return ((content or {}).get("exemption") or {}).get("letter") or ""


def covered(answers: Answers, step: str) -> list[dict[str, Any]]:
    """The items that the answer concerns and that a line of the letter covers."""
    concerned = answers.content(step).get("items")
    rows = (
        (answer.row, answers.content(answer.step, answer.row))
        for answer in answers.rows(f"quantity-{step}")
    )
    return [
        {"item": row, "line": int(content["line"])}
        for row, content in rows
        if content.get("line") and (not concerned or row in concerned)
    ]
