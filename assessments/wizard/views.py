"""The wizard: formtools' named steps over answers kept in PostgreSQL."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from formtools.wizard.views import NamedUrlWizardView

from assessments.cases import access
from assessments.guidance import considering
from assessments.guidance.considering import Beside
from assessments.incidents.of_case import beside_questions
from assessments.lists import facts
from assessments.models.case import Case
from assessments.models.compiled import Question, asked_ahead
from assessments.reference import editions
from assessments.requests import listing as asking
from assessments.screening.of_case import Screening, screen
from assessments.sign_in.kept import whose_token

from . import citing
from .entering import enter, needed_by_all
from .finishing import check_parts
from .indexing import index
from .listing import not_reached
from .listshow import step_list
from .parts import Posted, make_part, read_seen, write_seen
from .posting import Page, answer_post, only_keep
from .profile_views import STEPS_1_TO_3, panel
from .progress import first_open, is_closed, next_open
from .route import Route
from .steps import BY_NAME, STEPS, Step

SIX = {"7-4-1": 1, "7-4-2": 2, "7-4-3": 3, "7-4-4": 4, "mitigation": 5, "overriding": 6}


def is_asked(route: Route, name: str) -> bool:
    """Whether there is such a step and the law asks for it; formtools would look at all of them."""
    return name in BY_NAME and BY_NAME[name].is_asked(route)


def condition(step: Step):
    """Pure functions of the answers: never of where the wizard happens to stand."""
    return lambda wizard: step.is_asked(wizard.request.route)


@method_decorator(require_http_methods(["GET", "HEAD", "POST"]), name="dispatch")
class AssessmentWizard(NamedUrlWizardView):
    """One step a page. The address says which step; answers are confirmed by *Continue*."""

    storage_name = "assessments.wizard.storage.AnswerStorage"
    form_list = [(step.name, step.form) for step in STEPS]
    condition_dict = {step.name: condition(step) for step in STEPS if step.applies}

    @classmethod
    def as_view(cls, **options):
        """The view, with what each of its pages needs asked for first, in one journey."""
        view = super().as_view(**options)

        @wraps(view)
        def asking_first(request, reference, step=""):
            beside = (
                considering.questions(reference, BY_NAME[step].place) if step in BY_NAME else []
            )
            with asked_ahead([*needed_by_all(request.user, reference), *beside]):
                return view(request, reference=reference, step=step)

        return asking_first

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        request.route = self.route = enter(request, kwargs["reference"])

    def get_prefix(self, request, *args, **kwargs):
        return "wizard"

    def get_step_url(self, step):
        return reverse(self.url_name, args=[self.route.case.reference, step])

    def get(self, request, *args, **kwargs):
        """Show a step as its draft or answer stands. Writes nothing, whatever the address says."""
        name = kwargs.get("step")
        if name == self.done_step_name:
            return self.check()
        if not is_asked(self.route, name):
            return self.lead_on(name)
        if is_closed(self.route, BY_NAME[name]):
            messages.info(request, _("This part opens once what it rests on is answered."))
            return redirect("wizard:case", self.route.case.reference)
        self.storage.current_step = name
        return self.show([self.part(name)])

    def post(self, request, *args, **kwargs):
        """Keep, discard, move on or confirm; see `posting`."""
        name = kwargs.get("step")
        if name not in BY_NAME or request.POST.get("wizard-current_step") != name:
            raise BadRequest("The page and its address name different steps.")
        seen = read_seen(request.POST.get("seen_version", ""))
        part = self.part(name, Posted(request.POST, seen))
        if not is_asked(self.route, name) or is_closed(self.route, BY_NAME[name]):
            only_keep(request)  # another tab changed which steps apply
        self.storage.current_step = name
        return answer_post(request, self.page(name, [part]))

    def page(self, name, parts):
        return Page(
            route=self.route,
            parts=parts,
            address=self.get_step_url(name),
            title=str(BY_NAME[name].title),
            step_name=name,
            show=self.show,
            onward=lambda: self.after(name),
            beside=self.beside(name),
        )

    def beside(self, name):
        return Beside(self.route.case, BY_NAME[name].place, "", (name, ""))

    def part(self, name, posted=None):
        step = BY_NAME[name]
        about = {"title": str(step.title)}
        return make_part(self.route, (name, ""), step.form, posted, about=about)

    def after(self, name):
        """The address that follows a saved step; the case is read anew."""
        if name == "application":
            index(self.route.case)
        route = self.route.fresh()
        step = next_open(route, name)
        return self.get_step_url(step.name if step else self.done_step_name)

    def lead_on(self, name):
        """A step that is not asked, or none at all: on to what is open."""
        if name in BY_NAME and (why := not_reached(self.route, BY_NAME[name])):
            messages.info(self.request, why)
        step = first_open(self.route)
        return redirect(self.get_step_url(step.name if step else self.done_step_name))

    def check(self):
        """formtools checks every step once more; what was opened again is led back to."""
        if step := first_open(self.route):
            return redirect(self.get_step_url(step.name))
        last = self.steps.last
        form = self.get_form(step=last, data=self.storage.get_step_data(last))
        return self.render_done(form, step=self.done_step_name)

    def get_form_kwargs(self, step=None):
        return {"route": self.route, "content": self.route.answers.content(step)}

    def render_revalidation_failure(self, failed_step, form, **kwargs):
        """A kept answer that today's form would not take is shown with what is missing."""
        messages.warning(self.request, _("This part has to be completed before you can go on."))
        return redirect(self.get_step_url(failed_step))

    def done(self, form_list, form_dict, **kwargs):
        """Every step is valid and confirmed: show them all. Submitting is a separate POST."""
        return render(self.request, "wizard/check.html", check_context(self.route, may_edit=True))

    def show(self, parts):
        name = self.kwargs["step"]
        step, beside = BY_NAME[name], self.beside(name)
        with asked_ahead([*shown_with(self.route, step), *considering.questions(*beside.page)]):
            context = self.context(step, parts, beside)
            return render(self.request, "wizard/step.html", context)

    def context(self, step, parts, beside):
        name = step.name
        return {
            "case": self.route.case,
            "route": self.route,
            "step": step,
            "part": parts[0],
            "form": parts[0].form,
            "six": SIX.get(name),
            "seen_version": write_seen(parts),
            "current_step": name,
            "whose": whose_token(self.request.user),
            "address": self.get_step_url(name),
            "listed": step_list(self.route, step),
            "incidents": beside_questions(self.route.case, step.place),
            "beside": beside,
            "profiles": panel(self.route) if name in STEPS_1_TO_3 else None,
            "edition": editions.current(),
            "question": editions.current().question(step.place),
            "requests": self.route.requests_at(step.place),
            "screening": screened(self.route.case) if name == "6-1" else None,
        }


def shown_with(route: Route, step: Step) -> list[Question]:
    """What the page of a step asks of the database, beside what stands beside it."""
    case = route.case
    return [*asking.questions(case), citing.files_of.of(case.pk), *facts.questions(step.place)]


def screened(case: Case) -> Screening:
    return screen(case, timezone.localdate())


def check_context(route: Route, *, may_edit: bool):
    """All parts with their answers, for the check page."""
    return {
        "case": route.case,
        "route": route,
        "groups": check_parts(route, with_drafts=may_edit),
        "may_edit": may_edit,
        "is_whole": first_open(route) is None,
    }


@require_safe
def check(request, reference):
    """Check your answers: everything, also what was not assessed, at any time."""
    case: Case = access.visible_case(request.user, reference)
    route = Route(case)
    may_edit = access.rights(request.user, case).may_edit
    return render(request, "wizard/check.html", check_context(route, may_edit=may_edit))
