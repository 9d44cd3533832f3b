"""What is done to a case as a whole: opened, withdrawn, handed over, shared; its files."""

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

from assessments.audit.trail import WITNESSED
from assessments.cases.handing_over import hand_over, share
from assessments.cases.opening import add_file
from assessments.cases.refusals import NotMovable
from assessments.models import Attachment, Case, Entry, Role
from tests.builders import make_case, submit
from tests.people import become

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}


@pytest.fixture
def case(mina):
    return make_case("s04", mina)


def page(name, case, *more):
    return reverse(name, args=[case.reference, *more])


def actions():
    """What was done, apart from who looked on."""
    done = Entry.objects.exclude(action__in=WITNESSED)
    return list(done.values_list("action", flat=True))


def test_an_officer_opens_a_case_and_begins_with_the_application(mina, as_person):
    response = as_person(mina).post(reverse("cases:open"), {"interest": "none"})

    case = Case.objects.get()
    assert response.url == reverse("wizard:step", args=[case.reference, "application"])
    assert (case.officer, case.status) == (mina, "draft")
    assert actions() == ["opened", "declared"]


def test_a_supervisor_opens_no_case(sofia, as_person):
    assert as_person(sofia).post(reverse("cases:open")).status_code == 404


def test_a_case_without_a_title_stands_in_the_list(mina, as_person):
    browser = as_person(mina)
    browser.post(reverse("cases:open"), {"interest": "none"})

    assert "No title yet" in browser.get(reverse("cases:mine")).content.decode()


@pytest.mark.parametrize("is_submitted", [False, True])
def test_the_officer_withdraws_a_case_before_its_decision(is_submitted, case, mina, as_person):
    if is_submitted:
        submit(case, PARTIAL, by=mina)

    as_person(mina).post(page("cases:withdraw", case), {"because": "Letter of 3 June."})

    case.refresh_from_db()
    assert (case.status, case.withdrawn_because) == ("withdrawn", "Letter of 3 June.")
    assert actions()[-1] == "withdrawn"


def test_a_withdrawal_says_how_the_applicant_asked_for_it(case, mina, as_person):
    response = as_person(mina).post(page("cases:withdraw", case), {"because": " "})

    assert response.status_code == 200
    assert "Say how and when the applicant withdrew" in response.content.decode()


def test_a_withdrawn_case_is_not_answered_any_more(case, mina, as_person):
    browser = as_person(mina)
    browser.post(page("cases:withdraw", case), {"because": "By letter."})

    assert browser.get(page("wizard:step", case, "6-1")).status_code == 404
    assert browser.get(page("wizard:case", case)).status_code == 200


def test_a_case_is_handed_over_to_a_colleague_by_name(case, mina, omar, as_person):
    fields = {"colleague": omar.pk, "because": "On leave until July."}

    as_person(mina).post(page("cases:hand_over", case), fields)

    case.refresh_from_db()
    assert case.officer == omar
    assert as_person(mina).get(page("wizard:case", case)).status_code == 404
    assert as_person(omar).get(page("cases:declare", case)).status_code == 200
    assert "On leave until July." in Entry.objects.get(action="handed_over").facts.body


@pytest.mark.parametrize("who", ["sofia", "ana", "mina"])
def test_a_case_is_handed_over_to_another_officer_only(who, case, mina, request, as_person):
    somebody = request.getfixturevalue(who)

    response = as_person(mina).post(
        page("cases:hand_over", case), {"colleague": somebody.pk, "because": "R"}
    )

    assert "not offered here" in response.content.decode()


def test_a_submitted_case_is_not_handed_over(case, mina, omar):
    submit(case, PARTIAL, by=mina)

    with pytest.raises(NotMovable):
        hand_over(case, to=omar, by=mina, because="R")


def test_a_colleague_no_longer_shares_a_case_that_became_theirs(case, mina, omar):
    share(case, with_colleague=omar, by=mina)

    hand_over(case, to=omar, by=mina, because="R")

    assert not case.colleagues.exists()


def test_two_people_work_on_one_case(case, mina, omar, as_person):
    browser = as_person(mina)
    browser.post(page("cases:colleagues", case), {"colleague": omar.pk, "how": "work"})
    as_person(omar).post(page("cases:declare", case), {"interest": "none"})

    assert "Omar" in browser.get(page("cases:colleagues", case)).content.decode()
    assert as_person(omar).get(page("wizard:step", case, "6-1")).status_code == 200
    assert case.reference in as_person(omar).get(reverse("cases:mine")).content.decode()

    browser.post(page("cases:remove_colleague", case, omar.pk))
    assert as_person(omar).get(page("wizard:case", case)).status_code == 404
    assert actions()[-3:] == ["shared", "declared", "unshared"]


def links(browser, case, *names):
    text = browser.get(page("wizard:case", case)).content.decode()
    return [name for name in names if page(name, case) in text]


