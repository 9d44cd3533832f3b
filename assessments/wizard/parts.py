"""The parts of a page: each is one answer with its form, made, compared and saved alike.

A step of the wizard has one part; a page of rows has one for each row. Drafts are what was posted,
field by field as lists of strings, so that they come back exactly as typed.
"""

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from assessments.guidance.considering import Beside
from assessments.models import Answer, User
from assessments.reference import editions

from .answers import (
    Key,
    Said,
    StaleAnswer,
    Void,
    hold,
    keep_draft,
    reopen_answers,
    say,
    say_at_once,
)
from .forms.base import StepForm, is_empty
from .rests import Change, voided
from .route import Route


@dataclass
class Part:
    """One answer on a page."""

    key: Key
    form: StepForm
    answer: Answer | None
    seen: int = 0
    about: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def title(self) -> str:
        return self.about.get("title", "")

    @property
    def content(self) -> dict[str, Any] | None:
        return self.answer.content if self.answer else None

    @property
    def has_draft(self) -> bool:
        return self.answer is not None and self.answer.draft is not None

    @property
    def version(self) -> int:
        return self.answer.version if self.answer else 0

    def change(self) -> Change:
        return Change(self.key, self.content, self.form.fragment())

    def is_changed(self) -> bool:
        """Whether saving would change or confirm anything."""
        confirmed = self.answer is not None and self.answer.is_confirmed and not self.has_draft
        return not confirmed or pruned(self.content) != pruned(self.form.fragment())

    def is_typed(self) -> bool:
        """Whether what was posted differs from what the page showed."""
        return posted(self.form) != shown(self)


def pruned(value: Any) -> Any:
    """The value without what is empty: an empty list and no list are the same answer."""
    if isinstance(value, dict):
        kept = {key: pruned(entry) for key, entry in value.items()}
        return {key: entry for key, entry in kept.items() if not is_empty(entry)}
    return [pruned(entry) for entry in value] if isinstance(value, list) else value


class Posted(NamedTuple):
    """What came with a POST: its fields, and the versions that its page was made from."""

    data: QueryDict
    seen: dict[str, int]


def make_part(
    route: Route,
    key: Key,
    form_class: type[StepForm],
    posted: Posted | None = None,
    *,
    content: dict[str, Any] | None = None,
    about: dict[str, Any] | None = None,
) -> Part:
    """The part as posted, as its draft was left, or as its answer stands.

    `content` is what a row begins with that holds no answer yet; `about` is for the page to show.
    """
    answer = route.answers.get(*key)
    prefix = prefix_of(key)
    held = (answer.content if answer else None) or content or {}
    given = {"route": route, "content": held, "prefix": prefix}
    if posted is not None:
        return Part(
            key, form_class(posted.data, **given), answer, posted.seen.get(prefix, 0), about or {}
        )
    if answer is None or answer.draft is None:
        return Part(key, form_class(**given), answer, about=about or {})
    form = form_class(draft_data(prefix, answer.draft), **given)
    form.quiet = True
    return Part(key, form, answer, about=about or {})


def kept_part(
    route: Route, key: Key, form_class: type[StepForm], about: dict[str, Any] | None = None
) -> Part:
    """A part that shows the answer kept, whatever draft stands beside it."""
    answer = route.answers.get(*key)
    held = (answer.content if answer else None) or {}
    form = form_class(route=route, content=held, prefix=prefix_of(key))
    return Part(key, form, answer, about=about or {})


def prefix_of(key: Key) -> str:
    step, row = key
    return f"{step}.{row}" if row else step


def draft_data(prefix: str, draft: dict[str, list[str]]) -> MultiValueDict:
    return MultiValueDict({f"{prefix}-{name}": values for name, values in draft.items()})


def posted(form: StepForm) -> dict[str, list[str]]:
    """What was posted for this form alone: no token, no buttons, no other row."""
    own = own_names(form)
    return {
        own[name]: list(values) for name, values in form.data.lists() if name in own and any(values)
    }


def own_names(form: StepForm) -> dict[str, str]:
    """The names under which a browser posts the fields, each with its name in a draft.

    They are taken whole: "form.SV-1-2-period" begins like a field of "form.SV-1" and is none.
    Fields that the form has left out for now are still its own.
    """
    names: list[str] = []
    for name, field in {**form.base_fields, **form.fields}.items():
        names += (f"{name}-code", f"{name}-text") if field.shape == "measures" else (name,)
    return {form.add_prefix(name): name for name in names}


def shown(part: Part) -> dict[str, list[str]]:
    """What the page showed for this part before anything was typed."""
    if part.has_draft:
        return {name: values for name, values in part.answer.draft.items() if any(values)}
    bare = type(part.form)(
        route=part.form.route, content=part.form.content, prefix=part.form.prefix
    )
    return {name: values for name, values in as_posted(bare).items() if any(values)}


