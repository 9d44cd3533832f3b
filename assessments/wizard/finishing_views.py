"""The last pages of the work on a case: the recommendation, and submitting."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.cases import access
from assessments.cases.closures import closures
from assessments.cases.comments import to_answer, unanswered
from assessments.cases.naming import item_name
from assessments.cases.once import once
from assessments.guidance.considering import Beside
from assessments.reference import editions
from assessments.sign_in import step_up
from assessments.sign_in.kept import whose_token

from .entering import enter
from .parts import Part, Posted, make_part, read_seen, write_seen
from .posting import Page, answer_post
from .progress import first_open
from .recommending import KEY, RecommendationForm, stands
from .route import Route
from .submitting import is_ready, submit_case


@require_http_methods(["GET", "HEAD", "POST"])
def recommend(request, reference):
    """For each item what the officer recommends, among what the law permits."""
    route = enter(request, reference)
    if route.ruling is None:
        messages.info(request, _("There is nothing to recommend before the first item."))
        return redirect("wizard:case", reference)
    data = request.POST if request.method == "POST" else None
    seen = read_seen(request.POST.get("seen_version", ""))
    title = _("Recommendation, item by item")
    posted = Posted(request.POST, seen) if data is not None else None
    part = make_part(route, KEY, RecommendationForm, posted, about={"title": title})
    address = reverse("wizard:recommend", args=[reference])

    def show(parts):
        context = recommendation_context(request, route, parts[0], address)
        return render(request, "wizard/recommend.html", context)

    page = Page(route, [part], address, title, show, lambda: address, beside(route))
    return answer_post(request, page) if data is not None else show([part])


def beside(route: Route) -> Beside:
    return Beside(route.case, "recommendation", "", KEY)


def recommendation_context(request, route: Route, part: Part, address: str):
    ruling = route.ruling.as_json()
    closed = closures(ruling, route.case_file)
    waiting = unanswered(to_answer(route.case))
    return {
        "case": route.case,
        "part": part,
        "form": part.form,
        "address": address,
        "seen_version": write_seen([part]),
        "whose": whose_token(request.user),
        "next_step": first_open(route),
        "route": route,
        "edition": editions.current(),
        "question": editions.current().question("recommendation"),
        "beside": beside(route),
        "items": [
            {
                "item": item,
                "name": item_name(item["id"]),
                "decision": part.form[f"decision-{item['id']}"],
                "reasons": part.form[f"reasons-{item['id']}"],
                "closed": closed[item["id"]],
            }
            for item in route.case_file["items"]
        ],
        "bars": route.bars,
        "adopted": route.profiles,
        "drafts": len([a for a in route.answers if a.draft is not None and a.key != KEY]),
        "stands": stands(route),
        "unanswered": waiting,
        "is_ready": is_ready(route) and not part.has_draft and not waiting,
    }


@require_POST
@once
def submit(request, reference):
    """Hand the case over. A second press finds it submitted and changes nothing."""
    case = access.own_or_shared_case(request.user, reference)
    step_up.require(request)
    submit_case(case, by=request.user)
    messages.success(request, _("The case is submitted. A supervisor decides it."))
    return redirect("wizard:case", reference)
