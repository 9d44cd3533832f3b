"""A verdict on each part, comments that the officer answers, notes that stay."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from assessments.cases.comments import answer_comments, comments, to_answer, write_note
from assessments.cases.refusals import FourEyesRequired, NotMovable, NotPermitted
from assessments.models import Entry, Note, Reply, Verdict
from assessments.records.document import record_html
from assessments.review.deciding import Line
from assessments.review.returning import return_case
from assessments.review.verdicts import Judged, give_verdicts
from assessments.wizard.submitting import CommentsWait
from tests.builders import decide_case, make_case, resubmit, sign_off, submit

REFUSED = {"1": "refuse", "2": "refuse"}
ACCEPTED, MEND = Judged(True), Judged(False, "Name the units.")


@pytest.fixture
def submission(mina):
    return submit(make_case("s04", mina), REFUSED, by=mina)


@pytest.fixture
def returned(submission, sofia):
    give_verdicts(submission, {"article_6": MEND, "diversion": ACCEPTED}, by=sofia)
    return_case(submission, reasons="One thing.", by=sofia)
    submission.case.refresh_from_db()
    return submission.case


def refused_by(rule, act):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        act()
    assert refused.value.__cause__.diag.constraint_name == rule


def test_a_supervisor_judges_part_by_part_and_may_change_their_mind(submission, sofia):
    give_verdicts(submission, {"article_6": MEND, "diversion": ACCEPTED}, by=sofia)
    give_verdicts(submission, {"article_6": ACCEPTED, "diversion": ACCEPTED}, by=sofia)

    found = submission.verdicts.values_list("part", "is_accepted", "comment")
    assert sorted(found) == [("article_6", True, ""), ("diversion", True, "")]
    assert Entry.objects.filter(action="part_reviewed").count() == 3


def test_only_supervisors_who_did_not_work_on_the_case_judge(submission, mina, li):
    with pytest.raises(NotPermitted):
        give_verdicts(submission, {"article_6": ACCEPTED}, by=li)
    mina.roles = ["officer", "supervisor"]

    with pytest.raises(FourEyesRequired):
        give_verdicts(submission, {"article_6": ACCEPTED}, by=mina)
    refused_by(
        "a_second_person_reviews",
        lambda: Verdict.objects.create(
            submission=submission, part="article_6", is_accepted=True, given_by=mina
        ),
    )


def test_what_is_to_be_mended_is_said(submission, sofia, as_person):
    address = reverse("review:review", args=[submission.case.reference])

    page = as_person(sofia).post(address, {"verdict-article_6": "mend"})

    assert "Say what is to be mended in “Prohibitions”." in page.content.decode()
    refused_by(
        "what_is_to_be_mended_is_said",
        lambda: give_verdicts(submission, {"article_6": Judged(False)}, by=sofia),
    )


@pytest.mark.parametrize(("onward", "name"), [("return", "return"), ("decide", "decide")])
def test_verdicts_are_kept_on_the_way_to_the_decision_or_the_return(
    onward, name, submission, sofia, as_person
):
    reference = submission.case.reference
    sent = {"verdict-article_6": "mend", "comment-article_6": "Name the units.", "onward": onward}

    answer = as_person(sofia).post(reverse("review:review", args=[reference]), sent)

    assert answer.url == reverse(f"review:{name}", args=[reference])
    assert submission.verdicts.get().comment == "Name the units."
    assert (
        b"Name the units."
        in as_person(sofia).get(reverse("review:return", args=[reference])).content
    )


def test_a_legal_adviser_reads_the_review_page_and_gives_no_verdict(submission, li, as_person):
    address = reverse("review:review", args=[submission.case.reference])

    assert "Your verdict" not in as_person(li).get(address).content.decode()
    assert as_person(li).post(address, {"verdict-article_6": "accepted"}).status_code == 404


def test_a_returned_case_is_submitted_again_only_with_each_comment_answered(returned, mina):
    with pytest.raises(CommentsWait):
        resubmit(returned, by=mina)

    (verdict,) = to_answer(returned)
    answer_comments(returned, {verdict.pk: "Named in 6(3)."}, by=mina)

    assert resubmit(returned, by=mina).number == 2


def test_the_database_too_waits_for_the_answer(returned, mina, submission, as_owner):
    def again():
        submission.pk, submission.number = None, 2
        submission.save(force_insert=True)

    refused_by("each_comment_is_answered", again)


def test_the_officer_answers_on_one_page_and_the_reviewer_reads_it(
    returned, mina, sofia, as_person
):
    officer, reference = as_person(mina), returned.reference
    assert "Answer the comment" in officer.get(f"/cases/{reference}/").content.decode()
    page = officer.get(reverse("review:comments", args=[reference])).content.decode()
    assert "Name the units." in page
    (verdict,) = to_answer(returned)
    officer.post(
        reverse("review:comments", args=[reference]), {f"reply-{verdict.pk}": "Named in 6(3)."}
    )
    resubmit(returned, by=mina)

    text = as_person(sofia).get(reverse("review:review", args=[reference])).content.decode()

    assert "Name the units." in text
    assert "Named in 6(3)." in text


def test_without_comments_there_is_nothing_to_answer(submission, mina, sofia, as_person):
    return_case(submission, reasons="One thing.", by=sofia)

    page = as_person(mina).get(reverse("review:comments", args=[submission.case.reference]))

    assert page.status_code == 404


def test_nobody_answers_the_comments_of_another_case(returned, mina, sofia):
    other = make_case("s17", mina)
    (verdict,) = to_answer(returned)

    with pytest.raises(NotMovable):
        answer_comments(other, {verdict.pk: "Here?"}, by=mina)


def test_verdicts_and_replies_are_history_once_the_case_has_moved_on(returned, mina, sofia):
    (verdict,) = to_answer(returned)
    answer_comments(returned, {verdict.pk: "Named in 6(3)."}, by=mina)

    refused_by("verdict_is_of_what_waits", lambda: Verdict.objects.update(comment="Never mind."))
    resubmit(returned, by=mina)
    refused_by("reply_while_returned", lambda: Reply.objects.update(words="Never mind."))
    with pytest.raises(DatabaseError), transaction.atomic():
        Verdict.objects.all().delete()


def test_a_note_is_read_by_all_who_see_the_case_and_never_changed(
    submission, mina, sofia, omar, as_person
):
    address = reverse("cases:notes", args=[submission.case.reference])
    as_person(mina).post(
        address, {"words": "The mission will call back.", "contact": "Mission of State A"}
    )

    page = as_person(sofia).get(address).content.decode()
    assert "The mission will call back." in page
    assert "Contact with: <bdi>Mission of State A</bdi>" in page
    assert as_person(omar).get(address).status_code == 404
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute("update assessments_note set words = 'x'")


def test_a_case_that_has_ended_gets_no_more_notes(submission, sofia, as_person):
    line = Line("refuse", "R")
    decide_case(submission, lines={"1": line, "2": line}, by=sofia)
    address = reverse("cases:notes", args=[submission.case.reference])

    assert "Write the note" not in as_person(sofia).get(address).content.decode()
    assert as_person(sofia).post(address, {"words": "Late."}).status_code == 409
    refused_by(
        "note_while_open",
        lambda: Note.objects.create(case=submission.case, words="Late.", written_by=sofia),
    )


def test_the_record_holds_comments_answers_notes_and_void_sign_offs(mina, sofia, li):
    case = make_case("s04", mina, change=with_indications)
    first = submit(case, REFUSED, by=mina)
    sign_off(first, kind="legal", reasons="The indications are weak.", by=li)
    give_verdicts(first, {"article_6": MEND}, by=sofia)
    return_case(first, reasons="One thing.", by=sofia)
    case.refresh_from_db()
    (verdict,) = to_answer(case)
    answer_comments(case, {verdict.pk: "Named in 6(3)."}, by=mina)
    write_note(case, "The mission will call back.", by=mina)
    second = resubmit(case, by=mina)
    line = Line("refuse", "R")
    decision = decide_case(second, lines={"1": line, "2": line}, by=sofia)

    text = record_html(decision.snapshot)

    for words in (
        "Comment on “Prohibitions”",
        "Name the units.",
        "Named in 6(3).",
        "The mission will call back.",
        "The indications are weak.",
        "Void: given to an earlier submission",
    ):
        assert words in text
    assert [one.part for one in comments(case)] == ["article_6"]


def with_indications(file):
    file["article_6"]["6.3"] = {"answer": "indications", "reason": "Two reports."}
