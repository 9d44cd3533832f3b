"""The form of a page of the case."""

from django import forms
from django.core.exceptions import ValidationError


class CaseForm(forms.Form):
    """A form whose fields open one another, shown by `{% fields form %}`.

    Set `quiet` to show a kept draft without error marks: the officer has not asked for a check.
    """

    quiet = False
    use_required_attribute = False

    def clean(self):
        """A field that a chosen answer opens is asked for if it says so (`when_opened`)."""
        cleaned = super().clean()
        for name in self.opened_now():
            sentence = getattr(self.fields[name], "when_opened", "")
            if sentence and name not in self.errors and cleaned.get(name) in (None, "", []):
                self.add_error(name, ValidationError(sentence))
        return cleaned

    def opened_now(self) -> list[str]:
        """The fields that the answers just given open."""
        return [
            name
            for asked, field in self.fields.items()
            for name in getattr(field, "opened_by", lambda value: ())(self.cleaned_data.get(asked))
        ]

    def opened_fields(self) -> set[str]:
        """The fields that are shown beneath an answer, not by themselves."""
        return {name for field in self.fields.values() for name in getattr(field, "opened", ())}

    def wording(self) -> dict[str, str]:
        """What each field asks, in the language in use, to be kept with the answer."""
        return {name: str(field.label) for name, field in self.fields.items()}
