"""The evidence of a case and the register of sources: what goes from the one to the other.

A row of the case that is a source of the register names it (`source`) and the revision relied on
(`revision`), and has a copy of what the case file carries of it. For or against what it speaks, and
whether it is decisive, is the case's own.
"""

from typing import Any

from django.db import transaction

from assessments.evidence.keeping import add_source
from assessments.evidence.standing import Standing, standing
from assessments.models import SourceRevision, User

from .answers import Key, save_answer
from .forms.application import SourceForm
from .parts import asked, prefix_of
from .route import Route

COPIED = ("title", "source_class", "reliability", "credibility", "published_on", "url")


def copied(revision: SourceRevision) -> dict[str, Any]:
    """What a row says of the revision it relies on."""
    held = {name: getattr(revision, name) for name in COPIED}
    if revision.published_on:
        held["published_on"] = revision.published_on.isoformat()
    filled = {name: value for name, value in held.items() if value}
    return filled | {"source": revision.source_id, "revision": revision.number}


def adopt(route: Route, row: str, revision: SourceRevision, *, by: User) -> None:
    """Take a source of the register into the case. Raises StaleAnswer."""
    write(route, row, {"id": row, **copied(revision)}, seen_version=0, by=by)


def take_newest(
    route: Route, row: str, newest: SourceRevision, *, seen_version: int, by: User
) -> None:
    """Rely on what the register says today. Raises StaleAnswer."""
    rewrite(route, row, newest, seen_version=seen_version, by=by)


@transaction.atomic
def put_into_register(
    route: Route, row: str, facts: dict[str, Any], *, seen_version: int, by: User
) -> None:
    """Enter a source of the case into the register, and rely on it there. Raises StaleAnswer."""
    made = add_source(facts, by=by)
    rewrite(route, row, made, seen_version=seen_version, by=by)


def rewrite(
    route: Route, row: str, revision: SourceRevision, *, seen_version: int, by: User
) -> None:
    """The row relies on this revision; what the case itself says of the source stays."""
    kept = route.answers.content("evidence", row, confirmed_only=False)
    own = {name: value for name, value in kept.items() if name not in COPIED}
    write(route, row, {**own, **copied(revision)}, seen_version=seen_version, by=by)


def write(route: Route, row: str, content: dict[str, Any], *, seen_version: int, by: User) -> None:
    key: Key = ("evidence", row)
    form = SourceForm(route=route, content=content, prefix=prefix_of(key))
    save_answer(
        route.case, key, content=content, seen_version=seen_version, by=by, asked=asked(form)
    )


def standings(route: Route) -> dict[str, Standing]:
    """How each source of the case stands on the day on which it is ruled."""
    return standing(route.case, route.ruled_on)


def shown_source(route: Route, row: str) -> dict[str, Any]:
    """For the page of a row: the revision relied on and how it stands; {} before it is entered."""
    kept = route.answers.get("evidence", row)
    if kept is None or kept.content is None:
        return {}
    found = None
    if "source" in kept.content:
        revisions = SourceRevision.objects.filter(source=kept.content["source"])
        found = revisions.get(number=kept.content["revision"])
    return {"stands": standings(route)[row], "revision": found, "version": kept.version}
