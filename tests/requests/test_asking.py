"""A request goes its way, in Python and in the database, and what was sent is kept."""

import hashlib
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from assessments.audit.trail import entries_of, facts_of
from assessments.cases.clock import with_clock
from assessments.cases.declaring import declare
from assessments.cases.happenings import sentence
from assessments.cases.opening import add_file, withdraw_case
from assessments.cases.refusals import DeclarationNeeded, NotMovable
from assessments.models import Act, Case, InformationRequest, Purpose, RequestAct
from assessments.records.document import record_html
from assessments.requests import asking, listing
from assessments.requests.letters import text_of
from assessments.review.deciding import Line
from assessments.wizard.splitting import split_case
from tests.builders import decide_case, make_case, submit
from tests.people import made
from tests.requests.asking import done, draft, sent

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
REFUSED = {item: Line("refuse", "Not now.") for item in ("1", "2")}
ALL_REFUSED = dict.fromkeys(REFUSED, "refuse")


@pytest.fixture
def case(mina):
    return make_case("s04", mina)


def write(request, kind, by, **fields):
    """A row past all Python."""
    given = {"done_on": TODAY(), "channel": "", "outcome": "", "words": "", "text": ""}
    return RequestAct.objects.create(request=request, kind=kind, by=by, **{**given, **fields})


def refused_by(action) -> str:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        action()
    return refused.value.__cause__.diag.constraint_name


def test_a_request_goes_its_way_and_each_act_stands_in_the_ledger(case, mina):
    asked = draft(case, by=mina)
    done(asked, "sent", by=mina)
    done(asked, "reminded", by=mina)
    done(asked, "reminded", by=mina)
    done(asked, "answered", by=mina, outcome="contradictory", words="Yes and no.")

    found = asking.told(asked)
    assert (found.stands, found.outcome, found.came_back) == (
        "answered",
        "contradictory",
        "Yes and no.",
    )
    entries = [one for one in entries_of(case) if one.action.startswith("request_")]
    assert [one.action.removeprefix("request_") for one in entries] == [
        "drafted",
        "sent",
        "reminded",
        "reminded",
        "answered",
    ]
    assert "Embassy in Xandria" in sentence(entries[1].action, facts_of(entries[1]))


def test_what_was_sent_is_kept_word_by_word_with_its_digest_in_the_ledger(case, mina):
    asked = sent(case, by=mina, places=("7.4.step_1", "6.1"))

    text = text_of(asked, TODAY())
    assert "Embassy in Xandria" in text
    assert "1. Which forms of gender-based violence" in text
    assert "Security Council measures (Article 6(1))" in text
    entry = facts_of(entries_of(case).get(action="request_sent"))
    assert entry["digest"] == hashlib.sha256(text.encode()).hexdigest()
    with pytest.raises(NotMovable):
        asking.change(asked, {"introduction": "Other."}, seen_version=1, by=mina)
    assert (
        refused_by(lambda: InformationRequest.objects.update(introduction="Other."))
        == "a_request_once_sent_is_kept"
    )
    for change in (RequestAct.objects.all().update, lambda **_: RequestAct.objects.all().delete()):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            change(text="Other.")


@pytest.mark.parametrize("kind", ["reminded", "answered", "unanswered"])
def test_nothing_comes_back_before_anything_was_sent(kind, case, mina):
    asked = draft(case, by=mina)

    with pytest.raises(NotMovable):
        done(asked, kind, by=mina)
    fields = {
        "reminded": {"text": "x", "channel": "x"},
        "answered": {"outcome": "full", "words": "x"},
    }.get(kind, {})
    assert refused_by(lambda: write(asked, kind, mina, **fields)) == "requests_go_their_way"


@pytest.mark.parametrize("end", ["answered", "withdrawn"])
@pytest.mark.parametrize("kind", ["sent", "reminded", "answered", "unanswered", "withdrawn"])
def test_nothing_follows_the_end(end, kind, case, mina):
    asked = sent(case, by=mina)
    done(asked, end, by=mina)

    with pytest.raises(NotMovable):
        done(asked, kind, by=mina)
    fields = {"text": "x", "channel": "x"} if kind in ("sent", "reminded") else {"words": "x"}
    fields |= {"outcome": "full"} if kind == "answered" else {}
    assert refused_by(lambda: write(asked, kind, mina, **fields)) == "requests_go_their_way"


def test_silence_is_established_only_once_the_day_has_passed(case, mina):
    asked = sent(case, by=mina, due_on=TODAY())

    with pytest.raises(asking.DayImpossible):
        done(asked, "unanswered", by=mina)
    assert refused_by(lambda: write(asked, "unanswered", mina)) == "the_day_for_an_answer_passes"


