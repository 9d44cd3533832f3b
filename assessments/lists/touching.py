"""What of the lists concerns a case: by its States, its goods and its parties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from assessments.law.blank import folded
from assessments.models import (
    Answer,
    Case,
    DecisionLine,
    ExemptionLetter,
    ListEntry,
    ListKind,
    ListLoad,
    Status,
)
from assessments.models.case import FINAL

EMBARGOES = (ListKind.SECURITY_COUNCIL, ListKind.OTHER_EMBARGO)
BY_STATE = (*EMBARGOES, ListKind.STATES_PARTIES)
AUTHORISED = ("authorise", "authorise_with_measures")


@dataclass(frozen=True)
class Supply:
    """The facts of a case that lists are asked about, as far as they are answered."""

    transfer: Mapping[str, Any]
    parties: Sequence[Mapping[str, Any]] = ()
    items: Sequence[Mapping[str, Any]] = ()

    @classmethod
    def of_file(cls, file: Mapping[str, Any]) -> "Supply":
        """The supply as a case file has it."""
        transfer = file.get("transfer") or {}
        return cls(transfer, transfer.get("parties") or (), file.get("items") or ())

    @property
    def recipient(self) -> str:
        return self.transfer.get("recipient_state") or ""

    @property
    def end_user(self) -> str:
        return (self.transfer.get("end_user") or {}).get("name") or ""

    @property
    def states(self) -> list[str]:
        """The recipient, the State of the end user, those on the way and those of the parties."""
        end_user = (self.transfer.get("end_user") or {}).get("country")
        named = [self.recipient, end_user, *(self.transfer.get("route") or ())]
        named += [party.get("country") for party in self.parties]
        return list(dict.fromkeys(code for code in named if code))

    @property
    def brokers(self) -> list[Mapping[str, Any]]:
        """The parties that say they broker, or give a registration."""
        return [
            party
            for party in self.parties
            if party.get("registration") or "broker" in folded(party.get("role") or "")
        ]


def supply_of(case: Case) -> Supply:
    """The supply as the answers of the case have it, confirmed or not."""
    kept: dict[str, list[dict[str, Any]]] = {}
    answers = case.answers.filter(step__in=("application", "party", "item"), content__isnull=False)
    for answer in answers.only("step", "content", "case"):
        kept.setdefault(answer.step, []).append(answer.content)
    (application,) = kept.get("application", [{}])
    return Supply(application.get("transfer", {}), kept.get("party", ()), kept.get("item", ()))


def open_cases():
    """Cases that a change still bears on: under way, or decided with something authorised."""
    authorised = DecisionLine.objects.filter(decision__case=OuterRef("pk"), outcome__in=AUTHORISED)
    under_way = Q(status__in=(Status.DRAFT, Status.RETURNED, Status.SUBMITTED))
    decided = Q(status__in=FINAL, disposed_at=None) & Exists(authorised)
    return Case.objects.filter(under_way | decided)


def cases_under(letter: ExemptionLetter) -> list[UUID]:
    """The open cases that name a letter."""
    named = Q(content__exemption__letter=str(letter.pk))
    answers = Answer.objects.filter(named, step__in=("6-1", "6-2"), case__in=open_cases())
    return list(answers.values_list("case", flat=True).distinct().order_by("case"))


def touched_by_state(load: ListLoad, entries: Sequence[ListEntry]) -> dict[UUID, set[int]]:
    """Cases to, or on the way through, a State of which an entry began or ended."""
    if load.source.kind not in BY_STATE:
        return {}
    by_state: dict[str, set[int]] = {}
    for entry in entries:
        if entry.kind in ("measure", "state"):
            for code in entry.countries:
                by_state.setdefault(code, set()).add(entry.pk)
    named = Q(content__transfer__recipient_state__in=list(by_state))
    for code in by_state:
        named |= Q(content__transfer__route__contains=[code])
    applications = Answer.objects.filter(
        named, step="application", case__in=open_cases()
    ).values_list("case", "content")
    return {
        case: {pk for code in Supply(content["transfer"]).states for pk in by_state.get(code, ())}
        for case, content in (applications if by_state else ())
    }
