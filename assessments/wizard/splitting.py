"""Split a case by items: some go to a draft of their own, with a copy of what was answered."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from assessments.audit.trail import Verb, record
from assessments.cases.opening import open_case
from assessments.cases.refusals import NotMovable, Refusal
from assessments.cases.status import locked
from assessments.guidance.telling import carry_over
from assessments.incidents import of_case as incidents
from assessments.lists.flags import pass_on
from assessments.models import Answer, Case, User
from assessments.profiles import of_case as adoptions
from assessments.screening import keeping as screening

from .answers import Answers, reopen
from .importing import keep_unconfirmed
from .indexing import index
from .practising import stay_practice
from .rests import Change, voided
from .starting import OWN, Content, with_cites


class NothingToSplit(Refusal):
    """Each of the two cases needs an item."""

    sentence = _("Choose the items of the new case. One item at least goes, and one stays.")


@transaction.atomic
def split_case(case: Case, *, items: Iterable[str], by: User) -> Case:
    """Move items into a draft of their own; what rests on the items is to be confirmed in both.

    Returns the new case. Raises NothingToSplit, NotMovable.
    """
    case = locked(case)
    if not case.is_editable:
        raise NotMovable
    answers = Answers(case)
    going = set(items)
    known = {answer.row for answer in answers.rows("item")}
    if not going or not going < known:
        raise NothingToSplit
    about = {"split_from": case.reference, "items": sorted(going)}
    new = open_case(by=by, title=case.title, beside=case, **about)
    new.colleagues.set(case.colleagues.all())  # their text goes too, and four eyes with it
    facts = Split(case, new, answers, going, known - going).carry_out(by)
    carry_over(case, new)
    stay_practice(new, case)
    incidents.carry_over(case, new, by=by)
    screening.carry_over(case, new)
    record(Verb.SPLIT, case, by=by, into=new.reference, items=sorted(going), **facts)
    index(case)
    index(new)
    adoptions.carry_over(case, new)
    new.refresh_from_db()
    return new


class Split:
    """One splitting: which answers move, which are copied, which stay in a narrower form."""

    def __init__(self, case: Case, new: Case, answers: Answers, going: set, staying: set):
        self.case, self.new, self.answers = case, new, answers
        self.going, self.staying = going, staying
        self.cites = share_files(case, new)
        pass_on(case, new)

    def carry_out(self, by: User) -> dict[str, list[Any]]:
        """Returns what was done, for the trail."""
        items = [answer for answer in self.answers.rows("item") if answer.row in self.going]
        voids = voided(self.answers, [Change(a.key, a.content, None) for a in items])
        kept = [answer for answer in self.answers if answer.content is not None]
        stays = {answer.key: self.without(answer, self.going) for answer in kept}
        copied = [a for a in kept if stays[a.key] is not None and a.step not in OWN]
        rows = [(a.key, a.position, self.without(a, self.staying)) for a in copied]
        moved = [answer for answer in kept if stays[answer.key] is None]
        changed = [a for a in kept if stays[a.key] not in (None, a.content)]
        keep_unconfirmed(
            self.new,
            [(key, at, with_cites(c, self.cite)) for key, at, c in rows if c is not None],
            by=by,
            taken_from=self.case.reference,
        )
        for answer in moved:
            self.move(answer)
        for answer in changed:
            self.rewrite(answer, stays[answer.key])
        reopen(self.case, voids)
        return {
            "moved": [[*answer.key] for answer in moved],
            "changed": [[*answer.key, answer.content] for answer in changed],
            "reopened": [[*void.key, *void.parts] for void in voids],
        }

    def without(self, answer: Answer, gone: set[str]) -> Content | None:
        return without_items(self.answers, answer, gone)

    def cite(self, cite: str) -> str:
        return self.cites.get(cite, cite)

    def move(self, answer: Answer) -> None:
        """A row goes over with its draft."""
        self.case.answers.filter(pk=answer.pk).update(
            case=self.new,
            content=with_cites(answer.content, self.cite),
            is_confirmed=False,
            reopened=[],
            taken_from=self.case.reference,
            version=F("version") + 1,
        )

    def rewrite(self, answer: Answer, content: Content) -> None:
        self.case.answers.filter(pk=answer.pk).update(
            content=content, is_confirmed=False, reopened=[], version=F("version") + 1
        )


def share_files(case: Case, new: Case) -> dict[str, str]:
    """Put the files on the new case too; says how each is cited there."""
    cites = {}
    for file in case.attachments.filter(removed_at=None):
        cited = f"file:{file.pk}"
        file.pk, file.case = None, new
        file.save(force_insert=True)
        cites[cited] = f"file:{file.pk}"
    return cites


def without_items(answers: Answers, answer: Answer, gone: set[str]) -> Content | None:
    """The answer for a case that lacks these items; None where it was about them alone.

    Never widened: an answer under Article 6 that named only items that are gone keeps its reasons
    and loses its answer.
    """
    step, row, content = answer.step, answer.row, answer.content
    if step in ("item", "quantity-6-1", "quantity-6-2"):
        return None if row in gone else content
    if step in ("6-1", "6-2", "6-3"):
        return answer_without(content, gone)
    if step in ("risk", "mitigation", "overriding") and row:
        risk = answers.content("risk", row, confirmed_only=False)
        kept = narrowed(risk, gone)
        return kept if kept is None or step == "risk" else content
    return content


def answer_without(content: Content, gone: set[str]) -> Content:
    kept = narrowed(content, gone)
    if kept is not None:
        return kept
    return {key: value for key, value in content.items() if key not in ("answer", "items")}


def narrowed(content: Content, gone: set[str]) -> Content | None:
    """The content with the items that are left; None where it named some and none is left."""
    named = content.get("items") or []
    left = [item for item in named if item not in gone]
    if named and not left:
        return None
    return content if left == named else {**content, "items": left}
