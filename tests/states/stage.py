"""Everybody who takes part, in a large authority and in one of three people; and the first case."""

from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from assessments.models import Role, RoleGrant, StandardsVersion, Unit, User
from assessments.people.granting import confirm_grant
from assessments.people.substituting import name_substitute
from assessments.review.deciding import Line
from assessments.review.returning import return_case
from assessments.review.verdicts import Judged, give_verdicts
from assessments.standards.proposing import confirm_standards, propose_standards
from tests.builders import decide_case, make_case, sign_off, submit
from tests.people import made

OFFICER, SUPERVISOR, LEGAL, HEAD = Role.OFFICER, Role.SUPERVISOR, Role.LEGAL, Role.HEAD
LARGE = {
    "mina": ("aviation", OFFICER),
    "omar": ("aviation", OFFICER),
    "nora": ("naval", OFFICER),
    "ines": ("naval", OFFICER),
    "stan": ("naval", OFFICER),
    "sofia": ("aviation", SUPERVISOR),
    "simon": ("naval", SUPERVISOR),
    "sam": ("aviation", OFFICER, SUPERVISOR),
    "li": ("aviation", LEGAL),
    "lena": ("naval", LEGAL),
    "helen": ("", HEAD),
    "eve": ("", OFFICER, SUPERVISOR, LEGAL, HEAD),
    "ana": ("", Role.AUDITOR),
    "adam": ("", Role.ADMINISTRATOR),
    "amina": ("", Role.ADMINISTRATOR),
}
SMALL = {
    "mina": ("", OFFICER),
    "eve": ("", OFFICER, SUPERVISOR, LEGAL, HEAD, Role.ADMINISTRATOR),
    "adam": ("", Role.AUDITOR, Role.ADMINISTRATOR),
}
# Who stands in today, for whom, as what; two of them in a role that they do not hold.
STAND_INS = (("ines", "mina", OFFICER), ("stan", "sofia", SUPERVISOR), ("omar", "li", LEGAL))
# Two who come only when a case is to be brought to its end.
LATER = {"gina": ("", OFFICER), "grace": ("", SUPERVISOR)}
RECOMMENDED = {"1": "authorise_with_measures", "2": "refuse"}
REFUSED = {item: Line("refuse", "Not now.") for item in RECOMMENDED}
WEIGHING = {"overriding_reading": "weighing"}


@contextmanager
def undone():
    """Nothing of it stays; and as in a test case of Django, durable transactions may be within."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


def weighed(file):
    """An export for which the ruling wants the legal adviser and the head."""
    file["article_7"]["contribution"]["answer"] = "substantial"
    file["risks"][0]["overriding"] |= {"answer": "no", "weighed_against_contribution": True}
    file["article_6"]["6.3"]["answer"] = "indications"


class Stage:
    """People, standards and substitutions, and cases of Mina's in several states."""

    def __init__(self, people):
        self.units = {name: Unit.objects.create(name=name) for name in ("aviation", "naval")}
        for name, (unit, *roles) in {**people, **LATER}.items():
            made(name, *roles, unit=self.units.get(unit))
        self.names = tuple(people)
        self.first, self.second = sorted(n for n in people if Role.ADMINISTRATOR in people[n])[:2]
        self.weigh()
        if people is LARGE:
            self.let_stand_in()
        for state in ("draft", "submitted", "signed", "returned", "decided"):
            self.begin(state)

    def begin(self, state):
        """A case of Mina's, as far as this, from which the acts go on."""
        mina, decider = one("mina"), one(next(n for n in ("sofia", "eve") if n in self.names))
        case = make_case("s04", mina, change=weighed)
        if state == "draft":
            return
        submission = submit(case, RECOMMENDED, by=mina)
        if state == "signed":
            for kind, name in (("legal", "li"), ("head", "helen")):
                if name in self.names:
                    sign_off(submission, kind=kind, reasons="Agreed.", by=one(name))
        elif state == "returned":
            give_verdicts(submission, {"article_6": Judged(False, "Which?")}, by=decider)
            return_case(submission, reasons="Say more.", by=decider)
        elif state == "decided":
            decide_case(submission, lines=REFUSED, by=decider)

    def weigh(self):
        """The standards under which the head has to agree to an export."""
        choices = {**StandardsVersion.objects.get().choices, **WEIGHING}
        reasons = dict.fromkeys(choices, "A reading of the authority's.")
        proposal = propose_standards(choices, reasons=reasons, by=one(self.first))
        confirm_standards(proposal, by=one(self.second))

    def let_stand_in(self):
        today = timezone.localdate()
        for substitute, absent, role in STAND_INS:
            days = name_substitute(
                one(absent),
                substitute=one(substitute),
                role=role,
                days=(today, today + timedelta(days=30)),
                reason="On leave.",
                by=one(self.first),
            )
            for grant in RoleGrant.objects.filter(substitution=days):
                confirm_grant(grant, by=one(self.second))


def one(name):
    """The person as they are now, as each request finds them."""
    return User.objects.get(username=name)
