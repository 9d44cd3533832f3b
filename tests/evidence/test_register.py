"""The register of sources: added, revised by adding, confirmed, read by those who may."""

import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from assessments.audit.trail import facts_of
from assessments.cases.happenings import sentence
from assessments.cases.opening import store
from assessments.cases.refusals import rule_broken
from assessments.evidence import keeping, reading
from assessments.evidence.freshness import LONGEST_DAYS, longest_days
from assessments.models import Answer, Case, Entry, SourceRevision
from assessments.reference import editions
from tests.builders import make_case
from tests.database import as_owner
from tests.evidence.sources import facts, registered
from tests.wizard.pages import fields_of

pytestmark = pytest.mark.django_db
TYPED = {
    "title": "Report on the northern district",
    "publisher": "Human rights office",
    "source_class": "un",
    "reliability": "F",
    "credibility": "6",
    "directness": "first_hand",
    "classification": "public",
    "checked_on": "2026-06-01",
}


@pytest.fixture(autouse=True)
def midsummer():
    with time_machine.travel("2026-06-30 12:00", tick=False):
        yield


def page(browser, name, *args):
    return browser.get(reverse(f"evidence:{name}", args=args))


def adopted(case: Case, source: SourceRevision, by) -> None:
    content = {"id": "s1", "title": source.title, "source": source.source_id, "revision": 1}
    Answer.objects.create(
        case=case, step="evidence", row="s1", content=content, saved_by=by, saved_at=case.opened_at
    )


