"""A case in every state, with everybody of the table in their part, made by the real acts."""

from datetime import date, timedelta

from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from assessments.cases.assigning import end
from assessments.cases.comments import answer_comments
from assessments.cases.declaring import declare
from assessments.cases.handing_over import hand_over, share, unshare
from assessments.cases.opening import add_file, withdraw_case
from assessments.guidance.own import Wording, write_own
from assessments.models import (
    Assignment,
    Case,
    Entry,
    Purpose,
    Reading,
    Role,
    Substitution,
    Unit,
    Waiver,
)
from assessments.people.granting import confirm_grant, propose_roles
from assessments.people.substituting import delegate
from assessments.people.units import add_unit
from assessments.retention.disposing import propose_disposal
from assessments.retention.holding import place_hold
from assessments.review.deciding import Line
from assessments.review.returning import return_case
from assessments.review.verdicts import Judged, give_verdicts
from assessments.wizard.route import Route
from assessments.wizard.sources import adopt
from tests.access.table import PEOPLE, STANDS_IN_AS, STATES
from tests.builders import decide_case, issued, make_case, recommend, resubmit, submit
from tests.database import as_owner
from tests.evidence.sources import registered
from tests.incidents.making import make_incident
from tests.lists.letters import a_letter
from tests.lists.made import listed
from tests.people import made
from tests.profiles.builders import adopt_older, written_profile
from tests.requests.asking import draft, sent

RECOMMENDED = {"1": "authorise_with_measures", "2": "refuse"}
REFUSED = {item: Line("refuse", "Not now.") for item in RECOMMENDED}
WAIVED = {"1": Line("authorise_with_measures", "Met."), "2": REFUSED["2"]}


def indications(file):
    """They make the legal adviser's sign-off necessary; a source is known to the case alone."""
    file["article_6"]["6.3"]["answer"] = "indications"
    file["evidence"] = [{"id": "s1", "title": "A letter"}]


def own_note():
    """A note that waits to be published, of an editor who is none of the people."""
    wording = Wording("Ask the mission.", "Circular 4/2026", date(2026, 1, 1))
    return write_own("6.1", "note", wording, by=made("noter", Role.EDITOR))


