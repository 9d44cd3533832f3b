"""A case in every state, with everybody of the table in their part, made by the real acts."""

from datetime import timedelta

from django.utils import timezone

from assessments.cases.assigning import end
from assessments.cases.declaring import declare
from assessments.cases.handing_over import hand_over, share, unshare
from assessments.cases.opening import add_file, withdraw_case
from assessments.models import (
    Assignment,
    Purpose,
    Reading,
    Role,
    Substitution,
    Unit,
    User,
    Waiver,
)
from assessments.records.issuing import keep
from assessments.review.deciding import Line
from assessments.review.returning import return_case
from tests.access.table import PEOPLE, STANDS_IN_AS, STATES
from tests.builders import decide_case, make_case, recommend, resubmit, submit

RECOMMENDED = {"1": "authorise_with_measures", "2": "refuse"}
REFUSED = {item: Line("refuse", "Not now.") for item in RECOMMENDED}
WAIVED = {"1": Line("authorise_with_measures", "Met."), "2": REFUSED["2"]}


def indications(file):
    """They make the legal adviser's sign-off necessary."""
    file["article_6"]["6.3"]["answer"] = "indications"


class Stage:
    """Everybody by their name in the table, and the case by its state."""

    def __init__(self):
        self.units = {name: Unit.objects.create(name=name) for name in ("aviation", "naval")}
        self.people = {"own": self.person("own")}
        self.decider = User.objects.create_user(
            "decider", name="Decider", roles=[Role.SUPERVISOR], unit=self.units["aviation"]
        )
        self.waiver = self.waived()
        self.people |= {name: self.person(name) for name in PEOPLE if name not in self.people}
        self.let_stand_in()
        self.arguments = {"waiver": self.waiver.pk, "standards": 1}
        self.cases = {state: self.make(state) for state in STATES}

    def person(self, name):
        row = PEOPLE[name]
        return User.objects.create_user(
            name, name=name.capitalize(), roles=row.roles.split(), unit=self.units.get(row.unit)
        )

    def waived(self) -> Waiver:
        """Decided while nobody was there who could have signed it off."""
        case = make_case("s04", self.people["own"], change=indications)
        submission = submit(case, RECOMMENDED, by=self.people["own"])
        decide_case(
            submission, lines=WAIVED, by=self.decider, waivers={"legal": "Nobody is there."}
        )
        return Waiver.objects.get()

    def let_stand_in(self):
        today, week = timezone.localdate(), timedelta(days=7)
        for name, row in PEOPLE.items():
            absent, _comma, when = row.stands_in.partition(", ")
            if absent:
                first = today + {"past": -2 * week, "future": week}.get(when, timedelta())
                last = first + {"past": 2 * week - timedelta(days=1)}.get(when, timedelta())
                Substitution.objects.create(
                    absent=self.people[absent],
                    substitute=self.people[name],
                    role=STANDS_IN_AS.get(absent, "administrator"),
                    from_on=first,
                    until_on=last,
                    reason="On leave.",
                    made_by=self.decider,
                )

    def make(self, state):
        """The case as a draft with everybody let in, then on to its state."""
        own = self.people["own"]
        case = make_case("s04", self.people["officer before"], change=indications)
        hand_over(case, to=own, by=self.people["officer before"], because="On leave.")
        case.refresh_from_db()
        file = add_file(case, by=own, name="a", kind="other", content_type="", body=b"x")
        for name, row in PEOPLE.items():
            self.let_in(case, self.people[name], *row.let_in.split(", "))
            self.tell(case, self.people[name], row)
        self.arguments[case.pk] = {
            "file": file.pk,
            "colleague": self.people["colleague"].pk,
            "reader": self.people["officer who reads"].pk,
            "assignment": case.assignments.filter(ended_at=None).first().pk,
            "declaration": case.declarations.filter(has_interest=True).first().pk,
        }
        recommend(case, RECOMMENDED, by=own)
        getattr(self, f"to_{state}")(case, own)
        case.refresh_from_db()
        return case

    def let_in(self, case, person, how="", ended=""):
        if how == "colleague":
            share(case, with_colleague=person, by=case.officer)
            if ended:
                case.answers.filter(step="scope").update(saved_by=person)
                declare(case, purpose=Purpose.ASSESS, by=person)
                unshare(case, with_colleague=person, by=case.officer)
        elif how == "reader":
            reading = Reading.objects.create(case=case, person=person, made_by=case.officer)
            if ended:
                end(reading, by=case.officer)
        elif how in ("supervisor", "legal", "head"):
            made = Assignment.objects.create(
                case=case, person=person, role=how, made_by=self.decider
            )
            if ended:
                end(made, by=self.decider)

    def tell(self, case, person, row):
        if row.part == "interested":
            purpose = Purpose.ASSESS if row.works else Purpose.DECIDE
            declare(case, purpose=purpose, by=person, interest="A cousin sells them.")
        elif row.works and row.part != "undeclared":
            declare(case, purpose=Purpose.ASSESS, by=person)

    def to_draft(self, case, own):
        """It is one."""

    def to_submitted(self, case, own):
        return resubmit(case, by=own)

    def to_returned(self, case, own):
        return_case(self.to_submitted(case, own), reasons="Say more.", by=self.decider)

    def to_decided(self, case, own):
        return decide_case(self.to_submitted(case, own), lines=REFUSED, by=self.decider)

    def to_closed(self, case, own):
        keep(self.to_decided(case, own), b"%PDF", self.decider)

    def to_withdrawn(self, case, own):
        withdraw_case(case, by=own, because="By letter.")