def as_posted(form: StepForm) -> dict[str, list[str]]:
    """The answer kept, as a browser would post it."""
    fields: dict[str, list[str]] = {}
    for name, field in form.fields.items():
        value = field.prepare_value(form.get_initial_for_field(field, name))
        if field.shape == "measures":
            rows = [*(value or []), {}, {}]
            fields[f"{name}-code"] = [row.get("code", "") for row in rows]
            fields[f"{name}-text"] = [row.get("text", "") for row in rows]
        elif value is True:
            fields[name] = ["on"]
        elif isinstance(value, list | tuple):
            fields[name] = [str(one) for one in value]
        elif value not in (None, False, ""):
            fields[name] = [str(value)]
    return fields


def bound(part: Part) -> StepForm:
    """The answer kept, in a form that checks it: for "still right" and for the final check."""
    kept = draft_data(part.form.prefix, as_posted(unbound(part)))
    return type(part.form)(
        kept, route=part.form.route, content=part.form.content, prefix=part.form.prefix
    )


def unbound(part: Part) -> StepForm:
    return type(part.form)(
        route=part.form.route, content=part.form.content, prefix=part.form.prefix
    )


def read_seen(text: str) -> dict[str, int]:
    """The versions that the page was made from. Raises BadRequest for anything else."""
    try:
        seen = json.loads(text or "{}")
        if any(type(version) is not int or version < 0 for version in seen.values()):
            raise ValueError
    except (ValueError, AttributeError, RecursionError) as error:
        raise BadRequest("The page does not say which version it was made from.") from error
    return seen


def read_posted(request: HttpRequest) -> Posted | None:
    """What a POST brings; None for a page that is only read. Raises BadRequest."""
    if request.method != "POST":
        return None
    return Posted(request.POST, read_seen(request.POST.get("seen_version", "")))


def write_seen(parts: Iterable[Part]) -> str:
    return json.dumps({part.form.prefix: part.version for part in parts})


def keep(route: Route, parts: Iterable[Part], *, by: User) -> str:
    """Keep what was typed as drafts. Returns the new versions; raises StaleAnswer."""
    versions = {}
    with transaction.atomic():
        for part in parts:
            versions[part.form.prefix] = part.seen
            if part.is_typed():
                versions[part.form.prefix] = keep_draft(
                    route.case, part.key, draft=posted(part.form), seen_version=part.seen, by=by
                )
    return json.dumps(versions)


def what_it_voids(route: Route, parts: Iterable[Part]) -> list[Void]:
    return voided(route.answers, [part.change() for part in parts if part.is_changed()])


def save(
    route: Route, parts: list[Part], voids: Iterable[Void], *, by: User, beside: Beside
) -> None:
    """Confirm all parts at once. Raises StaleAnswer with every row that has moved on.

    The answers of the route are afterwards as the database has them.

    Another part of the case may have been saved since the page was worked out; what the change
    opens again is then worked out anew, on what stands now.
    """
    if not voids and save_at_once(route, parts, by=by, beside=beside):
        return
    with transaction.atomic():
        if not hold(route.case):
            route.answers.load()
            for part in parts:
                part.answer = route.answers.get(*part.key)
            voids = what_it_voids(route, parts)
        changed = [part for part in parts if part.is_changed()]
        if stale := {part.key for part in changed if part.seen != part.version}:
            raise StaleAnswer(stale)
        shown = beside.shown_own() if changed else {}
        for part in changed:
            said = Said(part.content, part.form.fragment(), {**asked(part.form), **shown})
            say(route.case, part.key, said, seen_version=part.seen, by=by)
        reopen_answers(route.case, voids, by=by)
        if voids or any(part.answer is None for part in changed):
            route.answers.load()
        else:
            for part in changed:
                route.answers.learn(part.key, part.form.fragment())


def save_at_once(route: Route, parts: list[Part], *, by: User, beside: Beside) -> bool:
    """Confirm the one part that changed and opens nothing again; False where that is not so."""
    changed = [part for part in parts if part.is_changed()]
    if len(changed) != 1 or changed[0].answer is None or changed[0].seen != changed[0].version:
        return False
    (part,) = changed
    after = part.form.fragment()
    said = Said(part.content, after, {**asked(part.form), **beside.shown_own()})
    if not say_at_once(route.case, part.key, said, seen_version=part.seen, by=by):
        return False
    route.answers.learn(part.key, after)
    return True


def asked(form: StepForm) -> dict[str, Any]:
    """The wording asked, its language, and the edition of the guidance beside it."""
    return {
        "language": translation.get_language() or "en",
        "edition": editions.current().id,
        "questions": form.wording(),
    }