class Stage:
    """Everybody by their name in the table, and the case by its state."""

    def __init__(self):
        self.units = {name: Unit.objects.create(name=name) for name in ("aviation", "naval")}
        self.first = made("first", Role.ADMINISTRATOR)
        self.people = {"own": self.person("own")}
        self.decider = made("decider", Role.SUPERVISOR, unit=self.units["aviation"])
        self.arguments = {"waiver": self.waived().pk, "standards": 1, **self.administered()}
        self.arguments |= {"question": "7.4.step_2", "own note": own_note().pk}
        self.arguments |= {"example": "2-armoured-carriers", "part of it": "ruling"}
        self.arguments |= {**written_profile(), **listed()}
        self.people |= {name: self.person(name) for name in PEOPLE if name not in self.people}
        self.arguments["letter"] = a_letter(self.people["editor"]).pk
        self.arguments["incident"] = make_incident(self.people["editor"]).incident_id
        self.holder = made("holder", Role.HEAD)
        self.let_stand_in()
        self.arguments |= {**self.own_things(), **self.old_cases(), **self.proposed()}
        self.source = registered(self.people["own"])
        self.arguments["source"] = self.source.source_id
        self.cases = {state: self.make(state) for state in STATES}
        for person in self.people.values():
            person.refresh_from_db()  # what was confirmed of them has ended their sessions

    def person(self, name):
        row = PEOPLE[name]
        return made(name, *row.roles.split(), unit=self.units.get(row.unit))

    def waived(self) -> Waiver:
        """Decided while nobody was there who could have signed it off."""
        case = make_case("s04", self.people["own"], change=indications)
        submission = submit(case, RECOMMENDED, by=self.people["own"])
        decide_case(
            submission, lines=WAIVED, by=self.decider, waivers={"legal": "Nobody is there."}
        )
        return Waiver.objects.get()

    def administered(self):
        """What the first administrator did alone; two units, one with people and one without."""
        newcomer = made("newcomer")
        grant = propose_roles(newcomer, roles=["officer"], reason="Joined.", by=self.first)
        empty = add_unit("Empty", by=self.first)
        return {"waived grant": grant.pk, "empty unit": empty.pk, "unit": self.units["naval"].pk}

    def proposed(self):
        """What waits for a second administrator."""
        leaver = made("leaver", Role.OFFICER)
        grant = propose_roles(leaver, roles=[], reason="Leaves.", by=self.first)
        entry = Entry.objects.latest("pk").pk
        return {"grant": grant.pk, "entry": entry, "code": "0000-0000-0000", "no edition": "x"}

    def own_things(self):
        """What belongs to a person: themselves, their second factor, who stands in for them."""
        own = self.people["own"]
        factor = TOTP.activate(own, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP").instance
        days = Substitution.objects.get(substitute=self.people["stands in for own"])
        return {"own": own.pk, "factor": factor.pk, "substitution": days.pk}

    def let_stand_in(self):
        """The days of a role that the substitute does not hold are confirmed by a second one."""
        today, week = timezone.localdate(), timedelta(days=7)
        for name, row in PEOPLE.items():
            absent, _comma, when = row.stands_in.partition(", ")
            if not absent:
                continue
            first = today + {"past": -2 * week, "future": week}.get(when, timedelta())
            last = first + {"past": 2 * week - timedelta(days=1)}.get(when, timedelta())
            days = Substitution.objects.create(
                absent=self.people[absent],
                substitute=self.people[name],
                role=STANDS_IN_AS[absent],
                from_on=first,
                until_on=last,
                reason="On leave.",
                made_by=self.first,
            )
            if not days.substitute.has_role(days.role):
                grant = delegate(days, by=self.first)
                if when != "unconfirmed":
                    confirm_grant(grant, by=self.people["administrator"])

    def old_cases(self):
        """Two whose time is over: one may be destroyed, of the other it is proposed."""
        due, proposed = (self.grown_old() for _ in range(2))
        proposal = propose_disposal(proposed, reason="Over.", by=self.first)
        return {"due case": due.reference, "proposal": proposal.pk}

    def grown_old(self):
        case = make_case("s04", self.people["own"], change=indications)
        decision = decide_case(
            submit(case, RECOMMENDED, by=self.people["own"]), lines=REFUSED, by=self.decider
        )
        with as_owner() as cursor:
            cursor.execute(
                "update assessments_decision set decided_on = decided_on - interval '11 years'"
                " where id = %s",
                [decision.pk],
            )
        return Case.objects.get(pk=case.pk)

    def make(self, state):
        """The case as a draft with everybody let in, then on to its state."""
        own = self.people["own"]
        case = make_case("s04", self.people["officer before"], change=indications)
        hand_over(case, to=own, by=self.people["officer before"], because="On leave.")
        case.refresh_from_db()
        file = add_file(case, by=own, name="a", kind="other", content_type="", body=b"x")
        adopt(Route(case), "s2", self.source, by=own)
        for name, row in PEOPLE.items():
            self.let_in(case, self.people[name], *row.let_in.split(", "))
            self.tell(case, self.people[name], row)
        self.arguments[case.pk] = {
            "file": file.pk,
            "colleague": self.people["colleague"].pk,
            "reader": self.people["officer who reads"].pk,
            "assignment": case.assignments.filter(ended_at=None).first().pk,
            "declaration": case.declarations.filter(has_interest=True).first().pk,
            "adoption": adopt_older(case, self.arguments["profile"], by=own).pk,
            "hold": place_hold(case, reason="A court asks for it.", by=self.holder).pk,
        }
        draft(case, by=own)
        sent(case, by=own)
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
        """A part was to be mended, and that is answered: else it could not be submitted again."""
        submission = self.to_submitted(case, own)
        give_verdicts(submission, {"article_6": Judged(False, "Which source?")}, by=self.decider)
        return_case(submission, reasons="Say more.", by=self.decider)
        answer_comments(case, {submission.verdicts.get().pk: "This one."}, by=own)

    def to_decided(self, case, own):
        return decide_case(self.to_submitted(case, own), lines=REFUSED, by=self.decider)

    def to_closed(self, case, own):
        issued(self.to_decided(case, own), b"%PDF", self.decider)

    def to_withdrawn(self, case, own):
        withdraw_case(case, by=own, because="By letter.")