def test_days_follow_one_another_and_none_is_to_come(case, mina):
    asked = sent(case, by=mina)

    for days in (-1, 3):
        on = TODAY() + timedelta(days=days)
        with pytest.raises(asking.DayImpossible):
            done(asked, "answered", by=mina, on=on)
        fields = {"outcome": "full", "words": "x", "done_on": on}
        assert (
            refused_by(lambda f=fields: write(asked, "answered", mina, **f))
            == "acts_follow_one_another"
        )


def test_who_has_declared_nothing_asks_nothing(case, mina):
    other = made("other", "officer")
    asked = draft(case, by=mina)

    with pytest.raises(DeclarationNeeded):
        draft(case, by=other)
    with pytest.raises(DeclarationNeeded):
        done(asked, "sent", by=other)
    fields = {"text": "x", "channel": "x"}
    assert refused_by(lambda: write(asked, "sent", other, **fields)) == "who_asks_has_declared"
    assert (
        refused_by(
            lambda: InformationRequest.objects.create(
                case=case, number=9, made_by=other, name="x", channel="x", due_on=TODAY()
            )
        )
        == "who_asks_has_declared"
    )


def test_an_answer_may_come_while_the_case_is_reviewed_but_nothing_new_is_sent(case, mina):
    first, second = sent(case, by=mina), draft(case, by=mina)
    submit(case, ALL_REFUSED, by=mina)

    with pytest.raises(NotMovable):
        done(second, "sent", by=mina)
    fields = {"text": "x", "channel": "x"}
    assert (
        refused_by(lambda: write(second, "sent", mina, **fields)) == "a_request_ends_with_its_case"
    )
    done(first, "answered", by=mina)
    assert asking.told(first).stands == Act.ANSWERED


def test_the_requests_of_a_case_end_with_it(case, mina):
    asked = sent(case, by=mina)
    withdraw_case(case, by=mina, because="By letter.")

    with pytest.raises(NotMovable):
        done(asked, "answered", by=mina)
    fields = {"outcome": "full", "words": "x"}
    assert (
        refused_by(lambda: write(asked, "answered", mina, **fields))
        == "a_request_ends_with_its_case"
    )


def test_what_came_with_an_answer_is_a_file_of_the_case(case, mina):
    def paper(of):
        return add_file(of, by=mina, name="a.txt", kind="other", content_type="", body=b"x")

    asked = sent(case, by=mina)
    answer = done(asked, "answered", by=mina, files=[paper(case)])

    assert [one.name for one in answer.files.all()] == ["a.txt"]
    other = paper(make_case("s17", mina))
    assert refused_by(lambda: answer.files.add(other)) == "files_of_answers_are_of_the_case"


def test_the_snapshots_say_what_was_asked_and_what_came_back(case, mina, sofia):
    asked = sent(case, by=mina)
    draft(case, by=mina)
    submission = submit(case, ALL_REFUSED, by=mina)
    done(asked, "answered", by=mina, outcome="refused", words="Secret.")
    decision = decide_case(submission, lines=REFUSED, by=sofia)

    (before,), (after,) = submission.content["requests"], decision.snapshot["requests"]
    assert [one["kind"] for one in before["acts"]] == ["sent"]
    assert after["acts"][-1] | {"outcome": "refused", "words": "Secret."} == after["acts"][-1]
    assert after["questions"][0]["place"] == "7.4.step_1"
    record = record_html(decision.snapshot)
    assert "Refused: Secret." in record
    assert f"{case.reference} / 1, A mission of this State abroad" in record


def test_what_was_asked_in_vain_is_a_gap_and_silence_says_so(case, mina):
    yesterday = TODAY() - timedelta(days=1)
    type(case).objects.update(opened_at=timezone.now() - timedelta(days=9))
    silent = sent(case, by=mina, on=yesterday, due_on=yesterday)
    done(silent, "unanswered", by=mina)
    full = sent(case, by=mina)
    done(full, "answered", by=mina, outcome="full")

    found = listing.of_case(case)
    assert [listing.is_gap(one) for one in found] == [True, False]
    words = f"Asked, not answered: request {case.reference} / 1 to Embassy in Xandria, sent"
    assert listing.gap(found[0]).startswith(words)


def test_what_was_asked_before_a_case_is_split_goes_along_with_its_clock(case, mina):
    sent(case, by=mina)
    draft(case, by=mina)
    other = Case.objects.get(pk=split_case(case, items=["1"], by=mina).pk)
    declare(other, purpose=Purpose.ASSESS, by=mina)
    sent(case, by=mina)
    own = sent(other, by=mina)

    found = listing.of_case(other)
    assert [(one.case_id, one.number) for one in found] == [(case.pk, 1), (other.pk, own.number)]
    assert len(listing.frozen(other)["requests"]) == 2
    assert len(with_clock(Case.objects.filter(pk=other.pk)).get().waits) == 2
    assert len(listing.of_case(case)) == 3