def test_the_case_page_links_to_what_each_person_may_do(case, mina, omar, as_person):
    share(case, with_colleague=omar, by=mina)
    acts = ("cases:hand_over", "cases:withdraw", "cases:files")

    assert links(as_person(mina), case, *acts) == list(acts)
    assert links(as_person(omar), case, *acts) == ["cases:files"]
    submit(case, PARTIAL, by=mina)
    assert links(as_person(mina), case, *acts) == ["cases:withdraw"]
    as_person(mina).post(page("cases:withdraw", case), {"because": "By letter."})
    assert links(as_person(mina), case, *acts) == []


def test_a_colleague_submits_what_both_have_done(case, mina, omar, as_person):
    share(case, with_colleague=omar, by=mina)

    submission = submit(case, PARTIAL, by=omar)

    assert submission.content["people"] == {
        "officer": "Mina",
        "colleagues": ["Omar"],
        "submitted_by": "Omar",
    }


def test_a_supervisor_who_shares_a_case_does_not_review_it(case, mina, omar, as_person):
    become(omar, Role.OFFICER, Role.SUPERVISOR)
    share(case, with_colleague=omar, by=mina)
    submit(case, PARTIAL, by=mina)

    assert as_person(omar).get(page("review:review", case)).status_code == 404
    assert as_person(omar).get(page("review:decide", case)).status_code == 404


def upload(browser, case, name="letter 14.pdf", body=b"%PDF-1.7", **fields):
    file = SimpleUploadedFile(name, body, content_type="application/pdf")
    return browser.post(
        page("cases:files", case), {"file": file, "kind": "committee_letter", **fields}
    )


def test_a_file_comes_back_as_it_was_put_in(case, mina, as_person):
    browser = as_person(mina)

    upload(browser, case, body=b"%PDF-\x00\xff")

    file = Attachment.objects.get()
    assert file.stored_id == hashlib.sha256(b"%PDF-\x00\xff").hexdigest()
    response = browser.get(page("cases:file", case, file.pk))
    assert response.content == b"%PDF-\x00\xff"
    assert response["Content-Disposition"] == 'attachment; filename="letter 14.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_name_of_a_file_may_be_in_any_script_and_holds_no_path(case, mina, as_person):
    upload(as_person(mina), case, name="C:\\temp\\رسالة اللجنة.pdf")

    assert Attachment.objects.get().name == "رسالة اللجنة.pdf"


def test_a_page_put_on_a_case_is_never_opened_as_one(case, mina, as_person):
    stored = add_file(
        case, by=mina, name="a.html", kind="other", content_type="text/html", body=b"<script>"
    )

    response = as_person(mina).get(page("cases:file", case, stored.pk))

    assert response["Content-Type"] == "application/octet-stream"


def test_a_file_above_ten_megabytes_is_refused(case, mina, as_person):
    response = upload(as_person(mina), case, body=b"x" * (10 * 1024 * 1024 + 1))

    assert "larger than 10 MB" in response.content.decode()
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"kind": ""}, "Say what kind of paper"), ({"file": ""}, "Choose a file.")],
)
def test_what_is_missing_of_a_file_is_said(fields, sentence, case, mina, as_person):
    assert sentence in upload(as_person(mina), case, **fields).content.decode()


def test_a_file_taken_off_the_case_is_gone_from_its_pages_but_not_from_the_trail(
    case, mina, as_person
):
    browser = as_person(mina)
    upload(browser, case)
    file = Attachment.objects.get()

    browser.post(page("cases:remove_file", case, file.pk))

    assert browser.get(page("cases:file", case, file.pk)).status_code == 404
    assert actions()[-2:] == ["file_added", "file_removed"]
    assert Attachment.objects.get().removed_at


def test_a_file_of_one_case_is_not_found_under_another(case, mina, as_person):
    browser = as_person(mina)
    upload(browser, case)
    other = make_case("s17", mina)

    response = browser.get(page("cases:file", other, Attachment.objects.get().pk))

    assert response.status_code == 404


def test_reviewers_download_files_of_what_was_submitted(case, mina, li, omar, as_person):
    upload(as_person(mina), case)
    address = page("cases:file", case, Attachment.objects.get().pk)
    assert as_person(li).get(address).status_code == 404

    submit(case, PARTIAL, by=mina)

    assert as_person(li).get(address).status_code == 200
    assert as_person(omar).get(address).status_code == 404


def test_the_database_lets_no_file_onto_a_submitted_case(case, mina):
    submit(case, PARTIAL, by=mina)

    with pytest.raises(DatabaseError, match="are not changed"):
        add_file(case, by=mina, name="a", kind="other", content_type="", body=b"x")


def test_the_database_lets_no_colleague_onto_a_submitted_case(case, mina, omar):
    submit(case, PARTIAL, by=mina)

    with pytest.raises(DatabaseError, match="are not changed"):
        case.colleagues.add(omar)


def test_the_page_of_files_asks_the_same_however_many_there_are(
    case, mina, as_person, django_assert_num_queries
):
    browser = as_person(mina)
    for number in range(12):
        add_file(case, by=mina, name=f"{number}", kind="other", content_type="", body=b"x")
    browser.get(page("cases:files", case))  # the first look leaves an entry

    with django_assert_num_queries(5):
        browser.get(page("cases:files", case))
