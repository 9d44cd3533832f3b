"""Editions for other readers: what they may not have is nowhere in them. Corrections."""

import copy
import json
from io import BytesIO

import pikepdf
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from assessments.cases.refusals import FourEyesRequired, NotMovable, NotPermitted
from assessments.models import Correction, Edition, Entry, Record
from assessments.records.correcting import NothingCorrected, correct_record, corrected
from assessments.records.editions import edition_of, fields, kind_of
from assessments.records.issuing import issue_record
from assessments.records.known import about_record
from assessments.records.pdf import record_pdf
from assessments.records.verifying import verify
from assessments.review.deciding import Line
from tests.builders import decide_case, issued, make_case, submit

from . import reading, snapshots

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}
LINES = {item: Line(outcome, "R") for item, outcome in PARTIAL.items()}
WRONG = [{"place": "Chapter 2", "says": "200 pieces", "should_say": "20 pieces"}]
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
# What an edition may tell stays as it is; everything else is a canary, told apart by its kind.
KEPT = ("format", "language", "activity", "recipient_state", "article", "id", "item", "items")
KEPT += ("outcome", "permitted", "rule", "standard", "effect", "route", "edition", "choices")


def planted():
    """A decided case in which every text of the snapshot is a canary of its kind."""
    made = snapshots.decided(snapshots.example("s04"))
    made["corrections"] = []
    made["notes"] = [{"at": snapshots.ANSWERED, "by": "x", "words": "x", "contact": "x"}]
    made["files"] = [{"name": "x", "kind": "other", "digest": "x", "size": 1, "added_by": "x"}]
    made["evidence"] = [{"id": "S1", "title": "x", "publisher": "x"}]
    made["case_file"]["evidence"] = [{"id": "S1", "title": "x", "url": "x", "supports": ["6.3"]}]
    return plant(copy.deepcopy(made))


def plant(value, place=()):
    if isinstance(value, dict):
        return {
            name: one if name in KEPT or dated(one) else plant(one, (*place, name))
            for name, one in value.items()
        }
    if isinstance(value, list):
        return [plant(one, (*place, number)) for number, one in enumerate(value)]
    is_text = isinstance(value, str) and value and place[0] not in PLAIN
    return f"canary {kind_of(place)} {'-'.join(map(str, place))}" if is_text else value


PLAIN = ("standards", "edition", "ruling", "reference", "authority", "site", "ledger", "asked")
PLAIN += ("status", "ruled_on", "recommendation")


def dated(value):
    return isinstance(value, str) and value[:2] == "20" and value[4:5] == "-"


def everything_in(body):
    """Text, metadata, attachments and every string and stream of the file."""
    with pikepdf.open(BytesIO(body)) as pdf:
        parts = [bytes(pdf.attachments[name].get_file().read_bytes()) for name in pdf.attachments]
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                parts.append(one.read_bytes())
            else:
                parts.append(repr(one).encode())
    return b"\n".join(parts).decode("latin-1") + reading.text(body)


def squeezed_too(found):
    return found + found.replace("canary", "canary ")


@pytest.mark.parametrize(
    ("edition", "withheld"),
    [
        (Edition.PUBLIC, ("case", "commercial", "source")),
        (Edition.EXPORTER, ("case", "source")),
        (Edition.AUDITOR, ("source",)),
    ],
)
def test_no_canary_of_what_is_withheld_is_anywhere_in_an_edition(edition, withheld, tmp_path):
    snapshot = planted()
    body = record_pdf(edition_of(snapshot, edition))

    found = everything_in(body)

    assert [
        kind for kind in withheld if f"canary {kind}" in found or f"canary{kind}" in found
    ] == []
    assert reading.failures(body, tmp_path) == []
    told = {one["kind"] for one in edition_of(snapshot, edition)["record"]["withheld"]}
    assert told == set(withheld), "what was withheld is listed by kind"
    assert all(one.state != "bad" for one in verify(body, []).findings)


def test_the_full_record_has_a_canary_of_each_kind():
    """The control: a canary that is nowhere would prove nothing."""
    found = everything_in(record_pdf(planted()))

    for kind in ("case", "commercial", "source"):
        assert f"canary {kind}" in found


def test_the_exporter_reads_what_to_keep_and_the_public_what_was_decided():
    snapshot = snapshots.decided(snapshots.example("s04"))
    exporter, public = (
        reading.text(record_pdf(edition_of(snapshot, one)))
        for one in (Edition.EXPORTER, Edition.PUBLIC)
    )

    for words in ("Noticeofdecision", "Authorisedwithmeasures", "Refused", "Armedforces", "M15"):
        assert words in reading.squeezed(exporter)
    assert "Refused" in public
    assert "Armed forces" not in public
    assert "7(3)" in public


def test_every_field_of_a_snapshot_is_of_a_kind():
    kinds = {kind_of(place) for place, _words in fields(planted())}

    assert kinds == {"case", "commercial", "source"}
    assert kind_of(("something", "new")) == "case", "what nobody thought of is not told"
    assert "something" not in edition_of({**planted(), "something": "new"}, Edition.PUBLIC)


