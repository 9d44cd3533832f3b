"""What entries of each kind say of a supply, fact by fact."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from assessments.cases.places import article as printed
from assessments.law.blank import folded
from assessments.models import ListEntry
from assessments.reference.editions import countries

from .telling import words
from .touching import Supply


class Fact(NamedTuple):
    """One fact: what it is of, what the list says, and whether somebody has to look closer."""

    name: str | Promise
    says: str
    warning: str = ""
    entry: ListEntry | None = None


# Measures


def of_states(supply: Supply) -> Q:
    """Of a State of the supply, or tied to names alone."""
    return Q(kind="measure") & (Q(countries__overlap=supply.states) | Q(countries=[]))


def measures(supply: Supply, entries: list[ListEntry], on: date) -> Iterator[Fact]:
    touching = [one for one in entries if set(one.countries) & set(supply.states)]
    for entry in touching:
        yield Fact(entry.name, says(entry), measure_warning(entry, on), entry)
    if not touching:
        yield Fact(_("States of this case"), _("No entry names one of them."))
    for entry in entries:
        if not entry.countries and entry.kind == "measure":
            yield Fact(
                entry.name, _("Tied to names, not to a State: screen every party."), "", entry
            )


def says(entry: ListEntry) -> str:
    parts = [entry.text, entry.citation]
    if left_out := entry.about.get("exemptions"):
        parts.append(_("Leaves out: %(what)s") % {"what": left_out})
    return " ".join(part for part in parts if part)


def measure_warning(entry: ListEntry, on: date) -> str:
    if entry.is_past(on):
        day = date_format(entry.valid_until)
        return _("Its last day was %(day)s. Find out whether it was renewed.") % {"day": day}
    if entry.about.get("contested"):
        return _("States differ on whether it is in force.")
    return entry.about.get("verify", "")


# Treaties


def counting_for(*places: str) -> Callable[[Supply], Q]:
    wanted = Q(pk=None)
    for place in places:
        wanted |= Q(about__used_for__contains=[place])
    return lambda supply: wanted


def treaties(place: str):
    """Which treaties bind this State for the question of a place."""

    def told(supply: Supply, entries: list[ListEntry], on: date) -> Iterator[Fact]:
        counting = [one for one in entries if place in one.about.get("used_for", ())]
        for party in (True, None, False):
            names = [one.name for one in counting if bound(one, on) is party]
            if names:
                yield Fact(
                    words("party", party),
                    "; ".join(names),
                    _("The question asks only of treaties that bind this State: verify them.")
                    if party is None
                    else "",
                )
        if not counting:
            yield Fact(_("Treaties for this question"), _("The profile names none."))

    return told


def bound(entry: ListEntry, on: date) -> bool | None:
    """Whether the treaty binds this State on a day; None is to be verified."""
    party = entry.about.get("party")
    return entry.is_in_force(on) if party else party


# States Parties


def parties_to_the_treaty(supply: Supply) -> Q:
    return Q(countries__overlap=supply.states)


def state_parties(supply: Supply, entries: list[ListEntry], on: date) -> Iterator[Fact]:
    by_state = {code: entry for entry in entries for code in entry.countries}
    for code in supply.states:
        entry, name = by_state.get(code), countries().get(code, code)
        if entry is None or not entry.is_in_force(on):
            yield Fact(name, _("Not in the list of States Parties."), "", entry)
        elif entry.valid_from:
            since = date_format(entry.valid_from)
            yield Fact(name, _("State Party since %(day)s.") % {"day": since}, "", entry)
        else:
            yield Fact(name, _("State Party."), entry.about.get("verify", ""), entry)


# Brokers


def registered(supply: Supply) -> Q:
    named = Q(pk=None)
    for party in supply.brokers:
        named |= Q(name__iexact=party.get("name") or "") | Q(aliases__contains=[party.get("name")])
        if number := party.get("registration"):
            named |= Q(identifiers__registration=number)
    return named


def brokers(supply: Supply, entries: list[ListEntry], on: date) -> Iterator[Fact]:
    for party in supply.brokers:
        name, entry = party.get("name") or "", broker_of(party, entries)
        if entry is None:
            yield Fact(name, _("Not in the list of registered brokers."), _("Find out why."))
        elif not entry.is_in_force(on):
            yield Fact(name, _("Registered, but not for today."), _("Find out why."), entry)
        else:
            yield Fact(name, _("Registered as %(name)s.") % {"name": entry.name}, "", entry)


def broker_of(party, entries: list[ListEntry]) -> ListEntry | None:
    """By the number, where one is given; by the name otherwise."""
    number, name = party.get("registration"), folded(party.get("name") or "")
    for entry in entries:
        names = {folded(one) for one in (entry.name, *entry.aliases)}
        if entry.identifiers.get("registration") == number if number else name in names:
            return entry
    return None


# The control list


def codes(supply: Supply) -> Q:
    named = [(item.get("control_list_entry") or "").strip() for item in supply.items]
    return Q(name__in=[*named, *(code.upper() for code in named)])


def control(supply: Supply, entries: list[ListEntry], on: date) -> Iterator[Fact]:
    by_code = {folded(entry.name): entry for entry in entries}
    for item in supply.items:
        code = (item.get("control_list_entry") or "").strip()
        if not code:
            continue
        name = _("Item %(item)s, %(code)s") % {"item": item.get("id", ""), "code": code}
        entry = by_code.get(folded(code))
        if entry is None:
            yield Fact(name, _("No control list that is loaded has this code."))
            continue
        article = entry.about.get("article", "")
        said = f"{entry.text} {words('article', article) if article else ''}".strip()
        differs = article and item.get("article") and article != item["article"]
        warning = _("The item says %(article)s.") % {"article": named_article(item)}
        yield Fact(name, said, warning if differs else "", entry)


def named_article(item) -> str:
    return printed(item["article"]) or str(words("article", item["article"]))


# Denials


def denied(supply: Supply) -> Q:
    named = Q(about__end_user__iexact=supply.end_user) if supply.end_user else Q(pk=None)
    return named | Q(countries__contains=[supply.recipient])


def denials(supply: Supply, entries: list[ListEntry], on: date) -> Iterator[Fact]:
    for entry in entries:
        about = entry.about
        day = date_format(entry.valid_from) if entry.valid_from else ""
        said = "; ".join(part for part in (day, about.get("items"), about.get("end_user")) if part)
        yield Fact(entry.name, f"{said}. {about.get('reasons', '')}".strip(), "", entry)
    if not entries:
        yield Fact(_("This State and end user"), _("No denial is known."))
