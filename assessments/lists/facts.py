"""What the lists say beside a question: facts with their day. They answer nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from assessments.models import ListEntry, ListKind, ListLoad
from assessments.models.compiled import Question

from .asking import editions, loads_at
from .said import (
    Fact,
    brokers,
    codes,
    control,
    counting_for,
    denials,
    denied,
    measures,
    of_states,
    parties_to_the_treaty,
    registered,
    state_parties,
    treaties,
)
from .touching import Supply


@dataclass(frozen=True)
class Ask:
    """Which lists a question draws on, which of their entries, and how they are told."""

    title: str | Promise
    kinds: tuple[str, ...]
    about: Callable[[Supply], Q]
    told: Callable[[Supply, list[ListEntry], date], Iterable[Fact]]
    hint: str | Promise = ""


@dataclass(frozen=True)
class Panel:
    """The facts of one ask, the editions they come from, and those whose check is overdue."""

    title: str | Promise
    hint: str | Promise
    facts: list[Fact]
    editions: list[ListLoad]
    stale: list[ListLoad]


def panels(place: str, supply: Supply, on: date) -> list[Panel]:
    """What is shown beside the question at a place, in two questions to the database."""
    asks = ASKED.get(place, ())
    if not asks:
        return []
    loads = editions(kinds_of(asks))
    entries = asked_for(asks, supply) if loads else []
    return [panel(ask, supply, entries, loads, on) for ask in asks]


def questions(place: str) -> list[Question]:
    """What the panels of a place ask of the database first."""
    asks = ASKED.get(place, ())
    return [loads_at.of(kinds=kinds_of(asks))] if asks else []


def kinds_of(asks: Iterable[Ask]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kind for ask in asks for kind in ask.kinds))


def asked_for(asks: Iterable[Ask], supply: Supply) -> list[ListEntry]:
    """The entries that the asks draw on."""
    wanted = Q(pk=None)
    for ask in asks:
        wanted |= Q(source__kind__in=ask.kinds) & ask.about(supply)
    entries = ListEntry.objects.standing().filter(wanted)
    return list(entries.select_related("source").order_by("name", "pk"))


def panel(
    ask: Ask, supply: Supply, entries: list[ListEntry], loads: list[ListLoad], on: date
) -> Panel:
    own = [entry for entry in entries if entry.source.kind in ask.kinds]
    used = [load for load in loads if load.source.kind in ask.kinds]
    facts = list(ask.told(supply, own, on)) if used else []
    return Panel(ask.title, ask.hint, facts, used, [load for load in used if load.is_stale(on)])


TREATIES = (ListKind.TREATY_PROFILE,)
ASKED: dict[str, tuple[Ask, ...]] = {
    "application": (
        Ask(
            gettext_lazy("States Parties to the Treaty"),
            (ListKind.STATES_PARTIES,),
            parties_to_the_treaty,
            state_parties,
        ),
    ),
    "parties": (Ask(gettext_lazy("Brokers"), (ListKind.BROKERS,), registered, brokers),),
    "items": (
        Ask(gettext_lazy("National control list"), (ListKind.CONTROL_LIST,), codes, control),
    ),
    "6.1": (
        Ask(
            gettext_lazy("Measures of the Security Council"),
            (ListKind.SECURITY_COUNCIL,),
            of_states,
            measures,
        ),
    ),
    "6.2": (
        Ask(
            gettext_lazy("Agreements of this State"), TREATIES, counting_for("6.2"), treaties("6.2")
        ),
        Ask(
            gettext_lazy("Other embargoes"),
            (ListKind.OTHER_EMBARGO,),
            of_states,
            measures,
            gettext_lazy(
                "Never a matter of Article 6(1): of 6(2) where an agreement of this State binds it,"
                " of national law otherwise."
            ),
        ),
    ),
    "6.3": (
        Ask(
            gettext_lazy("Agreements that define war crimes"),
            TREATIES,
            counting_for("6.3"),
            treaties("6.3"),
        ),
    ),
    "11.2": (
        Ask(
            gettext_lazy("Denials of this authority and of partners"),
            (ListKind.DENIAL_OWN, ListKind.DENIAL_PARTNER),
            denied,
            denials,
        ),
    ),
}
TERRORISM = Ask(
    gettext_lazy("Terrorism conventions"),
    TREATIES,
    counting_for("7.1.b.iii"),
    treaties("7.1.b.iii"),
)
CRIME = Ask(
    gettext_lazy("Conventions on transnational organised crime"),
    TREATIES,
    counting_for("7.1.b.iv"),
    treaties("7.1.b.iv"),
)
ASKED |= {"7.1": (TERRORISM, CRIME), "7.1.b.iii": (TERRORISM,), "7.1.b.iv": (CRIME,)}
