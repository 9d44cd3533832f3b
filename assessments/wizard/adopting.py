"""A case adopts a version of a profile: steps 1 to 3 are filled in, and nothing is confirmed.

What stood there is taken away only with the officer's word, and kept in the trail.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.audit.digests import digest
from assessments.audit.trail import Verb, record
from assessments.cases.refusals import NotMovable, Refusal
from assessments.cases.status import locked
from assessments.models import Adoption, Answer, Case, ProfileVersion, User
from assessments.profiles.contents import FIELDS, STEPS_1_TO_3, filled, fragments
from assessments.profiles.writing import named

from .answers import Answers, Key, Void, reopen
from .importing import keep_unconfirmed
from .parts import pruned
from .rests import Change, voided

Content = dict[str, Any]
FINDINGS = ("state", "end_user")


class NotOffered(Refusal):
    """Another State's, not published, or no longer the newest."""

    sentence = _("This version is not the one in force for the recipient State of the case.")


class AnswersMovedOn(Refusal):
    """What would be replaced is no longer what the officer was shown."""

    sentence = _("Steps 1 to 3 were changed since you opened the page. Look at it once more.")


@dataclass(frozen=True)
class Plan:
    """What adopting a version would put, take away and open again."""

    puts: dict[Key, Content]
    gone: list[Answer]
    replaced: list[Answer]
    voids: list[Void]

    @property
    def seen(self) -> str:
        """What the officer has seen of it, to be held against what is there then."""
        return digest([[*a.key, a.version] for a in [*self.replaced, *self.gone]])


def plan(answers: Answers, version: ProfileVersion, standing: Iterable[Adoption]) -> Plan:
    """Worked out on the answers as they stand; nothing is written."""
    kinds: dict[bool, list[ProfileVersion]] = {True: [], False: []}
    for adoption in standing:
        kinds[adoption.version.profile.kind == version.profile.kind].append(adoption.version)
    wanted = wanted_of(answers, version, kinds[False])
    gone = rows_gone(answers, version, before=kinds[True], beside=kinds[False])
    puts = {key: content for key, content in wanted.items() if differs(answers, key, content)}
    replaced = [answers.by_key[key] for key in puts if key in answers.by_key]
    changes = [Change(key, content_of(answers, key), content) for key, content in puts.items()]
    changes += [Change(a.key, a.content, None) for a in gone]
    return Plan(puts, gone, replaced, voided(answers, changes))


def wanted_of(
    answers: Answers, version: ProfileVersion, beside: list[ProfileVersion]
) -> dict[Key, Content]:
    """The answers that the version speaks to, joined with the profile that stands beside it.

    What a step holds that no profile knows of, and the finding that none of them gives, stay.
    """
    own, together = fragments(version.content), filled([*beside, version])
    wanted = {}
    for key in own:
        kept = content_of(answers, key) or {}
        stays = {
            name: value
            for name, value in kept.items()
            if name not in FIELDS[key[0]] or (name in FINDINGS and name not in together[key])
        }
        wanted[key] = {**stays, **together[key]}
    return wanted


def rows_gone(
    answers: Answers,
    version: ProfileVersion,
    *,
    before: list[ProfileVersion],
    beside: list[ProfileVersion],
) -> list[Answer]:
    """Forms that only the older version had; and the officer's own entries of a State's forms."""
    own = {row for step, row in fragments(version.content) if step == "form"}
    codes = {form["code"] for form in version.content.get("forms", {}).values()}
    older = {row for one in before for row in one.content.get("forms", {})}
    others = {row for one in beside for row in one.content.get("forms", {})}
    gone = {
        a.row
        for a in answers.rows("form")
        if a.row not in own | others
        and (a.row in older or (version.profile.is_of_state and a.content.get("code") in codes))
    }
    unasked = {row for row in own if ("severity", row) not in fragments(version.content)}
    leaving = {"form": gone, "severity": gone | unasked}
    return [a for a in answers if a.row in leaving.get(a.step, ())]


def content_of(answers: Answers, key: Key) -> Content | None:
    answer = answers.get(*key)
    return answer.content if answer else None


def differs(answers: Answers, key: Key, content: Content) -> bool:
    """Whether there is anything to put: an answer that says the same stays as it is."""
    answer = answers.get(*key)
    return answer is None or answer.draft is not None or pruned(answer.content) != pruned(content)


@transaction.atomic
def adopt(case: Case, version: ProfileVersion, *, seen: str, by: User) -> None:
    """Raises NotMovable, NotOffered, AnswersMovedOn."""
    case = locked(case)
    if not case.is_editable:
        raise NotMovable
    newest = ProfileVersion.objects.newest().filter(profile__state=case.recipient_state)
    if not newest.filter(pk=version.pk).exists():
        raise NotOffered
    answers, standing = Answers(case), list(standing_of(case))
    made = plan(answers, version, standing)
    if made.seen != seen:
        raise AnswersMovedOn
    reopen(case, made.voids)
    case.answers.filter(pk__in=[answer.pk for answer in made.gone]).delete()
    put(case, answers, made.puts, by=by, taken_from=f"profile:{version.number}")
    end = [one.pk for one in standing if one.version.profile.kind == version.profile.kind]
    now = timezone.now()
    case.adoptions.filter(pk__in=end).update(ended_at=now)
    Adoption.objects.create(case=case, version=version, adopted_by=by, adopted_at=now)
    record(
        Verb.PROFILE_ADOPTED,
        case,
        by=by,
        digest=version.digest,
        rows=[[*key] for key in made.puts],
        before=[[*a.key, a.content, a.draft] for a in [*made.replaced, *made.gone]],
        reopened=[[*void.key, *void.parts] for void in made.voids],
        **named(version),
    )
    Case.objects.filter(pk=case.pk).update(updated_at=now)


def standing_of(case: Case):
    return case.adoptions.standing().select_related("version__profile")


def put(
    case: Case, answers: Answers, puts: dict[Key, Content], *, by: User, taken_from: str
) -> None:
    """Each to be confirmed; a draft beside one is taken away, and stands in the trail."""
    new = [key for key in puts if key not in answers.by_key]
    last = {
        step: max((a.position for a in answers if a.step == step), default=-1)
        for step in STEPS_1_TO_3
    }
    rows = [(key, last[key[0]] + place, puts[key]) for place, key in enumerate(new, start=1)]
    keep_unconfirmed(case, rows, by=by, taken_from=taken_from)
    for key in puts.keys() - set(new):
        case.answers.filter(step=key[0], row=key[1]).update(
            content=puts[key],
            draft=None,
            is_confirmed=False,
            reopened=[],
            confirmed_at=None,
            taken_from=taken_from,
            saved_by=by,
            saved_at=timezone.now(),
            version=F("version") + 1,
        )
