"""Chapters 15 and 16: advice, the recommendation and its review."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.cases import naming, terms
from assessments.records.blocks import (
    STANDARD,
    Answer,
    Cell,
    Chapter,
    Mark,
    Prose,
    Reason,
    Table,
    decided_mark,
    permitted_mark,
    rows,
)
from assessments.records.facts import Facts, Node, day, moment
from assessments.wizard.steps import PARTS

from .alike import alike, block, fit_in_cells, items_cell, quoted


def advice(facts: Facts) -> Chapter:
    """15: the sign-offs that the standards ask for, and what was said with them."""
    given = facts.snapshot.get("sign_offs") or ()
    wanted = facts.ruling.get("sign_offs") or ()
    waived = facts.snapshot.get("waivers") or ()
    there = {one["kind"] for one in (*given, *waived)}
    blocks = [*map(_sign_off, given), *map(_waived, waived)]
    blocks += [_void(one) for one in facts.snapshot.get("void_sign_offs") or ()]
    blocks += [_outstanding(kind) for kind in wanted if kind not in there]
    nothing = Prose(_("The ruling asks for no sign-off, and none was given."))
    return Chapter("advice", _("Advice and sign-offs"), tuple(blocks) or (nothing,))


def _sign_off(given: Node) -> Answer:
    told = {"name": naming.isolated(given.get("by") or ""), "moment": moment(given.get("at"))}
    digest = naming.latin(given.get("digest") or "")
    return Answer(
        cite="",
        title=_("Sign-off by the %(role)s")
        % {"role": terms.ROLES.get(given["kind"], given["kind"])},
        standing=STANDARD,
        marks=(Mark(_("Signed"), "seal"),),
        reasons=(Reason("", given["reasons"]),) if given.get("reasons") else (),
        meta=(
            _("Signed by %(name)s, %(moment)s.") % told,
            *(
                (_("Of the submission with the digest %(digest)s.") % {"digest": digest},)
                if digest
                else ()
            ),
        ),
    )


def _void(given: Node) -> Answer:
    """Of an earlier submission: the case was returned since."""
    words = _("Void: given to an earlier submission")
    return replace(_sign_off(given), marks=(Mark(words, "ring-dashed"),))


def _waived(waiver: Node) -> Answer:
    told = {
        "name": naming.isolated(waiver.get("by") or ""),
        "moment": moment(waiver.get("at")),
        "day": day(waiver.get("review_on")),
    }
    return Answer(
        cite="",
        title=_("Sign-off by the %(role)s")
        % {"role": terms.ROLES.get(waiver["kind"], waiver["kind"])},
        standing=STANDARD,
        marks=(Mark(_("Waived: nobody else could give it"), "flag", "open"),),
        reasons=(Reason("", waiver["reason"]),) if waiver.get("reason") else (),
        meta=(
            _("Waived by %(name)s, who decided, %(moment)s.") % told,
            _("To be looked at again by another person, at the latest on %(day)s.") % told,
        ),
    )


def _outstanding(kind: str) -> Answer:
    return Answer(
        cite="",
        title=_("Sign-off by the %(role)s") % {"role": terms.ROLES.get(kind, kind)},
        standing=STANDARD,
        marks=(Mark(_("Not given. Nothing may be authorised without it."), "clock", "open"),),
    )


def recommendation(facts: Facts) -> Chapter:
    """16: what the officer recommended, and what the review made of it."""
    blocks = [
        *_recommended(facts),
        *_returns(facts),
        *_comments(facts),
        *_notes(facts),
        *_departures(facts),
    ]
    nothing = Prose(_("No recommendation has been made yet."))
    title = _("Recommendation and review")
    return Chapter("recommendation", title, tuple(blocks) or (nothing,))


def _recommended(facts: Facts) -> Iterator[Table | Prose | Answer]:
    """One table, or block by block where the reasons are long."""
    given = facts.snapshot.get("recommendation") or {}
    wanted = [item for item in facts.items if (given.get(item) or {}).get("decision")]
    by = _submitted(facts)

    def said(item: str) -> tuple[Mark, str]:
        return permitted_mark(given[item]["decision"]), given[item].get("reasons") or ""

    groups = alike(wanted, said)
    if not fit_in_cells(why for _items, (_mark, why) in groups):
        for items, (mark, why) in groups:
            yield block(facts, items, mark, why, (_("Recommended for %(item)s"), by))
    elif groups:
        body = rows(
            (items_cell(facts, items), Cell(mark=mark), quoted(why))
            for items, (mark, why) in groups
        )
        heads = (_("Item"), _("Recommended"), _("Reasons"))
        yield Table(_("Recommendation"), heads, body, manner="recommended")
        if by:
            yield Prose(by, "meta")


def _submitted(facts: Facts) -> str:
    if not facts.snapshot.get("submitted_at"):
        return ""
    told = {
        "name": naming.isolated((facts.snapshot.get("people") or {}).get("submitted_by") or ""),
        "moment": moment(facts.snapshot["submitted_at"]),
    }
    return _("Submitted by %(name)s, %(moment)s.") % told


def _returns(facts: Facts) -> Iterator[Answer]:
    for one in facts.snapshot.get("returns") or ():
        told = {"name": naming.isolated(one.get("by") or ""), "moment": moment(one.get("at"))}
        yield Answer(
            cite="",
            title=_("Returned for changes"),
            marks=(Mark(_("Returned"), "turn"),),
            reasons=(Reason("", one.get("reasons") or ""),),
            meta=(_("Returned by %(name)s, %(moment)s.") % told,),
        )


def _comments(facts: Facts) -> Iterator[Answer]:
    """What the reviewer wanted mended in a part, and what the officer answered."""
    for one in facts.snapshot.get("comments") or ():
        reply = one.get("reply") or {}
        told = {"name": naming.isolated(one.get("by") or ""), "moment": moment(one.get("at"))}
        answered = {
            "name": naming.isolated(reply.get("by") or ""),
            "moment": moment(reply.get("at")),
        }
        yield Answer(
            cite="",
            title=_("Comment on “%(part)s”") % {"part": PARTS.get(one["part"], one["part"])},
            marks=(Mark(_("To be mended"), "turn"),),
            reasons=(
                Reason("", one.get("comment") or ""),
                *((Reason(_("Answer"), reply["words"]),) if reply else ()),
            ),
            meta=(
                _("Written by %(name)s, %(moment)s.") % told,
                *((_("Answered by %(name)s, %(moment)s.") % answered,) if reply else ()),
            ),
        )


def _notes(facts: Facts) -> Iterator[Answer]:
    """What colleagues wrote to one another."""
    for one in facts.snapshot.get("notes") or ():
        told = {"name": naming.isolated(one.get("by") or ""), "moment": moment(one.get("at"))}
        yield Answer(
            cite="",
            title=_("Note"),
            reasons=(
                Reason("", one.get("words") or ""),
                *((Reason(_("Contact with"), one["contact"]),) if one.get("contact") else ()),
            ),
            meta=(_("Written by %(name)s, %(moment)s.") % told,),
        )


def _departures(facts: Facts) -> Iterator[Prose]:
    """Dissent: where the decision is another than was recommended, or others disagreed before."""
    given = facts.snapshot.get("recommendation") or {}
    if not (facts.decided and given):
        return
    yield Prose(_("Where views differed"), "head")
    other = [
        item
        for item, outcome in facts.decided.items()
        if (given.get(item) or {}).get("decision") not in (None, "", outcome)
    ]
    words = _(
        "The decision departs from the recommendation. %(items)s: “%(recommended)s” was"
        " recommended, “%(decided)s” decided."
    )

    def both(item: str) -> tuple[str, str]:
        return given[item]["decision"], facts.decided[item]

    for items, (wanted, made) in alike(other, both):
        told = {
            "items": naming.items_phrase(items),
            "recommended": permitted_mark(wanted).words,
            "decided": decided_mark(made).words,
        }
        yield Prose(words % told)
    if not other:
        yield Prose(_("The decision follows the recommendation for every item."))
    yield from _disagreed(facts)


def _disagreed(facts: Facts) -> Iterator[Prose]:
    """How often the case went back, which tells of more than the last word."""
    returned = len(facts.snapshot.get("returns") or ())
    if returned:
        words = ngettext(
            "The case was returned once before it was decided; the reasons stand above.",
            "The case was returned %(count)d times before it was decided; the reasons stand above.",
            returned,
        )
        yield Prose(words % {"count": returned})
    if void := len(facts.snapshot.get("void_sign_offs") or ()):
        words = ngettext(
            "One sign-off was given to an earlier submission and counts no longer.",
            "%(count)d sign-offs were given to an earlier submission and count no longer.",
            void,
        )
        yield Prose(words % {"count": void})
