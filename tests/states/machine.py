"""The machine: acts as their pages call them, by anybody, each done or refused in its own words."""

from collections import Counter

from django.db import connection
from django.http import Http404
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from assessments.audit.trail import position
from assessments.cases import access
from assessments.cases.refusals import Refusal
from assessments.models import Case, Declaration, Disposal, LegalHold, Purpose, Role, Waiver
from assessments.review.standing import SIGNERS
from tests.database import as_owner
from tests.states import acts
from tests.states.holding import broken_rules, faults_of_the_ledger, frozen
from tests.states.stage import one, undone

OPEN = ("draft", "returned")
UNDER_REVIEW = ("submitted", "returned")
ENDED = ("decided", "closed", "withdrawn")
MOST_CASES = 7
YEARS_PASS = """
update assessments_decision set decided_on = decided_on - interval '11 years';
update assessments_case set updated_at = updated_at - interval '11 years'
  where status = 'withdrawn' and disposed_at is null
"""
OWN = "the officer of the case"
nth = st.integers(0, 11)
usually = st.integers(0, 4).map(bool)
OUT_OF_TURN = (
    (acts.answer_one, False, False),
    (acts.submit_one,),
    (acts.withdraw_one,),
    (acts.split_one,),
    (acts.hand_on, "omar"),
    (acts.note_one,),
    (acts.ask_one,),
    (acts.follow_one, 1),
    (acts.reply_to_all,),
    (acts.judge_part, True, True),
    (acts.return_one, True),
    (acts.sign_one, "legal", True),
    (acts.sign_one, "head", True),
    (acts.decide_one, 0, False, True),
    (acts.decide_one, 1, True, True),
    (acts.close_one,),
    (acts.assign_one, "sofia", 0),
    (acts.move_one, None),
)
rarely = st.integers(0, 4).map(lambda n: n == 4)


def among(*likely):
    """Mostly one of these people; anybody at any time."""
    return st.tuples(nth, nth).map(lambda drawn: (likely, *drawn))


def there_is(*states):
    return lambda self: not self.standing.isdisjoint(states)


officers = among(OWN, OWN, OWN, "omar", "ines", "eve")
supervisors = among("sofia", "stan", "eve", "simon", "sam")
advisers = {"legal": among("li", "omar", "lena", "eve"), "head": among("helen", "eve")}
auditors = among("ana", "helen", "adam")
administrators = among("adam", "amina")
kinds = st.sampled_from(["legal", "head"])


