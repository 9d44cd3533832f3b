"""Refusal: the parent of every "a rule was broken", and how one is shown."""

from http import HTTPStatus

from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from assessments.models import Purpose
from assessments.sign_in.kept import shown_to_copy


class Refusal(Exception):
    """A rule says no. `sentence` tells the person what to do; `status` is the HTTP status."""

    status = 409
    left_as_it_was = True  # nothing of what was sent was recorded
    sentence = _("This cannot be done now. Go back to the case and look at where it stands.")

    def __init__(self, sentence=None):
        self.sentence = sentence or self.sentence
        super().__init__(str(self.sentence))


class NotMovable(Refusal):
    sentence = _("The case has moved on since you opened this page. Look at where it stands now.")


class NotPermitted(Refusal):
    status = 403
    sentence = _("The law does not permit this decision. Choose among those that are offered.")


class FourEyesRequired(Refusal):
    status = 403
    sentence = _("A case is decided by another person than the officer who assessed it.")


class SignOffMissing(Refusal):
    sentence = _("A sign-off that the law asks for is missing. Refusal stays possible without it.")


class Barred(Refusal):
    """Rule 12: something outside the ruling holds the authorisation back."""

    sentence = _("Something holds back an authorisation. Refusal stays possible.")


class Interested(Refusal):
    """The person declared an interest in the case. The sentence says what to do instead."""

    status = 403
    sentence = _("You declared an interest in this case. Leave it to somebody else.")


class DeclarationNeeded(Refusal):
    """Before acting on a case a person says whether they have an interest in it."""

    sentence = _("Say first whether you have an interest in this case.")

    def __init__(self, case, purpose):
        super().__init__()
        self.case, self.purpose = case, purpose


class RulingChanged(Refusal):
    left_as_it_was = False
    sentence = _(
        "What the law permits has changed since the case was submitted. It has been returned to"
        " the officer."
    )


# Rules of the database that a save meets only if the case moved on while it was under way.
MOVED_ON = frozenset(
    {
        "a_request_ends_with_its_case",
        "a_request_is_written_by_its_officer",
        "a_request_once_sent_is_kept",
        "answers_are_frozen",
        "case_is_frozen",
        "case_moves",
        "note_while_open",
        "only_in_officers_hands",
        "reply_while_returned",
        "requests_go_their_way",
        "verdict_is_of_what_waits",
    }
)


def rule_broken(error: IntegrityError) -> str:
    """The name of the rule that the database has refused a change by."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


class RefusalsShown:
    """Middleware: a refusal that reaches it becomes a page with the sentence.

    So does the bare answer of Django to a method that an address does not take: a link or a
    bookmark to where a button leads is a GET of it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = render(request, "405.html", status=response.status_code)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request, exception):
        if isinstance(exception, IntegrityError) and rule_broken(exception) in MOVED_ON:
            exception = NotMovable()
        if isinstance(exception, DeclarationNeeded) and exception.purpose == Purpose.ASSESS:
            return ask_to_declare(request, exception.case)
        if isinstance(exception, Refusal):
            if carried := shown_to_copy(request):
                return carried
            context = {"refusal": exception}
            return render(request, "refused.html", context, status=exception.status)
        return None


def ask_to_declare(request, case):
    """The page that asks, which leads back to where the person was going."""
    onward = request.get_full_path() if request.method in ("GET", "HEAD") else ""
    address = reverse("cases:declare", args=[case.reference])
    return redirect(f"{address}?{urlencode({'next': onward})}" if onward else address)
