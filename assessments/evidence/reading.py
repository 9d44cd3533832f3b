"""Who may read which source of the register, and how sources are found.

Everybody reads what is open who works on cases or keeps registers. What is classified above
"restricted", or could lead to a survivor, is for those before whom a case is that uses it, and for
whoever entered it.
"""

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.http import Http404
from django.shortcuts import get_object_or_404

from assessments.cases import access
from assessments.models import Answer, Case, Role, SourceRevision, User
from assessments.models.evidence import OPEN

READERS = frozenset(Role) - {Role.ADMINISTRATOR}
WRITERS = frozenset({Role.OFFICER, Role.EDITOR})
IS_OPEN = Q(classification__in=OPEN, is_protected=False)


def using(cases: QuerySet[Case]) -> QuerySet[Answer]:
    """The rows of these cases that are the source of the revision asked about."""
    rows = Answer.objects.filter(step="evidence", case__in=cases.values("pk"))
    named = rows.annotate(named=KT("content__source"))
    return named.filter(named=Cast(OuterRef("source_id"), CharField()))


def within_reach(user: User) -> QuerySet[SourceRevision]:
    """The revisions, old and new, that the person may read."""
    if access.roles_of(user).isdisjoint(READERS):
        return SourceRevision.objects.none()
    own = SourceRevision.objects.filter(source=OuterRef("source"), made_by=user)
    circle = using(access.visible_cases(user))
    return SourceRevision.objects.filter(IS_OPEN | Exists(own) | Exists(circle))


def readable(user: User) -> QuerySet[SourceRevision]:
    """The newest revision of each source that the person may read."""
    return within_reach(user).newest()


def readable_source(user: User, source: int) -> SourceRevision:
    """Raises Http404."""
    return get_object_or_404(readable(user).select_related("made_by"), source=source)


def readable_revision(user: User, source: int, number: int) -> SourceRevision:
    """An older one of a source that the person may read, if that was not closed to them either."""
    readable_source(user, source)
    found = within_reach(user).select_related("made_by")
    return get_object_or_404(found, source=source, number=number)


def writable_source(user: User, source: int) -> SourceRevision:
    """The same for whoever adds to the register. Raises Http404."""
    require_writer(user)
    return readable_source(user, source)


def may_write(user: User) -> bool:
    return not access.roles_of(user).isdisjoint(WRITERS)


def require_writer(user: User) -> None:
    if not may_write(user):
        raise Http404


def found(sources: QuerySet[SourceRevision], words: str) -> QuerySet[SourceRevision]:
    """Those whose title or publisher has each of the words."""
    for word in words.split():
        sources = sources.filter(Q(title__icontains=word) | Q(publisher__icontains=word))
    return sources


def offered_to(case: Case, user: User) -> QuerySet[SourceRevision]:
    """What a case may take from the register: first what others of its State use, then the newest.

    Only cases that the person may see count: what they use is known to nobody else.
    """
    others = access.visible_cases(user).filter(recipient_state=case.recipient_state)
    same_state = Exists(using(others.exclude(pk=case.pk).exclude(recipient_state="")))
    here = Exists(using(Case.objects.filter(pk=case.pk)))
    marked = readable(user).annotate(same_state=same_state, is_here=here)
    return marked.order_by("-same_state", "-made_at", "-pk")