class Authority(RuleBasedStateMachine):
    """One authority at work. `stage` is set by the test; all is undone when a run is over."""

    stage, seen = None, Counter()

    def __init__(self):
        super().__init__()
        self.block = undone()
        self.block.__enter__()
        settle()
        self.ended, self.standing = {}, set()

    # --- who, on what, and how

    def who(self, drawn, case=None):
        likely, luck, which = drawn
        there = [name for name in likely if name in (OWN, *self.stage.names)] if luck % 6 else []
        names = there or self.stage.names
        name = names[which % len(names)]
        if name == OWN:
            return case.officer.username if case else "mina"
        return name

    def some_case(self, drawn, *states):
        """Mostly one that stands so that the act may be done."""
        cases = list(Case.objects.order_by("reference"))
        fit = [case for case in cases if case.status in states] if drawn % 6 else []
        return (fit or cases)[drawn % len(fit or cases)]

    def attempt(self, name, act, *arguments):
        """Done, or refused by a sentence of our own, and then nothing was written."""
        user, (before, _hash) = one(name), position()
        if not user.is_active:  # whoever has left does not sign in
            return None
        done, refused = None, None
        try:
            done = act(user, *arguments)
        except (Refusal, Http404) as why:
            refused = why
        settle()
        if getattr(refused, "left_as_it_was", refused is not None):
            assert position()[0] == before, f"{refused!r} has left something"
        self.seen[act.__name__, refused is None] += 1
        return done

    # --- officers

    @precondition(lambda self: Case.objects.count() < MOST_CASES)
    @rule(who=officers, how=nth, drawn=nth)
    def begin_another(self, who, how, drawn):
        """A new case, a copy of one, or some items of one."""
        source = self.some_case(drawn, *OPEN)
        name = self.who(who, source)
        self.attempt(
            name,
            (acts.open_one, acts.copy_one, acts.split_one, acts.split_one)[how % 4],
            source.reference,
        )

    @precondition(there_is(*OPEN))
    @rule(who=officers, drawn=nth, reopens=rarely, is_stale=rarely)
    def answer(self, who, drawn, reopens, is_stale):
        case = self.some_case(drawn, *OPEN)
        self.attempt(self.who(who, case), acts.answer_one, case.reference, reopens, is_stale)

    @precondition(there_is(*OPEN))
    @rule(who=officers, drawn=nth)
    def confirm_what_waits(self, who, drawn):
        case = self.some_case(drawn, *OPEN)
        self.attempt(self.who(who, case), acts.confirm_all, case.reference)

    @precondition(there_is(*OPEN))
    @rule(who=officers, drawn=nth, choice=nth)
    def recommend(self, who, drawn, choice):
        case = self.some_case(drawn, *OPEN)
        self.attempt(self.who(who, case), acts.recommend_one, case.reference, choice)

    @precondition(there_is(*OPEN))
    @rule(who=officers, drawn=nth)
    def recommend_and_submit(self, who, drawn):
        case = self.some_case(drawn, *OPEN)
        name = self.who(who, case)
        self.attempt(name, acts.recommend_one, case.reference, 2)
        self.attempt(name, acts.submit_one, case.reference)

    @precondition(there_is(*OPEN))
    @rule(who=officers, drawn=nth)
    def submit(self, who, drawn):
        case = self.some_case(drawn, *OPEN)
        self.attempt(self.who(who, case), acts.submit_one, case.reference)

    @precondition(there_is("returned"))
    @rule(who=officers, drawn=nth)
    def reply(self, who, drawn):
        case = self.some_case(drawn, "returned")
        self.attempt(self.who(who, case), acts.reply_to_all, case.reference)

    @rule(who=officers, drawn=nth, is_really=rarely)
    def withdraw(self, who, drawn, is_really):
        if is_really:
            case = self.some_case(drawn, *OPEN, "submitted")
            self.attempt(self.who(who, case), acts.withdraw_one, case.reference)

    @precondition(there_is(*OPEN))
    @rule(who=officers, to=officers, drawn=nth)
    def hand_over(self, who, to, drawn):
        case = self.some_case(drawn, *OPEN)
        self.attempt(self.who(who, case), acts.hand_on, case.reference, self.who(to))

    @rule(who=officers, to=officers, drawn=nth, how=nth)
    def share(self, who, to, drawn, how):
        """To work on it or to read it; or no longer."""
        case = self.some_case(drawn, *OPEN)
        self.attempt(self.who(who, case), acts.share_one, case.reference, self.who(to), how % 4)

    @precondition(there_is(*OPEN, "submitted"))
    @rule(who=officers, drawn=nth, how=nth)
    def ask(self, who, drawn, how):
        """For information; or what came of it is recorded."""
        case = self.some_case(drawn, *OPEN, "submitted")
        name = self.who(who, case)
        if how % 2:
            self.attempt(name, acts.ask_one, case.reference)
        else:
            self.attempt(name, acts.follow_one, case.reference, how % 4)

    @rule(data=st.data(), act=st.sampled_from(OUT_OF_TURN), drawn=nth)
    def out_of_turn(self, data, act, drawn):
        """Anybody presses anything, wherever a case stands."""
        function, *arguments = act
        cases = list(Case.objects.order_by("reference"))
        name = data.draw(st.sampled_from(self.stage.names))
        self.attempt(name, function, cases[drawn % len(cases)].reference, *arguments)

    # --- everybody who has a case before them

    @rule(who=among(OWN, OWN, "sofia", "li", "helen", "omar", "ines"), drawn=nth, interest=rarely)
    def declare(self, who, drawn, interest):
        case = self.some_case(drawn, *OPEN, "submitted")
        self.attempt(self.who(who, case), acts.declare_one, case.reference, interest)

    @rule(who=supervisors, drawn=nth)
    def clear_an_interest(self, who, drawn):
        found = list(Declaration.objects.filter(has_interest=True, clearance=None))
        if found:
            self.attempt(self.who(who), acts.clear, found[drawn % len(found)])

    @rule(who=among(OWN, "sofia"), drawn=nth)
    def note(self, who, drawn):
        case = self.some_case(drawn, *UNDER_REVIEW)
        self.attempt(self.who(who, case), acts.note_one, case.reference)

    # --- reviewers

    @precondition(there_is("submitted"))
    @rule(who=supervisors, drawn=nth, is_accepted=rarely, straight=rarely)
    def judge(self, who, drawn, is_accepted, straight):
        case = self.some_case(drawn, "submitted")
        self.attempt(self.who(who, case), acts.judge_part, case.reference, is_accepted, straight)

    @precondition(there_is("submitted"))
    @rule(who=supervisors, drawn=nth, straight=rarely)
    def send_back(self, who, drawn, straight):
        case = self.some_case(drawn, "submitted")
        self.attempt(self.who(who, case), acts.return_one, case.reference, straight)

    @precondition(there_is("submitted"))
    @rule(data=st.data(), kind=kinds, drawn=nth, straight=rarely, declares=usually)
    def sign_off(self, data, kind, drawn, straight, declares):
        name, case = self.who(data.draw(advisers[kind])), self.some_case(drawn, "submitted")
        if declares:
            self.attempt(name, acts.declare_for, case.reference, Purpose.SIGN_OFF, SIGNERS[kind])
        self.attempt(name, acts.sign_one, case.reference, kind, straight)

    @precondition(there_is("submitted"))
    @rule(who=supervisors, drawn=nth, choice=nth, waives=usually, straight=rarely)
    def decide(self, who, drawn, choice, waives, straight):
        case = self.some_case(drawn, "submitted")
        name = self.who(who, case)
        self.attempt(name, acts.declare_for, case.reference, Purpose.DECIDE, Role.SUPERVISOR)
        self.attempt(name, acts.decide_one, case.reference, choice, waives, straight)

    @precondition(there_is("submitted"))
    @rule(data=st.data(), drawn=nth)
    def sign_off_and_decide(self, data, drawn):
        """As it goes when nothing is in the way."""
        for kind in advisers:
            self.sign_off(data, kind, drawn, straight=False, declares=True)
        self.decide(data.draw(supervisors), drawn, choice=1, waives=True, straight=False)

    @precondition(there_is("decided"))
    @rule(who=supervisors, drawn=nth)
    def close(self, who, drawn):
        case = self.some_case(drawn, "decided")
        self.attempt(self.who(who, case), acts.close_one, case.reference)

    @precondition(there_is(*UNDER_REVIEW))
    @rule(who=supervisors, to=supervisors, role=nth, drawn=nth)
    def assign(self, who, to, role, drawn):
        case = self.some_case(drawn, *UNDER_REVIEW)
        self.attempt(self.who(who, case), acts.assign_one, case.reference, self.who(to), role)

    @precondition(there_is(*UNDER_REVIEW))
    @rule(who=supervisors, drawn=nth)
    def end_an_assignment(self, who, drawn):
        case = self.some_case(drawn, *UNDER_REVIEW)
        self.attempt(self.who(who, case), acts.unassign_one, case.reference)

    @precondition(there_is(*UNDER_REVIEW))
    @rule(who=supervisors, drawn=nth, to=nth)
    def move(self, who, drawn, to):
        case = self.some_case(drawn, *UNDER_REVIEW)
        unit = [*self.stage.units.values(), None][to % 3]
        self.attempt(self.who(who), acts.move_one, case.reference, unit)

    @rule(who=auditors, drawn=nth)
    def look_at_a_waiver(self, who, drawn):
        found = list(Waiver.objects.filter(reviewed_at=None))
        if found:
            self.attempt(self.who(who), acts.look_at, found[drawn % len(found)])

    # --- people come, go and stand in

    @rule(who=administrators, absent=officers, to=officers, drawn=nth)
    def let_stand_in(self, who, absent, to, drawn):
        """For today; or those days are over."""
        act = acts.end_days if drawn % 3 == 0 else acts.stand_in
        self.attempt(self.who(who), act, self.who(absent), self.who(to))

    @rule(person=officers, drawn=nth, is_really=rarely)
    def leave(self, person, drawn, is_really):
        """A person leaves, or becomes something else."""
        if is_really:
            name = self.who(person)
            if drawn % 2:
                self.attempt(self.stage.first, acts.let_go, name)
            else:
                grant = self.attempt(self.stage.first, acts.promote, name)
                if grant:
                    self.attempt(self.stage.second, acts.confirm, grant)

    # --- after ten years

    @precondition(there_is(*ENDED))
    @rule(who=auditors, drawn=nth)
    def hold(self, who, drawn):
        case = self.some_case(drawn, *ENDED)
        self.attempt(self.who(who, case), acts.hold_one, case.reference)

    @rule(who=auditors)
    def let_go_of_a_hold(self, who):
        found = LegalHold.objects.filter(lifted_at=None).first()
        if found:
            self.attempt(self.who(who), acts.lift, found)

    @precondition(there_is(*ENDED))
    @rule()
    def years_pass(self):
        with as_owner() as cursor:
            cursor.execute(YEARS_PASS)
        self.ended = frozen()

    @precondition(there_is(*ENDED))
    @rule(who=administrators, drawn=nth)
    def propose_to_destroy(self, who, drawn):
        self.attempt(self.who(who), acts.propose, self.some_case(drawn, *ENDED))

    @rule(who=auditors)
    def destroy(self, who):
        found = Disposal.objects.filter(confirmed_at=None, withdrawn_at=None).first()
        if found:
            self.attempt(self.who(who), acts.confirm_destruction, found)

    # --- what holds

    @invariant()
    def here_the_cases_stand(self):
        self.standing = set(Case.objects.values_list("status", flat=True))

    @invariant()
    def nothing_is_decided_past_the_rules(self):
        assert broken_rules() == []

    @invariant()
    def the_ledger_is_whole(self):
        assert faults_of_the_ledger() == []

    @invariant()
    def what_has_ended_stays_as_it_was(self):
        now = frozen()
        destroyed = set(Case.objects.exclude(disposed_at=None).values_list("pk", flat=True))
        before = {key: digest for key, digest in self.ended.items() if key not in destroyed}
        assert before.items() <= now.items()
        self.ended = now

    # --- and in the end

    def teardown(self):
        """Every case can still be brought to a legal end, by the right people."""
        try:
            for case in Case.objects.filter(disposed_at=None):
                self.bring_to_its_end(case)
            there = Case.objects.filter(disposed_at=None)
            left = there.exclude(status__in=("closed", "withdrawn"))
            assert not left.exists(), list(left)
            assert broken_rules() == []
            assert faults_of_the_ledger() == []
        finally:
            self.block.__exit__(None, None, None)

    def bring_to_its_end(self, case):
        if case.status == "submitted":
            self.attempt("grace", acts.declare_for, case.reference, Purpose.DECIDE, Role.SUPERVISOR)
            assert self.attempt("grace", acts.decide_one, case.reference, 0, False, False)
            case.refresh_from_db()
        if case.status == "decided":
            assert self.attempt("grace", acts.close_one, case.reference)
        if case.status in OPEN:
            officer = self.somebody_for(case)
            self.attempt(officer, acts.withdraw_one, case.reference)

    def somebody_for(self, case):
        """Its officer; or Gina, to whom they, or she in their place, hand it over."""
        officer = case.officer
        at_work = officer.is_active and officer.has_role(Role.OFFICER)
        if at_work and not access.has_interest(officer, case):
            return officer.username
        if not at_work:
            self.attempt("adam", acts.stand_in, officer.username, "gina")
        self.attempt(officer.username if at_work else "gina", acts.hand_on, case.reference, "gina")
        return "gina"


def settle():
    """What waits for the end of a transaction, as if this were one."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")
