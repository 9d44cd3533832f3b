"""Pages of the guidance: a question and what stands beside it, the search, the glossary."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from assessments.cases.words import fold
from assessments.models import OwnKind, Role
from assessments.reference import editions

from . import examples as worked
from . import own, treaty
from .entries import entries_of, own_entries
from .finding import LONGEST, find


@require_safe
def search(request):
    """Words, questions, indicators, measures, forms, sources: wherever the words typed stand."""
    typed = request.GET.get("q", "").strip()[:LONGEST]
    every = (*entries_of(editions.current()), *own_entries(own.in_force() if typed else ()))
    groups = find(typed, every)
    count = sum(len(group.entries) + group.more for group in groups)
    context = {"typed": typed, "groups": groups, "count": count, "edition": editions.current()}
    return render(request, "guidance/search.html", context)


@require_safe
def question(request, place):
    """All that the edition in force has on one question, lists and catalogues included."""
    edition = editions.current()
    found = next((one for one in edition.questions if one.place == place), None)
    if found is None:
        raise Http404
    at, owned = edition.questions.index(found), own.in_force(place)
    context = {
        "edition": edition,
        "question": found,
        "before": edition.questions[at - 1] if at else None,
        "after": edition.questions[at + 1] if at + 1 < len(edition.questions) else None,
        "terms": edition.terms_of(found),
        "treaty": treaty.beside(place),
        "notes": [one for one in owned if one.kind == OwnKind.NOTE],
        "questions": [one for one in owned if one.kind == OwnKind.QUESTION],
    }
    return render(request, "guidance/question.html", context)


@require_safe
def glossary(request):
    """Every term in the order of its name in the reader's language, with the other languages."""
    edition = editions.current()
    language = get_language() or "en"
    terms = sorted(edition.terms, key=lambda term: fold(term.name_in(language)))
    letters: dict[str, list] = {}
    for term in terms:
        name = term.name_in(language)
        letters.setdefault(name[:1].upper(), []).append((name, term))
    context = {"edition": edition, "letters": letters, "language": language}
    return render(request, "guidance/glossary.html", context)


@require_safe
def examples(request):
    """The worked example cases, each with what it teaches."""
    return render(request, "guidance/examples.html", {"examples": worked.examples()})


@require_safe
def example(request, name, part="application"):
    """One part of an example: what was answered and why; at the end what the law makes of it."""
    one = worked.named(name)
    if one is None or part not in worked.PARTS:
        raise Http404
    keys = list(worked.PARTS)
    at = keys.index(part)
    context = {
        "example": one,
        "part": part,
        "parts": worked.PARTS,
        "title": worked.PARTS[part],
        "blocks": one.blocks(part),
        "before": keys[at - 1] if at else "",
        "after": keys[at + 1] if at + 1 < len(keys) else "",
        "language": one.case.get("language", "en"),
        "may_practise": request.user.has_role(Role.OFFICER),
    }
    return render(request, "guidance/example.html", context)
