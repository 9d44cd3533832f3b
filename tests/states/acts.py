"""Each act as its page does it: first who may, then what is done."""

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from assessments.cases import access, assigning, declaring, handing_over, opening
from assessments.cases.comments import answer_comments, to_answer, write_note
from assessments.cases.forms import other_officers
from assessments.models import (
    Act,
    Assignment,
    Case,
    Purpose,
    Reading,
    Role,
    RoleGrant,
    Substitution,
)
from assessments.people.granting import confirm_grant, propose_roles
from assessments.people.leaving import deactivate
from assessments.people.substituting import end_substitution, name_substitute
from assessments.records.issuing import NoRecordYet
from assessments.retention.disposing import confirm_disposal, propose_disposal
from assessments.retention.holding import lift_hold, place_hold
from assessments.review import deciding, returning, signing_off, verdicts, waiving
from assessments.review.standing import SIGNERS, last_submission
from assessments.wizard.answers import Void, confirm_again, reopen_answers, save_answer
from assessments.wizard.recommending import KEY, offered
from assessments.wizard.route import Route
from assessments.wizard.splitting import split_case
from assessments.wizard.starting import copy_case
from assessments.wizard.submitting import submit_case
from tests.builders import ASKED, issued
from tests.requests.asking import done, sent
from tests.states.stage import one


def open_one(user, _reference):
    if not user.has_role(Role.OFFICER):
        raise Http404
    return declaring.open_declared(by=user)


def copy_one(user, reference):
    if not user.has_role(Role.OFFICER):
        raise Http404
    case = access.visible_case(user, reference)
    user.acting_for = None
    return copy_case(case, by=user)


def split_one(user, reference):
    case = access.own_case(user, reference)
    if not case.is_editable:
        raise Http404
    access.require_declared(user, case, Purpose.ASSESS)
    items = list(case.answers.filter(step="item").values_list("row", flat=True))
    return split_case(case, items=items[:1], by=user)


@transaction.atomic
def answer_one(user, reference, reopens, is_stale):
    case = access.editable_case(user, reference)
    answer = case.answers.filter(step="6-1").first()
    said = {"answer": "clear", "reason": f"As {user.username} finds."}
    version = answer.version if answer else 0
    content = {**((answer and answer.content) or {}), **said}
    save_answer(
        case, ("6-1", ""), content=content, seen_version=version + is_stale, by=user, asked=ASKED
    )
    if reopens:
        reopen_answers(case, [Void(KEY)], by=user)
    return True


def confirm_all(user, reference):
    case = access.editable_case(user, reference)
    for kept in case.answers.filter(is_confirmed=False, content__isnull=False):
        confirm_again(case, kept.key, seen_version=kept.version, by=user, asked=ASKED)
    return True


def recommend_one(user, reference, choice):
    case = access.editable_case(user, reference)
    open_to = offered(Route(case))
    content = {
        item: {"decision": str(decisions[-1 if choice % 4 == 2 else 0]), "reasons": "As reasoned."}
        for item, decisions in open_to.items()
        if decisions
    }
    answer = case.answers.filter(step=KEY[0]).first()
    version = answer.version if answer else 0
    save_answer(case, KEY, content=content, seen_version=version, by=user, asked=ASKED)
    return True


def submit_one(user, reference):
    return submit_case(access.own_or_shared_case(user, reference), by=user)


def reply_to_all(user, reference):
    case = access.editable_case(user, reference)
    answer_comments(case, {one.pk: "Mended." for one in to_answer(case)}, by=user)
    return True


def withdraw_one(user, reference):
    opening.withdraw_case(access.own_clean_case(user, reference), by=user, because="By letter.")
    return True


def hand_on(user, reference, to):
    case = access.own_case(user, reference)
    to = other_officers(case).filter(username=to).first()
    if not case.is_editable or to is None:
        raise Http404
    handing_over.hand_over(case, to=to, by=user, because="On leave.")
    return True


def share_one(user, reference, to, how):
    case, to = access.own_clean_case(user, reference), one(to)
    if how == 0:
        assigning.let_read(case, reader=to, by=user)
    elif how == 1:
        for reading in Reading.objects.filter(case=case, person=to):
            assigning.end_reading(reading, by=user)
    elif how == 2:
        handing_over.unshare(case, with_colleague=to, by=user)
    elif to.has_role(Role.OFFICER) and to != case.officer:
        handing_over.share(case, with_colleague=to, by=user)
    return True


def declare_one(user, reference, interest):
    case = access.declarable_case(user, reference)
    said = "A cousin sells them." if interest else ""
    return declaring.declare(case, purpose=case.purpose, by=user, interest=said)


