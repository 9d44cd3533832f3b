"""Article 7: the five lines, a risk on a line, mitigation, overriding risk."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from assessments.cases import choices
from assessments.cases.fields import (
    AnswerField,
    CiteField,
    ItemsField,
    MeasuresField,
    PickField,
    ReasonField,
    TextField,
    TickField,
    TicksField,
)
from assessments.cases.places import TITLES
from assessments.cases.places import article as printed
from assessments.cases.terms import ACTORS, MODES
from assessments.wizard.case_file import LINES

from .base import (
    NO_MISSING,
    MissingField,
    ReasonedForm,
    ReasonsField,
    StepForm,
    is_empty,
)

ASKED = {
    "contribution": _("Could the transfer contribute to peace and security?"),
    "7.1.a": _("Could it undermine peace and security?"),
    "7.1.b.i": _(
        "Could the items be used to commit or facilitate a serious violation of international"
        " humanitarian law?"
    ),
    "7.1.b.ii": _(
        "Could the items be used to commit or facilitate a serious violation of international"
        " human rights law?"
    ),
    "7.1.b.iii": _(
        "Could the items be used to commit or facilitate an offence under the terrorism"
        " conventions of this State?"
    ),
    "7.1.b.iv": _(
        "Could the items be used to commit or facilitate an offence under the conventions of this"
        " State on transnational organised crime?"
    ),
}


PLACES = {part: "7.1.a" if part == "contribution" else part for part in ASKED}
# Six times "Reasons" on one page would tell nobody who hears it which ones are meant.
REASONS = {part: format_lazy(_("Reasons on {article}"), article=printed(part)) for part in LINES}
REASONS["contribution"] = _("Reasons on the contribution")
NO_REASONS = {
    part: format_lazy(
        _("Give your reasons on {article}, or cite where they stand."), article=printed(part)
    )
    for part in LINES
}
NO_REASONS["contribution"] = _("Give your reasons on the contribution, or cite where they stand.")


def field_name(part: str) -> str:
    return part.replace(".", "_")


def line_fields():
    """An answer, its reasons and what they cite, for the contribution and each line."""
    fields = {}
    for part, question in ASKED.items():
        offered = choices.CONTRIBUTION if part == "contribution" else choices.LINE
        name = field_name(part)
        # A line that is unknown has a page of its own, which asks what is missing.
        gap = {"opens": "contribution_missing"} if part == "contribution" else {}
        fields[name] = AnswerField(
            question, offered, small=True, row=True, place=PLACES[part], **gap
        )
        if gap:
            fields["contribution_missing"] = MissingField()
        fields[f"{name}_reason"] = ReasonsField(REASONS[part], rows=2)
        fields[f"{name}_cites"] = CiteField()
    return fields


class LinesForm(StepForm):
    """7(1)(a) on both its sides and the four lines of 7(1)(b), each with its own reason."""

    locals().update(line_fields())

    @classmethod
    def initial_of(cls, content):
        initial = {}
        for part in ASKED:
            node = cls.node(content, part)
            name = field_name(part)
            initial[name] = node.get("answer", "")
            initial[f"{name}_reason"] = node.get("reason", "")
            initial[f"{name}_cites"] = node.get("cites", [])
            initial[f"{name}_missing"] = node.get("missing", "")
        return initial

    @staticmethod
    def node(content, part):
        if part == "contribution":
            return content.get("contribution") or {}
        return (content.get("lines") or {}).get(part) or {}

    def clean(self):
        cleaned = super().clean()
        for part in ASKED:
            name = f"{field_name(part)}_reason"
            cited = cleaned.get(f"{field_name(part)}_cites")
            if not cleaned.get(name) and not cited and name not in self.errors:
                self.add_error(name, NO_REASONS[part])
        return cleaned

    def own(self):
        return {
            "contribution": self.given("contribution"),
            "lines": {line: self.given(line) for line in LINES},
        }

    def given(self, part):
        name = field_name(part)
        kept = self.node(self.content, part)
        given = {
            "answer": self.cleaned_data.get(name),
            "reason": self.cleaned_data.get(f"{name}_reason"),
            "cites": self.cleaned_data.get(f"{name}_cites"),
        }
        if f"{name}_missing" in self.fields:
            given["missing"] = self.cleaned_data.get(f"{name}_missing")
        own = {key: value for key, value in given.items() if not is_empty(value)}
        return {**{key: kept[key] for key in kept if key not in given}, **own}

    def holds(self):
        return {"contribution", "lines"}


class LineForm(StepForm):
    """The page of one line that is identified or unknown."""

    missing = MissingField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        line = kwargs["prefix"].removeprefix("line-")
        self.is_unknown = self.route.line_answer(BY_SLUG[line]) == "unknown"
        if not self.is_unknown:
            del self.fields["missing"]

    def clean(self):
        cleaned = super().clean()
        if self.is_unknown and not cleaned.get("missing"):
            self.add_error("missing", NO_MISSING)
        return cleaned


BY_SLUG = {line.replace(".", "-"): line for line in LINES}


class RiskForm(StepForm):
    """One way in which an item could lead to a line: who, how, which items."""

    line = PickField(
        _("Which line of Article 7(1) does it lead to?"),
        [(line, format_lazy("{} – {}", printed(line), TITLES[line])) for line in LINES],
        blank=_("None of the five lines"),
        required=False,
    )
    gbv = TickField(
        _("It comes out of the six steps"),
        hint=_("Serious acts of gender-based violence, or of violence against women and children."),
    )
    modes = TicksField(_("How could the items be used?"), choices=MODES, required=False)
    actors = TicksField(_("Who could do it?"), choices=ACTORS, required=False)
    who = TextField(_("Who exactly: unit, group, office"), required=False)
    items = ItemsField(_("With which items?"))
    description = ReasonField(
        _("Describe the risk"),
        hint=_("From the item and its user to the act: how could it come about?"),
        when_empty=_("Describe the risk. The reviewer will read it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].offered = self.route.item_choices

    def clean(self):
        cleaned = super().clean()
        if self.needs_mode(cleaned) and not cleaned.get("modes"):
            self.add_error("modes", _("Say whether the items could commit or facilitate the act."))
        return cleaned

    def needs_mode(self, cleaned):
        return bool(cleaned.get("gbv")) or str(cleaned.get("line")).startswith("7.1.b")

    def own(self):
        given = super().own()
        return {**given, "id": self.content["id"], "gbv": bool(self.cleaned_data.get("gbv"))}


class MitigationForm(ReasonedForm):
    """7(2), step 5 of the six, for one risk."""

    measures = MeasuresField(_("Measures considered"), required=False)
    dismissed = ReasonField(_("Measures considered and dismissed, and why"), required=False, rows=3)
    answer = AnswerField(
        _("Would these measures adequately and significantly reduce the risk?"),
        hint=_("Only measures that are available count. A measure asked for is not available."),
        choices=choices.MITIGATION,
        opens="missing",
    )
    missing = MissingField()
    relied_on = TickField(_("The assessment relies on these measures"))
    condition_precedent = TickField(_("They must be met before anything ships"))
    reason = ReasonsField(_("Reasons, and the risk that stays"))

    field_order = [
        "measures", "dismissed", "answer", "missing", "relied_on", "condition_precedent",
        "reason", "cites",
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["measures"].catalogue = self.route.catalogue

    def clean(self):
        cleaned = super().clean()
        named = cleaned.get("measures") or cleaned.get("dismissed")
        if cleaned.get("answer") in ("none_required", "rejected") and not named:
            self.add_error(
                "dismissed", _("Name the measures that were considered, and say why none is taken.")
            )
        return cleaned


class OverridingForm(ReasonedForm):
    """7(3), step 6 of the six, for one risk with all risks of its line in view."""

    answer = AnswerField(
        _("Is there an overriding risk?"),
        choices=choices.OVERRIDING,
        opens="missing",
    )
    missing = MissingField()
    weighed_against_contribution = TickField(
        _("The risk that stays is weighed against the contribution to peace and security")
    )

    field_order = ["answer", "missing", "weighed_against_contribution", "reason", "cites"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        weighing = self.route.standards.choices.get("overriding_reading") == "weighing"
        if not weighing and not self.content.get("weighed_against_contribution"):
            del self.fields["weighed_against_contribution"]
