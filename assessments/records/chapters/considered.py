"""Chapter: which questions of the guidance were ticked as considered, and what was remarked."""

from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _

from assessments.guidance.telling import about
from assessments.records.blocks import Chapter, Prose, Table, rows
from assessments.records.facts import Facts, Node, day


def considered(facts: Facts) -> Chapter:
    """What was considered beside each question. It is no answer, and nothing rests on it."""
    found = facts.snapshot.get("considered") or ()
    lede = _("A tick says that a question of the guidance was considered; it answers nothing.")
    table = Table(
        _("Considered"),
        (_("Beside"), _("Question of the guidance"), _("Remark"), _("By")),
        rows(told(facts, found)),
    )
    nothing = Prose(_("No question of the guidance was ticked."))
    blocks = (table if found else nothing, *own(facts))
    return Chapter("considered", _("Considered"), blocks, lede)


def own(facts: Facts) -> Iterator[Table | Prose]:
    """What the authority itself had put beside the questions, in the versions that were shown."""
    shown = facts.snapshot.get("beside") or {}
    if notes := shown.get("notes"):
        heads = (_("Beside"), _("Note or question of this authority"), _("Rests on"), _("Version"))
        listed = rows(
            (about(one["place"], "", facts.case), one["words"], one["source"], version(one))
            for one in notes
        )
        caption = _("Beside the questions: this authority’s own")
        yield Table(caption, heads, listed, is_caption_shown=True)
    for text in shown.get("treaty_texts") or ():
        words = _("The authentic text of the Treaty stood beside: %(source)s, as of %(day)s.")
        yield Prose(words % {"source": text["source"], "day": day(text["as_of"])})


def version(one: Node) -> str:
    words = _("%(number)s, from %(day)s")
    return words % {"number": one["number"], "day": day(one["from_on"])}


def told(facts: Facts, found) -> Iterator[tuple[str, str, str, str]]:
    """A row for each remark; what was ticked without one, together in a row for each page."""
    for (place, row), group in groupby(found, key=lambda one: (one["place"], one["row"])):
        listed = list(group)
        title = about(place, row, facts.case)
        plain = [one for one in listed if not one["remark"]]
        if plain:
            yield title, " ".join(one["prompt"] for one in plain), "", by(plain[-1])
        for one in listed:
            if one["remark"]:
                yield title, one["prompt"], one["remark"], by(one)


def by(one: Node) -> str:
    return f"{one['by']}, {day(one['at'])}"
