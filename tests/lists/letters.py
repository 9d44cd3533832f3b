"""Letters of exemption for tests, and cases under them."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from assessments.lists.letters import Line, record_letter
from assessments.models import Case, ExemptionLetter, User
from tests.builders import make_case

END_USER = "Cadet school of State N"


def a_letter(
    editor: User, quantity: str = "80", *, unit: str = "pieces", **more
) -> ExemptionLetter:
    """Eighty rifles for the end user of the example s17, valid for a month."""
    particulars = {
        "measure": "6.1",
        "issued_by": "Committee",
        "reference": "Letter 14",
        "end_user": END_USER,
        "valid_until": timezone.localdate() + timedelta(days=30),
        **more,
    }
    return record_letter(lines=[Line("Rifles", Decimal(quantity), unit)], by=editor, **particulars)


def case_under(letter: ExemptionLetter, officer: User, *, wanted: int = 50) -> Case:
    """Fifty rifles, exempt by the letter: the example s17 as its officer would have answered it."""

    def exempted(file):
        file["items"][0]["quantity"] = wanted
        file["article_6"]["6.1"] = {
            "answer": "exempt",
            "reason": "The committee approved it.",
            "exemption": {
                "reference": letter.reference,
                "end_user": letter.end_user,
                "valid_until": f"{letter.valid_until}",
                "quantities": {"1": wanted},
            },
        }

    case = make_case("s17", officer, change=exempted)
    say(case, "6-1", "", lambda content: content["exemption"].update(letter=str(letter.pk)))
    say(case, "quantity-6-1", "1", lambda content: content.update(line=str(letter.lines.get().pk)))
    return case


def say(case: Case, step: str, row: str, change) -> None:
    """Change an answer as it stands confirmed."""
    answer = case.answers.get(step=step, row=row)
    change(answer.content)
    answer.save()


def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)