def clear(user, declaration):
    return declaring.clear_interest(declaration, reasons="A distant cousin.", by=user)


def note_one(user, reference):
    return write_note(access.visible_case(user, reference), "Who has the contract?", by=user)


def ask_one(user, reference):
    return sent(access.editable_case(user, reference), by=user)


def follow_one(user, reference, kind):
    case = access.followed_case(user, reference)
    found = case.requests.last()
    if found is None:
        raise Http404
    return done(found, (Act.REMINDED, Act.ANSWERED, Act.UNANSWERED, Act.WITHDRAWN)[kind], by=user)


def before(user, reference, straight, *roles):
    """The case as the page has it; `straight` past the page, so that the act alone refuses."""
    if straight:
        return Case.objects.get(reference=reference)
    return access.reviewable_case(user, reference, *roles)


def submission_of(case):
    if not case.submissions.exists():
        raise Http404
    return last_submission(case)


def judge_part(user, reference, is_accepted, straight):
    submission = submission_of(before(user, reference, straight))
    judged = verdicts.Judged(is_accepted, "" if is_accepted else "Which source?")
    verdicts.give_verdicts(submission, {"article_6": judged}, by=user)
    return True


def return_one(user, reference, straight):
    submission = submission_of(before(user, reference, straight))
    return returning.return_case(submission, reasons="Say more.", by=user)


def declare_for(user, reference, purpose, role):
    case = access.reviewable_case(user, reference, role)
    return declaring.declare(case, purpose=purpose, by=user)


def sign_one(user, reference, kind, straight):
    submission = submission_of(before(user, reference, straight, SIGNERS[kind]))
    return signing_off.sign_off(submission, kind=kind, reasons="Agreed.", by=user)


def decide_one(user, reference, choice, waives, straight):
    """Refused whole, the most that is permitted, or what is permitted to nobody."""
    submission = submission_of(before(user, reference, straight))
    items = submission.ruling["items"]
    chosen = {
        item: (permitted[0], permitted[-1], "authorise")[choice % 3]
        for item, permitted in items.items()
    }
    lines = {
        item: deciding.Line(outcome, "As reasoned.", ("Report every year.",))
        for item, outcome in chosen.items()
    }
    kinds = waiving.waivable(submission, user) if waives else []
    waivers = dict.fromkeys(kinds, "Nobody else is there.")
    return deciding.decide_case(submission, lines=lines, by=user, waivers=waivers)


def close_one(user, reference):
    """As `issue_record` does it, without two seconds for a PDF."""
    case = access.issuable_case(user, reference)
    decision = getattr(case, "decision", None)
    if decision is None or hasattr(decision, "record"):
        raise NoRecordYet
    return issued(decision, b"%PDF", user)


def assign_one(user, reference, to, role):
    case = access.assignable_case(user, reference)
    chosen = [Role.SUPERVISOR, Role.LEGAL, Role.HEAD][role % 3]
    return assigning.assign(case, to=one(to), role=chosen, by=user)


def unassign_one(user, reference):
    case = access.assignable_case(user, reference)
    found = Assignment.objects.filter(case=case).first()
    if found is None:
        raise Http404
    assigning.end_assignment(found, by=user)
    return True


def move_one(user, reference, unit):
    case = access.movable_case(user, reference)
    assigning.move_to_unit(case, unit=unit, by=user, because="Theirs.")
    return True


def look_at(user, waiver):
    waiving.review_waiver(waiver, review="Rightly so.", by=user)
    return True


def stand_in(user, absent, to):
    today = timezone.localdate()
    return name_substitute(
        one(absent),
        substitute=one(to),
        role=Role.OFFICER,
        days=(today, today),
        reason="Ill.",
        by=user,
    )


def end_days(user, absent, _to):
    found = Substitution.objects.filter(absent__username=absent).first()
    if found is None:
        raise Http404
    end_substitution(found, by=user)
    return True


def let_go(user, name):
    deactivate(one(name), because="Retired.", by=user)
    return True


def promote(user, name):
    return propose_roles(one(name), roles=[Role.SUPERVISOR], reason="Promoted.", by=user)


def confirm(user, grant):
    confirm_grant(RoleGrant.objects.get(pk=grant.pk), by=user)
    return True


def hold_one(user, reference):
    if not user.has_role(Role.LEGAL, Role.HEAD, Role.AUDITOR):
        raise Http404
    return place_hold(access.visible_case(user, reference), reason="A court asks.", by=user)


def lift(user, hold):
    lift_hold(hold, because="The court is done.", by=user)
    return True


def propose(user, case):
    return propose_disposal(case, reason="Archive rule 7.", by=user)


def confirm_destruction(user, disposal):
    confirm_disposal(disposal, by=user)
    return True
