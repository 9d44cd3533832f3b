"""A case adopts a version explicitly, confirms it page by page, and says where it differs."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.audit.trail import Verb, entries_of, facts_of
from assessments.cases.opening import withdraw_case
from assessments.models import Adoption, Case, ProfileLook
from assessments.profiles.looking import look_at
from assessments.profiles.of_case import adopted, differences
from assessments.records.document import record_html
from assessments.review.deciding import Line
from assessments.wizard.adopting import AnswersMovedOn, NotOffered, adopt, plan, standing_of
from assessments.wizard.answers import Answers
from assessments.wizard.route import Route
from assessments.wizard.snapshot import snapshot
from assessments.wizard.splitting import split_case
from tests.builders import confirm, decide_case, make_case, submit
from tests.profiles.builders import STATE, profile_of, published
from tests.wizard.pages import fields_of, fill, step

pytestmark = pytest.mark.django_db
RECOMMENDED = {"1": "authorise_with_measures", "2": "refuse"}


def without_six_steps(file):
    """Nothing is said yet in steps 1 to 3."""
    file["gbv"] = {}
    file["risks"] = [risk for risk in file["risks"] if not risk["gbv"]]


def address(name, case, *args):
    return reverse(f"wizard:{name}", args=[case.reference, *args])


def take(case, version, by):
    seen = plan(Answers(case), version, standing_of(case)).seen
    adopt(case, version, seen=seen, by=by)


def rows(case):
    return {answer.key: answer for answer in case.answers.all()}


@pytest.fixture
def profile(edith):
    return profile_of("XA", edith)


@pytest.fixture
def version(profile, edith):
    return published(profile, edith)


@pytest.fixture
def case(mina):
    return make_case("s04", mina, change=without_six_steps)


def test_the_pages_of_steps_1_to_3_offer_the_profiles_of_the_state_and_the_end_user(
    case, version, edith, mina, as_person
):
    own = published(profile_of("XA", edith, end_user=case.end_user.upper()), edith)
    other = published(profile_of("XA", edith, end_user="Coast Guard"), edith)
    elsewhere = published(profile_of("XB", edith), edith)

    page = as_person(mina).get(step(case, "7-4-1")).text

    for one in (version, own, other):
        assert address("adopt", case, one.pk) in page
    assert address("adopt", case, elsewhere.pk) not in page
    assert page.count("(another name than that of the end user)") == 1
    assert "Adopt version 1" in as_person(mina).get(f"/cases/{case.reference}/rows/form/").text


def test_adopting_fills_in_steps_1_to_3_and_confirms_nothing(case, version, mina, as_person):
    browser = as_person(mina)
    page = browser.get(address("adopt", case, version.pk))
    answer = browser.post(address("adopt", case, version.pk), fields_of(page))

    assert answer.url == step(case, "7-4-1")
    kept = rows(case)
    filled = {("7-4-1", ""), ("form", "SV-1"), ("form", "CH-1"), ("severity", "SV-1")}
    filled |= {("7-4-3", "")}
    assert not any(kept[key].is_confirmed for key in filled)
    assert kept["form", "SV-1"].content["perpetrators"] == "Third Brigade"
    assert kept["7-4-1", ""].content["reason"].endswith("\n\nMission report, 3 May.")
    assert ("severity", "CH-1") not in kept
    entry = entries_of(case, verbs=[Verb.PROFILE_ADOPTED]).get()
    assert facts_of(entry)["digest"] == version.digest
    assert "Taken over from version 1 of a profile" in browser.get(answer.url).text
    assert Route(case).ruling.open_points


def test_what_the_officer_changes_is_a_difference(case, version, mina, as_person):
    take(case, version, mina)
    browser = as_person(mina)
    fill(browser, f"/cases/{case.reference}/rows/form/", **{"form.SV-1-period": "2026"})
    fill(browser, step(case, "7-4-1"))

    found, waiting = differences([version], case.answers.all())

    assert [(one.code, one.field, one.was, one.becomes) for one in found] == [
        ("SV-1", "period", "2025", "2026")
    ]
    assert waiting == 2  # seriousness and step 3
    page = browser.get(address("profiles", case)).text
    assert "Adopted with these differences" in page
    assert "2 answers of steps 1 to 3 still wait" in page


def test_a_form_added_or_taken_off_is_a_difference_and_a_silent_profile_is_none(case, edith, mina):
    end_user = published(profile_of("XA", edith, end_user=case.end_user), edith)
    take(case, end_user, mina)
    answer = case.answers.get(step="7-4-3")
    case.answers.filter(pk=answer.pk).update(content={**answer.content, "state": "effective"})
    case.answers.filter(step="form").update(row="CH-2", content={"code": "CH-2"})
    confirm(case, by=mina)

    found, waiting = differences([end_user], case.answers.exclude(step="severity"))

    assert [(one.code, one.field, one.becomes) for one in found] == [
        ("SV-6", "", False),
        ("CH-2", "", True),
    ]
    assert waiting == 0


def test_both_profiles_stand_in_a_case_together(case, version, edith, mina):
    end_user = published(profile_of("XA", edith, end_user=case.end_user), edith)

    take(case, end_user, mina)
    take(case, version, mina)

    kept = rows(case)
    assert {("form", "SV-1"), ("form", "SV-6-u"), ("form", "CH-1")} <= kept.keys()
    step_3 = kept["7-4-3", ""].content
    assert (step_3["state"], step_3["end_user"]) == ("ineffective", "none")
    assert step_3["reason"] == "No officer was tried.\n\nNothing is known to be done."
    assert [one.name for one in adopted(case)] == [
        "State A (fictional)",
        f"{case.end_user}, State A (fictional)",
    ]


def test_adopting_over_answers_asks_first_and_keeps_them_in_the_trail(version, mina, as_person):
    case = make_case("s04", mina)
    before = {key: a.content for key, a in rows(case).items()}
    browser = as_person(mina)

    page = browser.get(address("adopt", case, version.pk))

    assert "It takes the place of what stands there now." in page.text
    assert rows(case).keys() == before.keys()
    assert browser.post(address("adopt", case, version.pk), {"seen": ""}).status_code == 409
    browser.post(address("adopt", case, version.pk), fields_of(page))
    facts = facts_of(entries_of(case, verbs=[Verb.PROFILE_ADOPTED]).get())
    kept = {(entry[0], entry[1]): entry[2] for entry in facts["before"]}
    assert kept["7-4-1", ""] == before["7-4-1", ""]
    assert all(before[key] == content for key, content in kept.items())
    assert not rows(case)["7-4-4", ""].is_confirmed  # it rests on what was replaced


def test_what_changed_since_the_page_was_made_is_not_replaced(version, mina):
    case = make_case("s04", mina)
    seen = plan(Answers(case), version, standing_of(case)).seen
    fill_in = case.answers.filter(step="7-4-1")
    fill_in.update(version=9)

    with pytest.raises(AnswersMovedOn):
        adopt(case, version, seen=seen, by=mina)


def test_a_newer_version_takes_the_place_of_the_older_one_and_leaves_what_says_the_same(
    case, profile, version, edith, mina
):
    take(case, version, mina)
    confirm(case, by=mina)
    forms = {"SV-1": STATE["forms"]["SV-1"], "GK-1": {"code": "GK-1", "finding": "none_found"}}
    newer = published(profile, edith, {**STATE, "forms": forms})

    take(case, newer, mina)

    kept = rows(case)
    assert ("form", "CH-1") not in kept
    assert kept["form", "SV-1"].is_confirmed
    assert not kept["form", "GK-1"].is_confirmed
    assert [one.version for one in Adoption.objects.standing()] == [newer]
    with pytest.raises(NotOffered):
        take(case, version, mina)


def test_a_new_version_flags_the_cases_that_rest_on_an_older_one(
    case, profile, version, edith, mina, as_person
):
    browser = as_person(mina)
    take(case, version, mina)
    assert "is out, and this case rests on version 1" not in browser.get(address("case", case)).text
    newer = published(profile, edith, reason="The mission has left.")

    assert "is out, and this case rests on version 1" in browser.get(address("case", case)).text
    assert "Newer profile" in browser.get(reverse("cases:mine")).text

    fill(browser, address("look_at_profile", case, newer.pk), note="Another region.")

    assert "is out, and this case rests on version 1" not in browser.get(address("case", case)).text
    assert "Newer profile" not in browser.get(reverse("cases:mine")).text
    assert "Another region." in browser.get(address("profiles", case)).text
    published(profile, edith)
    assert adopted(case)[0].is_flagged  # by the next one again


def test_adopting_the_newer_version_ends_the_flag_too(case, profile, version, edith, mina):
    take(case, version, mina)
    newer = published(profile, edith)
    assert adopted(case)[0].is_flagged

    take(case, newer, mina)

    assert not adopted(case)[0].is_flagged
    assert not Adoption.objects.outdated().exists()


def adopted_and_submitted(version, mina):
    case = make_case("s04", mina)
    Adoption.objects.create(case=case, version=version, adopted_by=mina)
    return case, submit(case, RECOMMENDED, by=mina)


def test_before_the_decision_the_decider_sees_it(profile, version, edith, mina, sofia, as_person):
    case, _submission = adopted_and_submitted(version, mina)
    published(profile, edith)

    for page in ("review:decide", "review:review"):
        assert (
            "rests on version 1" in as_person(sofia).get(reverse(page, args=[case.reference])).text
        )


def test_a_decided_case_in_force_is_flagged_as_a_reason_to_reassess(
    profile, version, edith, mina, sofia, as_person
):
    case, submission = adopted_and_submitted(version, mina)
    lines = {item: Line(outcome, "As advised.") for item, outcome in RECOMMENDED.items()}
    decide_case(submission, lines=lines, by=sofia)
    newer = published(profile, edith)

    browser = as_person(sofia)
    assert (
        "reason to reassess the authorisation, Article 7(7)"
        in browser.get(address("case", case)).text
    )
    assert "Newer profile" in browser.get(reverse("cases:decided")).text
    fill(browser, address("look_at_profile", case, newer.pk), note="No difference here.")
    assert not Adoption.objects.outdated().exists()
    assert ProfileLook.objects.get().looked_by == sofia


def test_a_refused_or_withdrawn_case_is_not_flagged(profile, version, edith, mina, sofia):
    refused, submission = adopted_and_submitted(version, mina)
    decide_case(submission, lines={i: Line("refuse", "No.") for i in RECOMMENDED}, by=sofia)
    withdrawn = make_case("s04", mina)
    Adoption.objects.create(case=withdrawn, version=version, adopted_by=mina)
    withdraw_case(withdrawn, by=mina, because="By letter.")

    published(profile, edith)

    assert not Adoption.objects.outdated().exists()


def test_what_it_rests_on_is_frozen_at_submission_and_stands_in_the_record(
    version, mina, sofia, as_person
):
    case, submission = adopted_and_submitted(version, mina)

    said = submission.content["profiles"]

    assert [(one["number"], one["digest"]) for one in said["adopted"]] == [(1, version.digest)]
    assert {one["field"] for one in said["differences"]} >= {"reason"}
    assert snapshot(Route(Case.objects.get(pk=case.pk)))["profiles"] == said
    page = as_person(sofia).get(reverse("review:review", args=[case.reference])).text
    assert "Steps 1 to 3 rest on profiles:" in page
    record = record_html(submission.content)
    assert "Adopted with these differences" in record
    assert version.digest[:16] in record


def test_a_case_that_is_split_off_rests_on_the_same_profile(version, mina):
    case = make_case("s04", mina)
    take(case, version, mina)

    new = split_case(case, items=["2"], by=mina)

    assert [one.version for one in adopted(new)] == [version]
    assert [one.version for one in adopted(case)] == [version]


def test_what_was_looked_at_before_the_decision_stands_in_its_record(
    profile, version, edith, mina, sofia
):
    case, submission = adopted_and_submitted(version, mina)
    look_at(case, published(profile, edith), note="Another region.", by=sofia)

    lines = {item: Line("refuse", "Not now.") for item in RECOMMENDED}
    decision = decide_case(submission, lines=lines, by=sofia)

    record = record_html(decision.snapshot)
    assert "Sofia looked at version 2 of the profile of State A (fictional)" in record
    assert "Version 2 was out by then" in record


def test_a_profile_of_another_state_is_told(case, version, mina, as_person):
    take(case, version, mina)
    Case.objects.filter(pk=case.pk).update(recipient_state="XB")

    page = as_person(mina).get(address("case", case)).text

    assert "the recipient State was changed since" in page


def test_setting_a_profile_aside_leaves_the_answers(case, version, mina, as_person):
    take(case, version, mina)
    adoption = Adoption.objects.get()

    fill(as_person(mina), address("set_aside", case, adoption.pk), reason="Another State.")

    assert not Adoption.objects.standing().exists()
    assert case.answers.filter(step="form", content__isnull=False).count() == 2


def test_the_database_keeps_adoptions_and_looks_in_order(case, profile, version, edith, mina, omar):
    draft = profile_of("XB", edith).versions.get()
    elsewhere = published(draft.profile, edith)
    take(case, version, mina)
    people = {"adopted_by": mina}
    refused = (
        lambda: Adoption.objects.create(case=case, version=version, **people),  # a second one
        lambda: Adoption.objects.create(case=case, version=elsewhere, **people),
        lambda: ProfileLook.objects.create(
            case=case, version=version, note="Not newer.", looked_by=omar
        ),
    )
    for act in refused:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    newer = published(profile, edith)
    look_at(case, newer, note="Looked.", by=mina)
    for kept in (ProfileLook.objects, Adoption.objects):
        with pytest.raises(DatabaseError, match="denied"), transaction.atomic():
            kept.all().delete()


def test_forty_versions_ask_no_more_of_the_database_than_none(case, edith, mina, as_person):
    browser = as_person(mina)
    pages = [
        address("case", case),
        step(case, "7-4-1"),
        f"/cases/{case.reference}/rows/form/",
        reverse("cases:mine"),
    ]

    def counts():
        found = []
        for page in pages:
            browser.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(page).status_code == 200
            found.append(len(queries))
        return found

    without = counts()
    profiles = [profile_of("XA", edith)]
    profiles += [profile_of("XA", edith, end_user=f"Unit {n}") for n in range(19)]
    versions = [published(profile, edith) for profile in profiles * 2]

    assert len(versions) == 40
    assert counts() == without
    take(case, versions[20], mina)
    published(profiles[0], edith)
    assert [now - then for now, then in zip(counts(), without, strict=True)] == [1, 1, 1, 0]
