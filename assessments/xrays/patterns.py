"""X-rays on deep-rooted violence: as the case, the profiles and the incidents tell of it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.cases.naming import listed
from assessments.reference import editions

from .across import ProfileSays
from .finding import Finding, Link, Place, Sight
from .vocabulary import DEEP_ROOTED, first_said

RELIED_ON = ("adequate", "partial", "pending")
TRAINING, DELIVERY_CERTIFICATE = "M14", "M05"
FOUND = ("documented", "credible", "isolated")
REPEATED = 2  # incidents
VIOLATIONS = ("7.1.b.i", "7.1.b.ii")


def paper_against_a_pattern(sight: Sight) -> Iterator[Finding]:
    """Assurances, certificates and training alone against what is said to be deep-rooted."""
    for row, mitigation in sight.rows("mitigation"):
        codes = [measure.get("code", "") for measure in mitigation.get("measures") or ()]
        if not codes or not all(map(is_paper, codes)) or not is_relied_on(sight, row):
            continue
        if pattern := next(patterns(sight, row), None):
            words = _("The mitigation is %(measures)s and nothing else. Can this change it?")
            told = {"measures": listed(measure_names(codes))}
            yield Finding(
                f"{pattern.words} {words % told}",
                (Place("mitigation", row), *pattern.places),
                links=pattern.links,
            )


def is_relied_on(sight: Sight, row: str) -> bool:
    """Whether something hangs on the measures: not where the risk stays overriding all the same."""
    answer = sight.content("mitigation", row).get("answer")
    return answer in RELIED_ON and sight.content("overriding", row).get("answer") != "yes"


def is_paper(code: str) -> bool:
    """Whether a measure of the catalogue is a promise, a certificate or a course."""
    measure = editions.current().measure(code)
    is_promise = measure is not None and measure.kind == "paper"
    return is_promise or code in (TRAINING, DELIVERY_CERTIFICATE)


def measure_names(codes: list[str]) -> list[str]:
    found = (editions.current().measure(code) for code in dict.fromkeys(codes))
    return [f"{one.code} {one.name}" for one in found if one]


def patterns(sight: Sight, risk: str) -> Iterator[Finding]:
    """What speaks of a pattern behind a risk: the case itself, a profile, repeated incidents."""
    for place in pattern_places(sight, risk):
        if said := first_said(DEEP_ROOTED, said_at(sight, place)):
            words = _("The reasons on the violence say “%(word)s”.")
            yield Finding(words % {"word": said}, (place,))
    content = sight.content("risk", risk)
    if content.get("gbv"):
        yield from (found for profile in sight.across.profiles for found in of_profile(profile))
    if sight.across.breaches >= REPEATED and (
        content.get("gbv") or content.get("line") in VIOLATIONS
    ):
        yield of_incidents(sight)


def pattern_places(sight: Sight, risk: str) -> Iterator[Place]:
    """Where the case would speak of a pattern behind a risk: the risk, its line, the six steps."""
    content = sight.content("risk", risk)
    yield Place("risk", risk)
    if content.get("line"):
        yield Place("lines", part=content["line"])
    if content.get("gbv"):
        yield from (Place("severity", row) for row, _severity in sight.rows("severity"))
        yield Place("7-4-1")


def said_at(sight: Sight, place: Place) -> str:
    if place.step == "risk":
        return str(sight.content("risk", place.row).get("description", ""))
    return sight.reason(place)


def of_profile(profile: ProfileSays) -> Iterator[Finding]:
    for form in profile.forms.values():
        if said := first_said(DEEP_ROOTED, text_of(form)):
            words = _("The profile says “%(word)s” of %(form)s.")
            told = {"word": said, "form": form_name(form.get("code", ""))}
            yield Finding(words % told, (), links=(link_to(profile),))


def of_incidents(sight: Sight) -> Finding:
    count = sight.across.breaches
    words = ngettext(
        "Of %(count)s incident on this case the authority’s view is that a breach is likely or"
        " possible.",
        "Of %(count)s incidents on this case the authority’s view is that a breach is likely or"
        " possible.",
        count,
    )
    address = reverse("incidents:of_case", args=[sight.case.reference])
    return Finding(words % {"count": count}, (), links=(Link(_("Past incidents"), address),))


def text_of(form: dict) -> str:
    return " ".join(str(form.get(name) or "") for name in ("reason", "perpetrators", "period"))


def form_name(code: str) -> str:
    form = editions.current().form(code)
    return f"{code} {form.label}" if form else code


def link_to(profile: ProfileSays) -> Link:
    words = _("Profile of the State, version %(number)s")
    if profile.kind != "state":
        words = _("Profile of the end user, version %(number)s")
    address = reverse("profiles:version", args=[profile.profile, profile.number])
    return Link(words % {"number": profile.number}, address)


def not_serious_against_findings(sight: Sight) -> Iterator[Finding]:
    """ "Not serious" of acts that the case finds documented, or that case or profile call worse."""
    for row, severity in sight.rows("severity"):
        form = sight.content("form", row)
        if severity.get("severity") != "not_serious" or form.get("finding") not in FOUND:
            continue
        place = Place("severity", row)
        text = " ".join((severity.get("reason", ""), form.get("perpetrators", "")))
        if said := first_said(DEEP_ROOTED, text):
            words = _("Judged not serious, though the reasons say “%(word)s”. Why is it not?")
            yield Finding(words % {"word": said}, (place,))
        elif form["finding"] == "documented":
            words = _("Documented in step 1, and judged not serious. What makes it so?")
            yield Finding(words, (place, Place("7-4-1")))
        for profile in sight.across.profiles:
            yield from against_profile(profile, form.get("code", ""), place)


def against_profile(profile: ProfileSays, code: str, place: Place) -> Iterator[Finding]:
    """What a profile says of the same form of violence."""
    for form in profile.forms.values():
        if form.get("code") != code or form.get("finding") not in FOUND:
            continue
        if said := first_said(DEEP_ROOTED, text_of(form)):
            words = _("Judged not serious, though the profile says “%(word)s”. Why is it not?")
            yield Finding(words % {"word": said}, (place,), links=(link_to(profile),))
        elif form.get("severity") == "serious":
            words = _(
                "Judged not serious, though the profile says serious. What is different here?"
            )
            yield Finding(words, (place,), links=(link_to(profile),))