# Issuing and correcting


@pytest.fixture
def decided(mina, sofia):
    case = make_case("s04", mina)
    decide_case(submit(case, PARTIAL, by=mina), lines=LINES, by=sofia)
    case.refresh_from_db()
    return case


def test_an_edition_is_made_once_beside_the_full_record(decided, sofia):
    public = issue_record(decided, by=sofia, edition=Edition.PUBLIC)

    assert issue_record(decided, by=sofia, edition=Edition.PUBLIC) == public
    decided.refresh_from_db()
    assert decided.status == "decided", "the full record alone closes a case"
    assert Entry.objects.latest("pk").action == "edition_made"


def test_a_correction_is_a_new_record_and_the_old_one_says_that_it_is_superseded(decided, simon):
    old = issue_record(decided, by=simon)

    correct_record(decided, statements=WRONG, reason="A slip.", by=simon)
    new = issue_record(decided, by=simon)

    assert (old.number, new.number) == (1, 2)
    words = reading.squeezed(reading.text(bytes(new.body)))
    for said in ("Correctedrecord", "20pieces", "Aslip.", old.code.replace("-", "")):
        assert said in words.replace("-", "") or said in words
    report = verify(bytes(old.body), [])
    report.findings += about_record(bytes(old.body), report)
    said = " ".join(one.words for one in report.findings)
    assert report.verdict == "later", "genuine, and it counts no longer"
    assert "superseded" in said
    assert f"counts instead has the code {new.code}" in said
    assert corrected(decided.decision, 1) == decided.decision.snapshot
    assert bytes(Record.objects.get(pk=old.pk).body) == bytes(old.body)


@pytest.fixture
def closed(decided, sofia):
    issued(decided.decision, b"%PDF", sofia)
    decided.refresh_from_db()
    return decided


def test_only_a_supervisor_without_a_hand_in_it_corrects(closed, mina, omar, ana, sofia):
    for person in (omar, ana, mina):
        with pytest.raises((NotPermitted, FourEyesRequired)):
            correct_record(closed, statements=WRONG, reason="A slip.", by=person)


def test_a_correction_says_where_what_and_why_and_follows_a_record(decided, closed, sofia):
    for statements, reason in (([], "A slip."), (WRONG, " "), ([{"place": "x"}], "A slip.")):
        with pytest.raises(NothingCorrected):
            correct_record(closed, statements=statements, reason=reason, by=sofia)
    correct_record(closed, statements=WRONG, reason="A slip.", by=sofia)
    with pytest.raises(NotMovable, match="not made yet"):
        correct_record(closed, statements=WRONG, reason="Another.", by=sofia)


def test_the_database_keeps_corrections_in_order(closed, mina, sofia):
    same = {"decision": closed.decision, "statements": WRONG, "reason": "A slip."}
    for change, rule in (
        ({"number": 3, "made_by": sofia}, "a_correction_follows_a_record"),
        ({"number": 2, "made_by": mina}, "a_second_person_corrects"),
        ({"number": 2, "made_by": sofia, "statements": []}, "says_what_and_why"),
    ):
        with pytest.raises(DatabaseError, match=rule.replace("_", ".")), transaction.atomic():
            Correction.objects.create(**{**same, **change})
    with pytest.raises(DatabaseError, match="nothing was corrected"), transaction.atomic():
        issued(closed.decision, b"%PDF", sofia, number=2)


def test_records_are_listed_made_downloaded_and_corrected_on_their_page(closed, sofia, as_person):
    browser, address = as_person(sofia), reverse("records:editions", args=[closed.reference])

    page = browser.get(address).content.decode()
    assert "Notice to the exporter" in page
    made = reverse("records:make_edition", args=[closed.reference, "public"])
    page = browser.post(made, follow=True)
    public = Record.objects.get(edition="public")
    link = reverse("records:edition", args=[closed.reference, public.code])
    assert link in page.content.decode()
    assert browser.get(link).content == bytes(public.body)
    attached = verify(bytes(public.body), []).snapshot
    assert "title" not in json.dumps(attached["case_file"])

    correct = reverse("records:correct", args=[closed.reference])
    page = browser.post(correct, {"place-0": "Chapter 2", "reason": "A slip."})
    assert "Fill in all three, or none of them." in page.content.decode()
    told = {f"{part}-0": words for part, words in WRONG[0].items()}
    browser.post(correct, {**told, "reason": "A slip."})
    assert Correction.objects.get().statements == WRONG
    assert "Superseded" in browser.get(address).content.decode()
    old = Record.objects.get(edition="full")
    new = issued(closed.decision, b"%PDF", sofia, number=2, snapshot_digest="ab" * 32)
    looked_up = browser.get(reverse("records:verified", args=[old.code])).content.decode()
    assert f"The record that counts has the code {new.code}" in looked_up


def test_a_notice_to_the_exporter_stands_on_one_page_and_names_no_ground_it_may_not_know():
    notice = record_pdf(edition_of(snapshots.decided(snapshots.example("s04")), Edition.EXPORTER))

    assert reading.length(notice) == 1
    assert "Routinecondition" not in reading.text(notice)
