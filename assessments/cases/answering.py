"""How an act asked for on a page is carried out."""

from collections.abc import Callable

from django.core.exceptions import ValidationError

from .refusals import Refusal


def carried_out(request, form, act: Callable[..., object]) -> bool:
    """Whether a post was, with what the form holds; a rule that says no is shown on the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal.sentence))
    except ValidationError as fault:
        known = hasattr(fault, "error_dict") and set(fault.error_dict) <= set(form.fields)
        form.add_error(None, fault if known else fault.messages)
    return not form.errors
