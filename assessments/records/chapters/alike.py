"""Items of which the same was said are told of together, so that sixty are read like two."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from django.utils.translation import ngettext

from assessments.cases import naming
from assessments.records.blocks import Answer, Cell, Mark, Reason
from assessments.records.facts import Facts

IN_A_CELL = 300  # characters of a reason that a narrow column bears
NAMED, DESCRIBED = 3, 160  # items of a title; characters of descriptions in a cell
Said = TypeVar("Said", bound=Hashable)


def alike(items: Iterable[str], said: Callable[[str], Said]) -> list[tuple[tuple[str, ...], Said]]:
    """The items of which `said` tells the same, with what it tells, by their first item."""
    found: dict[Said, list[str]] = {}
    for item in items:
        found.setdefault(said(item), []).append(item)
    return [(tuple(each), told) for told, each in found.items()]


def fit_in_cells(reasons: Iterable[str]) -> bool:
    """Whether all of them are short and of one paragraph."""
    return all(len(one) <= IN_A_CELL and "\n" not in one.strip() for one in reasons)


def items_cell(facts: Facts, items: tuple[str, ...]) -> Cell:
    """What names a row: an item or several, and their descriptions where there is room."""
    words = naming.item_name(items[0]) if len(items) == 1 else naming.items_phrase(items)
    described = [facts.items[item].get("description") or "" for item in items]
    small = "; ".join(dict.fromkeys(filter(None, described)))
    return Cell(
        words, small=small if len(items) == 1 or len(small) <= DESCRIBED else "", is_bold=True
    )


def block(
    facts: Facts, items: tuple[str, ...], mark: Mark, reasons: str, about: tuple[str, str]
) -> Answer:
    """The same with the reasons in full; `about` is what it is called and who said it."""
    title, meta = about
    if len(items) <= NAMED:
        named, notes = naming.listed(facts.item_names.get(item, item) for item in items), ()
    else:
        words = ngettext("%(count)d item alike", "%(count)d items alike", len(items))
        named, notes = words % {"count": len(items)}, (naming.items_phrase(items),)
    return Answer(
        cite="",
        title=title % {"item": named},
        marks=(mark,),
        reasons=(Reason("", reasons),) if reasons else (),
        notes=notes,
        meta=(meta,) if meta else (),
    )


def quoted(words: str) -> str:
    """Somebody's reasons in a cell."""
    return naming.isolated(words.strip()) if words else ""
