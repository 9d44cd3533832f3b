"""The copies of answers that lists and searches need."""

from assessments.cases.words import vector
from assessments.models import Case
from assessments.models.text import showable

from .answers import Answers


def index(case: Case) -> None:
    """Bring title, State, end user and words of the case up to date with its answers."""
    answers = Answers(case)
    content = answers.content("application", confirmed_only=False)
    transfer = content.get("transfer", {})
    end_user = showable(transfer.get("end_user", {}).get("name", ""))
    title = showable(content.get("title", "")) or case.title
    parties = [answer.content.get("name", "") for answer in answers.rows("party")]
    items = [answer.content.get("description", "") for answer in answers.rows("item")]
    texts = [case.reference, title, end_user, transfer.get("end_use", ""), *items, *parties]
    Case.objects.filter(pk=case.pk).update(
        title=title[:200],
        recipient_state=transfer.get("recipient_state", "")[:2],
        end_user=end_user[:300],
        activity=transfer.get("activity", ""),
        words=vector(*(showable(text) for text in texts)),
    )
