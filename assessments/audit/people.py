"""What was done about people, as sentences that follow the name of who did it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import JSONField, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from assessments.models import Entry, Role, User

from .trail import Verb

HAPPENED = {
    Verb.PERSON_ADDED: gettext_lazy("added %(name)s, without roles yet"),
    Verb.PASSWORD_GIVEN: gettext_lazy("gave %(name)s a password for one sign-in"),
    Verb.PERSON_DEACTIVATED: gettext_lazy("deactivated %(name)s"),
    Verb.ROLES_PROPOSED: gettext_lazy("proposed these roles for %(name)s: %(roles)s"),
    Verb.ROLES_CONFIRMED: gettext_lazy("confirmed these roles for %(name)s: %(roles)s"),
    Verb.ROLES_WAIVED: gettext_lazy(
        "gave %(name)s these roles, waived for want of a second person: %(roles)s"
    ),
    Verb.ROLES_BY_COMMAND: gettext_lazy(
        "gave %(name)s these roles while there was no administrator: %(roles)s"
    ),
    Verb.ROLES_WITHDRAWN: gettext_lazy("withdrew these roles proposed for %(name)s: %(roles)s"),
    Verb.ROLES_REVIEWED: gettext_lazy(
        "reviewed these roles of %(name)s, which nobody had confirmed: %(roles)s"
    ),
    Verb.SUBSTITUTE_NAMED: gettext_lazy(
        "named %(name)s to stand in for %(absent)s as %(roles)s, %(from)s to %(until)s"
    ),
    Verb.SUBSTITUTE_ENDED: gettext_lazy(
        "ended that %(name)s stands in for %(absent)s as %(roles)s"
    ),
    Verb.UNIT_CHANGED: gettext_lazy("moved %(name)s from %(before)s to %(unit)s"),
    Verb.UNIT_ADDED: gettext_lazy("added the unit %(unit)s"),
    Verb.UNIT_RENAMED: gettext_lazy("renamed the unit %(before)s to %(unit)s"),
    Verb.UNIT_CLOSED: gettext_lazy("closed the unit %(unit)s"),
}
# The same acts where the grant lets somebody come back, or is for some days only.
OF_RETURN = {
    Verb.ROLES_PROPOSED: gettext_lazy("proposed that %(name)s comes back with: %(roles)s"),
    Verb.ROLES_CONFIRMED: gettext_lazy("confirmed that %(name)s comes back with: %(roles)s"),
    Verb.ROLES_WAIVED: gettext_lazy(
        "let %(name)s come back, waived for want of a second person, with: %(roles)s"
    ),
}
OF_DAYS = {
    Verb.ROLES_PROPOSED: gettext_lazy(
        "proposed that %(name)s is %(roles)s for %(absent)s, %(from)s to %(until)s"
    ),
    Verb.ROLES_CONFIRMED: gettext_lazy(
        "confirmed that %(name)s is %(roles)s for %(absent)s, %(from)s to %(until)s"
    ),
    Verb.ROLES_WAIVED: gettext_lazy(
        "made %(name)s %(roles)s for %(absent)s, %(from)s to %(until)s, waived for want of a"
        " second person"
    ),
}
ABOUT_A_PERSON = frozenset(HAPPENED) - {Verb.UNIT_ADDED, Verb.UNIT_RENAMED, Verb.UNIT_CLOSED}


def happened(verb: str, facts: Mapping[str, Any]) -> str:
    """An entry as a sentence; the verb itself for one that is not about people."""
    special = {"return": OF_RETURN, "days": OF_DAYS}.get(facts.get("kind", ""), {})
    words = special.get(verb) or HAPPENED.get(verb)
    return str(words) % told(facts) if words else verb


def told(facts: Mapping[str, Any]) -> dict[str, str]:
    """The facts as they stand in a sentence."""
    return {
        "name": facts.get("name", ""),
        "absent": facts.get("absent_name", ""),
        "roles": named(facts.get("roles", ())),
        "unit": facts.get("unit") or _("the whole authority"),
        "before": facts.get("unit_before") or _("the whole authority"),
        "from": day(facts.get("from", "")),
        "until": day(facts.get("until", "")),
    }


def named(roles) -> str:
    labels = [str(Role(role).label) for role in roles]
    return pgettext("between the entries of a list", ", ").join(labels) or _("none")


def day(written: str) -> str:
    return date_format(date.fromisoformat(written)) if written else ""


def about(person: User):
    """The entries about a person, the last first, with their facts."""
    entries = Entry.objects.filter(action__in=sorted(ABOUT_A_PERSON)).select_related("facts")
    facts = Cast("facts__body", JSONField())
    named = entries.alias(
        person=KeyTextTransform("person", facts), absent=KeyTextTransform("absent", facts)
    )
    whom = Q(person=person.username) | Q(absent=person.username)
    return named.filter(whom).order_by("-id")
