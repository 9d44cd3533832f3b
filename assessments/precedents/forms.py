"""The search for precedents, as a GET form. An empty field asks for nothing."""

from django.utils.translation import gettext_lazy as _

from assessments.cases import terms
from assessments.cases.fields import CaseForm, NumberField, PickField, StateField, TextField
from assessments.cases.fields.choosing import offer
from assessments.reference import editions

ANY = _("Any")


class YearField(NumberField):
    """A year of decisions."""

    def __init__(self, label):
        super().__init__(label, required=False, least=1900, longest=4)

    def clean(self, value):
        year = super().clean(value)
        return int(year) if year else None


class SearchForm(CaseForm):
    """Category, end user, State, measure, outcome, years."""

    article = PickField(_("Category"), terms.ARTICLES, required=False, blank=ANY)
    end_user = TextField(_("End user, any of its words"), required=False)
    state = StateField(_("Recipient"), required=False, blank=ANY)
    measure = PickField(_("Measure the permission rests on"), required=False, blank=ANY)
    outcome = PickField(
        _("Decision"),
        [(value, mark.label) for value, mark in terms.DECIDED.items()],
        required=False,
        blank=ANY,
    )
    first_year = YearField(_("From the year"))
    last_year = YearField(_("To the year"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        measures = editions.current().measures
        self.fields["measure"].offered = offer(
            (one.code, f"{one.code} {one.name}") for one in measures
        )