def test_a_source_is_entered_graded_and_due_when_its_class_says(as_person, mina):
    desk = as_person(mina)
    made = desk.post(reverse("evidence:add"), TYPED)

    source = SourceRevision.objects.get()
    assert made.url == reverse("evidence:source", args=[source.source_id])
    assert (source.grades, source.number, source.made_by) == ("F6", 1, mina)
    assert source.next_check_on == datetime.date(2027, 6, 1)
    shown = desk.get(made.url).content.decode()
    assert "Reliability cannot be judged" in shown
    assert "Truth cannot be judged" in shown
    assert source.digest[:4] in shown
    assert Entry.objects.filter(action="source_added", actor="mina").exists()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("checked_on", "2026-07-01", "This day has not come yet."),
        ("checked_on", "9999-12-31", "This day has not come yet."),
        ("next_check_on", "2027-06-02", "checked again within 365 days"),
        ("next_check_on", "2026-05-31", "checked again within 365 days"),
        ("event_until", "2026-05-01", "Events end on or after the day on which they begin."),
        ("source_class", "testimony", "What survivors said is protected always."),
        ("reliability", "G", "is not offered here"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(field, typed, said, as_person, mina):
    shown = as_person(mina).post(reverse("evidence:add"), TYPED | {field: typed})

    assert said in shown.content.decode()
    assert fields_of(shown)["title"] == [TYPED["title"]]
    assert not SourceRevision.objects.exists()


def test_a_revision_is_added_and_the_older_one_stays_readable(as_person, mina):
    source = registered(mina)
    desk = as_person(mina)
    address = reverse("evidence:revise", args=[source.source_id])
    typed = fields_of(desk.get(address)) | {"credibility": "5", "because": "Others deny it."}

    assert desk.post(address, typed).status_code == 302
    assert desk.post(address, typed | {"title": "Mine"}).status_code == 200  # from revision 1

    new = SourceRevision.objects.newest().get()
    assert (new.number, new.credibility, new.because) == (2, "5", "Others deny it.")
    assert new.digest != source.digest
    assert "Probably true" in page(desk, "revision", source.source_id, 1).content.decode()
    assert "Improbable" in page(desk, "source", source.source_id).content.decode()


def test_a_source_that_moved_on_is_not_overwritten_and_nothing_typed_is_lost(as_person, mina, omar):
    source = registered(mina)
    desk = as_person(mina)
    address = reverse("evidence:revise", args=[source.source_id])
    typed = fields_of(desk.get(address)) | {"relevance": "All of it.", "because": "Read again."}
    keeping.revise_source(source, facts(title="Another", because="Typo."), by=omar)

    shown = desk.post(address, typed)

    assert "Somebody revised this source since you opened the page." in shown.content.decode()
    again = fields_of(shown)
    assert again["relevance"] == ["All of it."]
    assert desk.post(address, again).status_code == 302
    assert SourceRevision.objects.newest().get().number == 3
    with pytest.raises(keeping.SourceMovedOn):
        keeping.revise_source(source, facts(because="Late."), by=mina)


def test_who_confirms_says_why_and_the_digest_stays(as_person, edith, mina):
    source = registered(mina)
    desk = as_person(edith)
    address = reverse("evidence:confirm", args=[source.source_id])
    typed = fields_of(desk.get(address))

    assert "Say how it was checked." in desk.post(address, typed).content.decode()
    desk.post(address, typed | {"because": "Asked the office by telephone."})

    new = SourceRevision.objects.newest().get()
    assert (new.number, new.digest, new.made_by) == (2, source.digest, edith)
    assert new.checked_on == datetime.date(2026, 6, 30)
    assert Entry.objects.filter(action="source_checked", actor="edith").exists()


def test_files_go_from_revision_to_revision_by_their_digest(as_person, mina):
    desk = as_person(mina)
    upload = SimpleUploadedFile("note.txt", b"As the mission wrote it.")
    desk.post(reverse("evidence:add"), TYPED | {"file": upload})
    first = SourceRevision.objects.get()
    (file,) = first.files
    address = reverse("evidence:revise", args=[first.source_id])
    typed = fields_of(desk.get(address)) | {"drop": [file["digest"]], "because": "Withdrawn."}

    desk.post(address, typed)

    assert SourceRevision.objects.newest().get().files == []
    got = page(desk, "file", first.source_id, 1, file["digest"])
    assert got.content == b"As the mission wrote it."
    assert got["Content-Disposition"].startswith("attachment")
    assert page(desk, "file", first.source_id, 2, file["digest"]).status_code == 404


CLOSED = [{"classification": "confidential"}, {"is_protected": True}]


@pytest.mark.parametrize("closed", CLOSED, ids=["classified", "protected"])
def test_what_is_closed_is_for_those_before_whom_a_case_is_that_uses_it(
    closed, as_person, mina, omar, sofia, edith
):
    body = [{"name": "a.txt", "content_type": "text/plain", "size": 1, "digest": "0" * 64}]
    with as_owner() as cursor:
        cursor.execute("insert into assessments_storedfile values (%s, 'x')", ["0" * 64])
    source = registered(edith, files=body, **closed)
    case = make_case("s04", mina)
    address = (source.source_id, 1, "0" * 64)

    assert page(as_person(mina), "file", *address).status_code == 404
    adopted(case, source, mina)

    assert page(as_person(mina), "file", *address).status_code == 200
    assert page(as_person(edith), "source", source.source_id).status_code == 200  # entered it
    for stranger in (omar, sofia):  # not theirs; not submitted yet
        assert page(as_person(stranger), "source", source.source_id).status_code == 404
        assert page(as_person(stranger), "file", *address).status_code == 404
        assert source.title not in page(as_person(stranger), "sources").content.decode()


def test_who_reads_what_is_closed_or_takes_a_file_away_leaves_an_entry(as_person, mina):
    digest = store(b"As it was sent.")
    file = {"name": "a.txt", "content_type": "text/plain", "size": 15, "digest": digest}
    closed = registered(mina, classification="secret", files=[file]).source_id
    desk, known = as_person(mina), registered(mina).source_id

    for source in (known, closed, closed):
        assert page(desk, "source", source).status_code == 200
    assert page(desk, "file", closed, 1, digest).status_code == 200

    entries = Entry.objects.filter(action__in=["read", "downloaded"]).order_by("pk")
    said = [(one.action, facts_of(one)["source"], facts_of(one).get("digest")) for one in entries]
    assert said == [("read", closed, None), ("downloaded", closed, digest)]
    assert sentence("read", facts_of(entries[0])) == f"read source {closed} of the register"


def test_an_older_revision_that_was_closed_stays_closed(as_person, mina, omar):
    source = registered(mina, is_protected=True)
    keeping.revise_source(source, facts(because="Names are out."), by=mina)
    stranger = as_person(omar)

    assert page(stranger, "source", source.source_id).status_code == 200
    assert page(stranger, "revision", source.source_id, 1).status_code == 404
    assert "Revision 1" not in page(stranger, "source", source.source_id).content.decode()


def test_a_protected_source_reminds_and_refuses_no_words(as_person, mina):
    desk = as_person(mina)
    desk.post(reverse("evidence:add"), TYPED | {"is_protected": "on", "relevance": "A., 24."})

    shown = desk.get(reverse("evidence:source", args=[SourceRevision.objects.get().source_id]))
    assert "Do not name or describe a survivor" in shown.content.decode()


@pytest.mark.parametrize(
    ("who", "reads", "writes"),
    [
        ("mina", 200, 200), ("edith", 200, 200), ("sofia", 200, 404), ("li", 200, 404),
        ("helen", 200, 404), ("ana", 200, 404), ("adam", 404, 404),
    ],
)  # fmt: skip
def test_who_works_on_cases_reads_officers_and_editors_write(
    who, reads, writes, as_person, request
):
    person = request.getfixturevalue(who)
    source = registered(request.getfixturevalue("mina")).source_id

    desk = as_person(person)
    assert page(desk, "source", source).status_code == reads
    assert page(desk, "sources").status_code == reads
    for name, args in (("add", ()), ("revise", (source,)), ("confirm", (source,))):
        assert page(desk, name, *args).status_code == writes


def test_sources_are_found_by_title_and_publisher(as_person, mina):
    registered(mina)
    registered(mina, title="Survey", publisher="Statistics office")

    shown = as_person(mina).get(reverse("evidence:sources"), {"q": "office surv"})
    assert "Survey" in shown.content.decode()
    assert "northern district" not in shown.content.decode()
    assert reading.found(reading.readable(mina), "100%").count() == 0


def test_those_whose_check_is_overdue_are_listed_the_longest_first(as_person, edith):
    for title, days in (("Fresh", -1), ("Late", 3), ("Later", 9)):
        due = datetime.date(2026, 6, 30) - datetime.timedelta(days=days)
        registered(edith, title=title, checked_on=datetime.date(2026, 6, 1), next_check_on=due)

    shown = as_person(edith).get(reverse("evidence:sources"), {"overdue": "on"})
    assert [one.title for one in shown.context["page"]] == ["Later", "Late"]


def test_a_long_register_is_turned_over_with_what_was_asked(as_person, mina):
    for number in range(30):
        registered(mina, title=f"Report {number}")

    first = as_person(mina).get(reverse("evidence:sources"), {"q": "report"})
    second = as_person(mina).get(reverse("evidence:sources") + first.context["older"])
    assert [len(one.context["page"]) for one in (first, second)] == [25, 5]
    assert "q=report" in second.context["newer"]


RULES = {
    "revisions_follow_one_another": {"number": 3},
    "a_source_is_checked_in_time": {"next_check_on": datetime.date(2027, 7, 1)},
    "a_check_has_taken_place": {
        "checked_on": datetime.date(2026, 7, 2), "next_check_on": datetime.date(2026, 7, 2),
    },
    "files_of_a_source_are_stored": {"files": [{"digest": "1" * 64}]},
    "testimony_is_protected": {"source_class": "testimony"},
    "a_later_revision_says_why": {"because": ""},
    "reliability_is_a_to_f": {"reliability": "G"},
    "an_event_ends_after_it_begins": {
        "event_from": datetime.date(2026, 2, 1), "event_until": datetime.date(2026, 1, 1),
    },
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_the_database_keeps_the_rules_of_the_register(rule, mina):
    source = registered(mina)
    values = facts(because="Why.", number=2, digest="d", made_by=mina) | RULES[rule]

    with pytest.raises(IntegrityError) as broken, transaction.atomic():
        SourceRevision.objects.create(source=source.source, **values)
    assert rule_broken(broken.value) == rule


def test_no_revision_is_ever_changed(mina):
    source = registered(mina)

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        SourceRevision.objects.filter(pk=source.pk).update(title="Another")
    with pytest.raises(IntegrityError, match="never changed"), as_owner() as cursor:
        cursor.execute("update assessments_sourcerevision set title = 'Another'")


def test_both_know_the_same_longest_times():
    with connection.cursor() as cursor:
        for one in editions.current().source_classes:
            cursor.execute("select longest_days(%s)", [one.key])
            assert cursor.fetchone() == (longest_days(one.key),)
    assert set(LONGEST_DAYS) <= {one.key for one in editions.current().source_classes}
