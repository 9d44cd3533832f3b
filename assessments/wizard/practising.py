"""A practice case: a worked example as a draft of one's own, marked, and never submitted."""

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.guidance.examples import Example
from assessments.models import Case, User

from .importing import import_case


@transaction.atomic
def practise(example: Example, *, by: User) -> Case:
    """The answers of an example, each to be confirmed or changed, in a case marked as practice."""
    title = _("Practice: %(title)s") % {"title": example.case["title"]}
    case = import_case({**example.case, "title": title}, by=by)
    mark(case, example.name)
    return case


def mark(case: Case, example: str) -> None:
    """From now on it is a practice case, and stays one."""
    case.imported = {**case.imported, "practice": example}
    case.save(update_fields=["imported"])


def stay_practice(new: Case, source: Case) -> None:
    """What comes from a practice case is one."""
    if source.is_practice:
        mark(new, source.imported["practice"])
