"""The application: the transfer, the parties, the items, the sources."""

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from assessments.cases.choices import Choice
from assessments.cases.fields import (
    AnswerField,
    DayField,
    NumberField,
    PickField,
    ReasonField,
    StateField,
    StatesField,
    TextField,
    TickField,
    TicksField,
)
from assessments.cases.fields.choosing import offer
from assessments.cases.places import article as printed
from assessments.cases.terms import ACTIVITIES, ARTICLES, CREDIBILITY, RELIABILITY, STANCE
from assessments.evidence.forms import classes, lettered
from assessments.models.text import showable

from .base import StepForm, is_empty

END_USER = ("name", "type", "country")


ARTICLE_CHOICES = [
    (
        choice.value,
        choice.label
        if choice.value == "outside"
        else format_lazy("{} – {}", printed(choice.value), choice.label),
    )
    for choice in ARTICLES
]


class TransferForm(StepForm):
    """Who asks to send what kind of transfer, to whom, for what, and on which way."""

    title = TextField(
        _("Title of the case"),
        hint=_("As lists will show it: goods and recipient."),
        longest=200,
    )
    exporter = TextField(_("Exporter or applicant"), required=False)
    received_on = DayField(_("Date received"), required=False)
    activity = AnswerField(_("What kind of transfer is it?"), ACTIVITIES, small=True, row=True)
    recipient_state = StateField(_("Recipient State"))
    end_user_name = TextField(_("End user"), hint=_("Its full name, as in the certificate."))
    end_user_type = TextField(
        _("Kind of end user"), hint=_("For example army, police, company."), required=False
    )
    end_user_country = StateField(_("State of the end user, if it is another one"), required=False)
    end_use = TextField(_("End use"), required=False)
    route = StatesField(
        _("States on the way"), hint=_("In the order of the journey."), required=False
    )
    carrier = TextField(_("Carrier"), required=False)
    vessel = TextField(
        _("Vessel or flight"),
        hint=_("A vessel with its number: for example Ocean Star, IMO 9074729."),
        required=False,
    )
    flag = StateField(_("Flag of the vessel"), required=False)

    TRANSFER = ("activity", "recipient_state", "end_use", "route")
    MORE = ("exporter", "received_on", "carrier", "vessel", "flag")

    @classmethod
    def initial_of(cls, content):
        transfer = content.get("transfer", {})
        end_user = transfer.get("end_user", {})
        return {
            **{name: content[name] for name in ("title", *cls.MORE) if name in content},
            **{name: transfer[name] for name in cls.TRANSFER if name in transfer},
            **{f"end_user_{name}": end_user[name] for name in END_USER if name in end_user},
        }

    def own(self):
        given = super().own()
        before = self.content.get("transfer", {}).get("end_user", {})
        kept = {key: value for key, value in before.items() if key not in END_USER}
        end_user = {
            name: given[f"end_user_{name}"] for name in END_USER if f"end_user_{name}" in given
        }
        transfer = {name: given[name] for name in self.TRANSFER if name in given}
        return {
            **{name: given[name] for name in ("title", *self.MORE) if name in given},
            "transfer": {**transfer, "end_user": {**kept, **end_user}},
        }

    def holds(self):
        return {"title", "transfer", *self.MORE}


class PartyForm(StepForm):
    """Another party to the transfer."""

    name = TextField(_("Name"))
    role = TextField(
        _("What it does in the transfer"),
        hint=_("For example consignee, broker, carrier, intermediary."),
        required=False,
    )
    type = TextField(_("Kind of party"), required=False)
    country = StateField(_("State"), required=False)
    registration = TextField(_("Registration number, for a broker"), required=False)


class ItemForm(StepForm):
    """One item: what it is, under which article, how many, and why it is classified so."""

    description = TextField(_("What is it?"), hint=_("Make, model and type."))
    article = PickField(_("Under which article does it fall?"), ARTICLE_CHOICES)
    is_unmanned = TickField(_("It is an unmanned version, or can be used without a crew"))
    control_list_entry = TextField(_("Entry of the control list"), required=False)
    quantity = NumberField(_("Quantity"), above=0)
    unit = TextField(_("Unit"), hint=_("For example pieces, rounds, kg."), required=False)
    value = NumberField(_("Value"), least=0, required=False)
    currency = TextField(
        _("Currency"), hint=_("Three capital letters, such as EUR."), required=False
    )
    reason = ReasonField(
        _("Why is it classified so?"),
        hint=_("Unmanned versions fall in the same category as manned ones."),
        when_empty=_("Say why the item is classified so."),
        rows=3,
    )

    def clean_currency(self):
        currency = self.cleaned_data["currency"].upper()
        if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
            raise ValidationError(_("Give the three letters of the currency, such as EUR."))
        return currency

    def own(self):
        given = super().own()
        if not is_empty(self.content.get("id")):
            given["id"] = self.content["id"]
        return given


class SourceForm(StepForm):
    """A source that reasons may cite, judged on two axes apart; what the register says stays so."""

    title = TextField(_("Title"))
    source_class = PickField(_("Class of the source"), required=False)
    reliability = PickField(_("Reliability of the source"), lettered(RELIABILITY), required=False)
    credibility = PickField(
        _("Credibility of the information"), lettered(CREDIBILITY), required=False
    )
    published_on = DayField(_("Published on"), required=False)
    url = TextField(_("Where it can be found"), required=False)
    stance = PickField(
        _("Does it support the finding?"),
        STANCE,
        hint=_("Where it does both, put it on the list twice: once for, once against."),
        required=False,
    )
    supports = TicksField(_("Of which questions does it speak?"), required=False)
    decisive = TickField(
        _("It is decisive"),
        hint=_(
            "Without it the assessment would come out otherwise. Nothing is authorised while its"
            " check is overdue."
        ),
    )

    OF_REGISTER = ("title", "source_class", "reliability", "credibility", "published_on", "url")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kept = str(self.content.get("source_class", "")).strip()
        self.fields["source_class"].offered = with_kept(classes(), [kept] if kept else [])
        if "source" in self.content:
            self.told = {name: self.fields.pop(name) for name in self.OF_REGISTER}
        kept = [str(one) for one in self.content.get("supports") or ()]
        self.fields["supports"].offered = with_kept(self.route.places_of_evidence, kept)


def with_kept(offered, kept) -> tuple[Choice, ...]:
    """What is offered, and what an imported file had that is not."""
    known = {value for value, *_rest in offered}
    return offer([*offered, *((one, showable(one)) for one in kept if one not in known)])
