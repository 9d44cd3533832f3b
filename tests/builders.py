"""Cases for tests, made of the examples of the contract as an officer would answer them."""

import json
import pathlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils import timezone

from assessments.cases.declaring import declare
from assessments.models import Answer, Case, Decision, Purpose, Record, SignOff, Submission, User
from assessments.records.issuing import keep
from assessments.review import deciding, signing_off
from assessments.review.conditions import relied_on
from assessments.review.undertakings import Undertaking
from assessments.wizard.answers import save_answer
from assessments.wizard.forms.article_7 import LineForm
from assessments.wizard.forms.base import ContinueForm
from assessments.wizard.importing import import_case
from assessments.wizard.progress import asked_steps
from assessments.wizard.route import Route
from assessments.wizard.submitting import submit_case

EXAMPLES = pathlib.Path(__file__).resolve().parents[1] / "fixtures" / "contract" / "examples"
ASKED = {"language": "en", "edition": "2026-1", "questions": {"answer": "Asked in a test"}}

NOTHING_ASKED = (ContinueForm, LineForm)  # their steps only show a list


def example(name: str) -> dict[str, Any]:
    """The case file of an example: "s04" is enough of its name."""
    (path,) = (p for p in EXAMPLES.glob(f"{name}*.json") if ".expected" not in p.name)
    return json.loads(path.read_text())


def make_case(
    name: str,
    officer: User,
    *,
    confirmed: bool = True,
    change: Callable[[dict[str, Any]], Any] | None = None,
) -> Case:
    """A case with the answers of an example; `change` may alter its file before."""
    file = example(name)
    if change:
        change(file)
    case = import_case(file, by=officer)
    declare(case, purpose=Purpose.ASSESS, by=officer)
    if confirmed:
        confirm(case, by=officer)
    return case


def confirm(case: Case, *, by: User) -> None:
    """Every answer as if its officer had pressed Continue, the lists' own steps included."""
    now = timezone.now()
    case.answers.update(is_confirmed=True, confirmed_at=now, asked=ASKED)
    route = Route(case)
    Answer.objects.bulk_create(
        Answer(
            case=case,
            step=step.name,
            content={},
            is_confirmed=True,
            asked=ASKED,
            saved_by=by,
            saved_at=now,
            confirmed_at=now,
        )
        for step in asked_steps(route)
        if step.form in NOTHING_ASKED and route.answers.get(step.name) is None
    )


def recommend(case: Case, decisions: dict[str, str], *, by: User) -> None:
    """The officer's recommendation, confirmed."""
    save_answer(
        case,
        ("recommendation", ""),
        content={
            item: {"decision": one, "reasons": "As reasoned."} for item, one in decisions.items()
        },
        seen_version=0,
        by=by,
        asked=ASKED,
    )


def submit(case: Case, decisions: dict[str, str], *, by: User) -> Submission:
    """The case handed over with this recommendation."""
    recommend(case, decisions, by=by)
    return resubmit(case, by=by)


def resubmit(case: Case, *, by: User) -> Submission:
    """A case handed over, by somebody who declares before if they have not yet."""
    case.refresh_from_db()
    if not case.declarations.filter(person=by, purpose=Purpose.ASSESS).exists():
        declare(case, purpose=Purpose.ASSESS, by=by)
    return submit_case(case, by=by)


def decide_case(
    submission: Submission, *, lines, by: User, waivers=None, undertakings=None
) -> Decision:
    """As on the page of the decision, where the decider declares to have no interest."""
    declare(submission.case, purpose=Purpose.DECIDE, by=by)
    return deciding.decide_case(
        submission,
        lines=lines,
        by=by,
        waivers=waivers or {},
        undertakings=kept(submission) if undertakings is None else undertakings,
    )


def kept(submission: Submission, **changes: Any) -> dict[str, Undertaking]:
    """Each measure that the assessment relies on, kept by the end user before anything ships."""
    one = Undertaking("The end user", "A report.", "Nothing more ships.")
    ruling = submission.ruling
    found = relied_on(submission.content["case_file"], ruling["trace"], ruling["items"])
    return {measure.key: replace(one, **changes) for measure in found}


def typed_measures(submission: Submission) -> dict[str, str]:
    """The same as the page of the decision posts it."""
    said = {"owner": "The end user", "due": "ships", "proof": "R", "consequence": "Nothing ships."}
    numbers = range(1, len(kept(submission)) + 1)
    return {f"{what}-m{number}": words for number in numbers for what, words in said.items()}


def sign_off(submission: Submission, *, kind: str, reasons: str, by: User) -> SignOff:
    """As on the page of the sign-off, where the signer declares to have no interest."""
    declare(submission.case, purpose=Purpose.SIGN_OFF, by=by)
    return signing_off.sign_off(submission, kind=kind, reasons=reasons, by=by)


def issued(decision: Decision, body: bytes, by: User, **changes: Any) -> Record:
    """A record with these bytes, where what is in it does not matter: making one takes seconds."""
    told = {"snapshot_digest": decision.snapshot_digest, **changes}
    return keep(Record(decision=decision, **told), body, by)
