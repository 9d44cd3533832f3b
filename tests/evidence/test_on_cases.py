"""Sources of the register in cases: taken, cited, said to speak for or against, gone stale."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.cases.opening import store
from assessments.cases.refusals import Barred, rule_broken
from assessments.evidence import keeping
from assessments.evidence.bars import bars
from assessments.models import Answer, SourceRevision
from assessments.review import deciding
from assessments.review.deciding import Line
from assessments.wizard.exporting import export_case
from assessments.wizard.route import Route
from tests.builders import decide_case, make_case, submit
from tests.database import as_owner
from tests.evidence.sources import facts, registered, stale
from tests.wizard.pages import fields_of, fill, row, step

pytestmark = pytest.mark.django_db
RECOMMENDED = {"1": "authorise_with_measures", "2": "refuse"}
LINES = {item: Line(outcome, "As reasoned.") for item, outcome in RECOMMENDED.items()}


def take(desk, case, source: SourceRevision, **said) -> str:
    """As on the pages: a source taken, and for or against what it speaks."""
    address = f"/cases/{case.reference}/sources/"
    page = desk.post(address, {"source": source.source_id}).url
    key = page.split("/")[-2]
    typed = {f"evidence.{key}-{name}": value for name, value in said.items()}
    assert fill(desk, page, **typed).status_code == 302
    return key


def content(case, key):
    return Answer.objects.get(case=case, step="evidence", row=key).content


def test_one_source_serves_two_cases_and_each_weighs_it_itself(as_person, mina):
    source = registered(mina)
    desk, first, second = as_person(mina), make_case("s04", mina), make_case("s17", mina)

    take(desk, first, source, stance="against", supports=["6.3", "7.1.b.i"], decisive="on")
    take(desk, second, source, stance="for", supports=["11.2"])

    (kept,) = export_case(first)["evidence"]
    assert kept == {
        "id": "s1", "title": "Report on the northern district", "source_class": "un",
        "reliability": "B", "credibility": "2", "published_on": "2026-01-31",
        "url": "A/HRC/61/12", "stance": "against", "supports": ["6.3", "7.1.b.i"],
    }  # fmt: skip
    assert content(first, "s1")["decisive"] is True
    assert "1 source" in desk.get(f"/cases/{first.reference}/").content.decode()
    assert content(second, "s1")["stance"] == "for"
    shown = desk.get(reverse("evidence:source", args=[source.source_id])).content.decode()
    assert first.reference in shown
    assert second.reference in shown


def test_the_link_to_the_register_is_named_among_what_a_file_does_not_carry(as_person, mina):
    desk, case = as_person(mina), make_case("s04", mina)
    take(desk, case, registered(mina), decisive="on")

    shown = desk.get(f"/cases/{case.reference}/export/").content.decode()
    assert shown.count("Which source of the register it is, in which revision") == 1


def test_sources_of_the_same_state_come_first_if_their_case_may_be_seen(as_person, mina, omar):
    desk = as_person(mina)
    used, known = registered(mina, title="Used"), registered(mina, title="Used by Omar")
    registered(mina, title="Newest")
    take(desk, make_case("s04", mina), used)
    take(as_person(omar), make_case("s04", omar), known)

    case = make_case("s04", mina)
    shown = desk.get(f"/cases/{case.reference}/sources/")
    assert [one.title for one in shown.context["page"]] == ["Used", "Newest", "Used by Omar"]
    assert shown.content.decode().count("Used for this State") == 1
    assert "Newest" not in desk.get(f"/cases/{case.reference}/sources/?q=omar").content.decode()


def test_what_was_entered_on_a_case_goes_into_the_register_for_another(as_person, mina, omar):
    desk, case = as_person(mina), make_case("s04", mina)
    entered = {"title": "Mission note", "source_class": "own_government", "stance": "against"}
    typed = {f"evidence.s1-{name}": value for name, value in entered.items()}
    assert fill(desk, row(case, "evidence", "s1"), **typed).status_code == 302
    address = f"/cases/{case.reference}/sources/s1/register/"
    assert address in desk.get(row(case, "evidence", "s1")).content.decode()

    page = fields_of(desk.get(address))
    assert page["title"] == ["Mission note"]
    graded = {
        "reliability": "C", "credibility": "3", "directness": "first_hand",
        "classification": "restricted", "checked_on": f"{timezone.localdate()}",
    }  # fmt: skip
    assert desk.post(address, page | graded).status_code == 302

    source = SourceRevision.objects.get()
    assert content(case, "s1") == {
        "id": "s1", "title": "Mission note", "source_class": "own_government", "reliability": "C",
        "credibility": "3", "stance": "against", "source": source.source_id, "revision": 1,
    }  # fmt: skip
    take(as_person(omar), make_case("s17", omar), source)


def test_a_closed_source_is_taken_by_nobody_outside_its_circle(as_person, mina, omar):
    source = registered(mina, classification="secret")
    case = make_case("s04", omar)

    address = f"/cases/{case.reference}/sources/"
    assert as_person(omar).post(address, {"source": source.source_id}).status_code == 404
    assert source.title not in as_person(omar).get(address).content.decode()


def test_a_case_keeps_its_revision_until_its_officer_takes_the_newest(as_person, mina, omar):
    desk, case, source = as_person(mina), make_case("s04", mina), registered(mina)
    key = take(desk, case, source, stance="for", supports=["6.3"])
    keeping.revise_source(source, facts(credibility="5", because="Denied."), by=omar)
    assert content(case, key)["credibility"] == "2"

    page = row(case, "evidence", key)
    assert "The register says something else today." in desk.get(page).content.decode()
    address = f"/cases/{case.reference}/sources/{key}/newest/"
    version = Answer.objects.get(case=case, step="evidence", row=key).version
    desk.post(address, {"version": version - 1})
    assert content(case, key)["revision"] == 1  # made from an older page
    desk.post(address, {"version": version})

    assert content(case, key) == content(case, key) | {"credibility": "5", "revision": 2}
    assert content(case, key)["supports"] == ["6.3"]
    assert "says something else" not in desk.get(page).content.decode()


# Evidence against


def against(file):
    file["evidence"] = [
        {"id": "s1", "title": "Denial", "stance": "against", "supports": ["6.3"]},
        {"id": "s2", "title": "Praise", "stance": "for", "supports": ["6.3"]},
    ]


def test_every_conclusion_asks_for_evidence_against_it(as_person, mina):
    case, desk = make_case("s04", mina, change=against), as_person(mina)
    nothing = "Nothing cited here speaks against this conclusion."
    left = "Speaks against it and is not cited: Denial."

    for name, asked in {"6-1": 1, "lines": 6, "7-4-1": 1}.items():
        said = desk.get(step(case, name)).content.decode()
        assert (said.count(nothing), said.count(left)) == (asked, 0), name
    said = desk.get(step(case, "6-3")).content.decode()
    assert (said.count(nothing), said.count(left)) == (1, 1)
    for address in (row(case, "mitigation", "r1"), f"/cases/{case.reference}/rows/severity/"):
        assert nothing in desk.get(address).content.decode()

    fill(desk, step(case, "6-3"), **{"6-3-cites": ["source:s1", "source:s2"]})
    said = desk.get(step(case, "6-3")).content.decode()
    assert (said.count(nothing), said.count(left)) == (0, 0)


def test_where_nothing_speaks_against_it_nothing_is_held_back(as_person, mina, sofia):
    case = make_case("s04", mina, change=against)

    assert decide_case(submit(case, RECOMMENDED, by=mina), lines=LINES, by=sofia)


# Stale decisive evidence


def with_source(desk, mina, source, **said):
    case = make_case("s04", mina)
    take(desk, case, source, **{"decisive": "on", **said})
    return case


def test_stale_decisive_evidence_holds_back_until_it_is_confirmed(as_person, mina, sofia):
    source = stale(mina)
    case = with_source(as_person(mina), mina, source)
    submission = submit(case, RECOMMENDED, by=mina)
    with pytest.raises(Barred, match="is decisive and its check was due on"):
        decide_case(submission, lines=LINES, by=sofia)

    desk = as_person(mina)
    said = desk.get(f"/cases/{case.reference}/").content.decode()
    assert "confirm that it still holds, or replace it" in said
    address = reverse("evidence:confirm", args=[source.source_id])
    desk.post(address, fields_of(desk.get(address)) | {"because": "Asked by telephone."})

    assert Route(case).bars == []
    assert decide_case(submission, lines=LINES, by=sofia)


def test_refusal_stays_possible_while_evidence_is_stale(as_person, mina, sofia):
    submission = submit(with_source(as_person(mina), mina, stale(mina)), RECOMMENDED, by=mina)

    refused = {item: Line("refuse", "Not now.") for item in RECOMMENDED}
    assert decide_case(submission, lines=refused, by=sofia)


def test_a_stale_source_that_is_not_decisive_holds_nothing_back(as_person, mina, sofia):
    desk, case = as_person(mina), make_case("s04", mina)
    take(desk, case, stale(mina), stance="for")

    assert "Overdue" in desk.get(step(case, "parties")).content.decode()
    assert decide_case(submit(case, RECOMMENDED, by=mina), lines=LINES, by=sofia)


def test_the_day_of_the_next_check_is_the_last_fresh_one(as_person, mina):
    source = registered(mina)
    case = with_source(as_person(mina), mina, source)

    assert bars(case, source.next_check_on) == []
    assert len(bars(case, source.next_check_on + timedelta(days=1))) == 1


def test_decisive_evidence_that_is_in_no_register_was_never_checked(as_person, mina):
    desk, case = as_person(mina), make_case("s04", mina, change=against)
    fill(desk, row(case, "evidence", "s1"), **{"evidence.s1-decisive": "on"})

    (bar,) = bars(case, timezone.localdate())
    assert "was never checked" in bar.words
    assert bar.address == row(case, "evidence", "s1")


def test_another_revision_does_not_renew_what_the_case_relies_on(as_person, mina):
    source = stale(mina)
    case = with_source(as_person(mina), mina, source)
    changed = keeping.revise_source(source, facts(credibility="5", because="Denied."), by=mina)

    assert len(bars(case, timezone.localdate())) == 1
    keeping.confirm_source(
        changed,
        checked_on=timezone.localdate(),
        next_check_on=timezone.localdate(),
        because="Asked.",
        by=mina,
    )
    assert len(bars(case, timezone.localdate())) == 1
    key = Answer.objects.get(case=case, step="evidence").row
    address = f"/cases/{case.reference}/sources/{key}/newest/"
    version = Answer.objects.get(case=case, step="evidence").version
    as_person(mina).post(address, {"version": version})
    assert bars(case, timezone.localdate()) == []


def test_the_database_lets_nothing_be_authorised_on_stale_evidence(
    as_person, mina, sofia, monkeypatch
):
    submission = submit(with_source(as_person(mina), mina, stale(mina)), RECOMMENDED, by=mina)
    monkeypatch.setattr(deciding, "bars", lambda *_: [])

    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        decide_case(submission, lines=LINES, by=sofia)
    assert rule_broken(broken.value) == "authorised_on_fresh_evidence"


def test_an_authority_may_lift_it(as_person, mina):
    case = with_source(as_person(mina), mina, stale(mina))
    route = Route(case)
    assert len(route.bars) == 1
    standards = Route(case).standards
    standards.bars_lifted = ["stale_evidence"]
    route = Route(case)
    route.standards = standards

    assert route.bars == []


def test_a_row_names_no_source_that_the_register_lacks(mina):
    case = make_case("s04", mina, change=against)

    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        case.answers.filter(step="evidence", row="s1").update(
            content={"id": "s1", "title": "Denial", "source": 4711, "revision": 1}
        )
    assert rule_broken(broken.value) == "adopted_source_is_there"


# Frozen


def test_what_a_decision_rested_on_is_frozen_with_its_digest(as_person, mina, sofia):
    source = registered(mina)
    case = with_source(as_person(mina), mina, source, stance="for")
    submission = submit(case, RECOMMENDED, by=mina)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        keeping.confirm_source(
            source, checked_on=timezone.localdate(), next_check_on=source.next_check_on,
            because="Asked.", by=mina,
        )  # fmt: skip
        decision = decide_case(submission, lines=LINES, by=sofia)

    (submitted,) = submission.content["evidence"]
    (decided,) = decision.snapshot["evidence"]
    assert (submitted["digest"], submitted["revision"]) == (source.digest, 1)
    assert (
        decided["checked_on"]
        == f"{submitted['checked_on'] and timezone.localdate() + timedelta(days=1)}"
    )
    assert submitted["decisive"] is True


def test_reviewers_read_grades_and_class_with_what_the_case_says(as_person, mina, sofia):
    case = with_source(as_person(mina), mina, registered(mina), stance="against", supports=["6.3"])
    submit(case, RECOMMENDED, by=mina)

    said = as_person(sofia).get(f"/cases/{case.reference}/answers/").content.decode()
    for words in ("B – Usually reliable", "United Nations", "6(3) Knowledge of atrocity crimes"):
        assert words in said


def test_a_file_of_the_register_outlives_the_case_that_had_it_too(mina):
    digest = store(b"The same file.")
    file = {"name": "a.txt", "content_type": "text/plain", "size": 14, "digest": digest}
    source = registered(mina, files=[file])

    with as_owner() as cursor:
        cursor.execute("delete from assessments_storedfile where digest = %s", [digest])
    assert keeping.body_of(source.files[0]["digest"]) == b"The same file."


# Queries

PAGES = ("", "assess/parties/", "assess/6-1/", "assess/lines/", "recommendation/", "sources/")


def count(desk, case, page):
    address = f"/cases/{case.reference}/{page}"
    desk.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(address).status_code == 200
    return len(queries)


def test_a_case_with_500_sources_asks_no_more_of_the_database_than_one_with_none(as_person, mina):
    desk, few, many = as_person(mina), make_case("s04", mina), make_case("s04", mina)
    sources = [stale(mina, title=f"Report {number}") for number in range(20)]
    now = timezone.now()
    Answer.objects.bulk_create(
        Answer(
            case=many, step="evidence", row=f"s{n}", position=n, is_confirmed=True, saved_by=mina,
            saved_at=now, confirmed_at=now,
            content={
                "id": f"s{n}", "title": "Report", "decisive": True, "stance": "against",
                "supports": ["6.1"], "source": sources[n % 20].source_id, "revision": 1,
            },
        )
        for n in range(500)
    )  # fmt: skip

    counts = {page: (count(desk, few, page), count(desk, many, page)) for page in PAGES}

    assert {page: both for page, both in counts.items() if both[0] != both[1]} == {}
