"""The authority's own notes and questions: written by one, published by another, kept."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.cases.refusals import FourEyesRequired, NotMovable, NotPermitted
from assessments.guidance.own import (
    VersionWaits,
    Wording,
    change_own,
    in_force,
    publish_own,
    withdraw_own,
    write_own,
)
from assessments.models import Entry, OwnGuidance
from tests.builders import make_case, submit
from tests.people import made
from tests.wizard.pages import fields_of, fill, step

TODAY = timezone.localdate()
SAYS = Wording("Ask our mission before 6(1) is answered.", "Circular 4/2026", TODAY)
RECOMMENDED = {"1": "authorise_with_measures", "2": "refuse"}


def later(words, days=0, **more):
    return Wording(words, "Circular 5/2026", TODAY + timedelta(days=days), **more)


@pytest.fixture
def second(db):
    return made("second", "editor")


@pytest.fixture
def note(edith, amina):
    note = write_own("6.1", "note", SAYS, by=edith)
    publish_own(note, by=amina)
    return OwnGuidance.objects.get(pk=note.pk)


@pytest.fixture
def question(edith, amina):
    asked = write_own("6.1", "question", later("Was the mission asked?"), by=edith)
    publish_own(asked, by=amina)
    return asked


@pytest.fixture
def case(mina):
    return make_case("s04", mina)


def words(on=None):
    return [one.words for one in in_force("6.1", on=on)]


def test_it_has_no_effect_before_another_person_publishes_it(edith, amina):
    note = write_own("6.1", "note", SAYS, by=edith)
    assert words() == []

    with pytest.raises(FourEyesRequired):
        publish_own(note, by=edith)
    publish_own(note, by=amina)

    assert words() == [SAYS.words]
    assert list(Entry.objects.values_list("actor", "action")) == [
        ("edith", "own_guidance_written"),
        ("amina", "own_guidance_published"),
    ]


def test_a_second_editor_publishes_too_and_others_do_not(edith, second, mina):
    note = write_own("6.1", "note", SAYS, by=edith)

    with pytest.raises(NotPermitted):
        publish_own(note, by=mina)
    with pytest.raises(NotPermitted):
        write_own("6.1", "note", SAYS, by=mina)
    publish_own(note, by=second)

    assert words() == [SAYS.words]


def test_the_next_version_holds_from_its_day_and_an_end_ends(note, edith, amina):
    publish_own(change_own(note, later("Changed.", 10), by=edith), by=amina)
    publish_own(change_own(note, later("Over.", 20, is_end=True), by=edith), by=amina)

    days = (0, 9, 10, 19, 20)
    assert [words(TODAY + timedelta(days=n)) for n in days] == [
        [SAYS.words],
        [SAYS.words],
        ["Changed."],
        ["Changed."],
        [],
    ]


def test_one_version_waits_at_a_time_and_may_be_withdrawn(note, edith):
    waits = change_own(note, later("One."), by=edith)
    with pytest.raises(VersionWaits):
        change_own(note, later("Two."), by=edith)

    withdraw_own(waits, by=edith)
    with pytest.raises(NotMovable):
        withdraw_own(waits, by=edith)

    assert change_own(note, later("Three."), by=edith).number == 3
    assert words() == [SAYS.words]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("update {} set words = 'else'", "permission denied"),
        ("delete from {}", "permission denied"),
        ("update {} set published_by_id = null, published_at = null", "once"),
    ],
)
def test_a_published_version_is_not_changed(change, says, note):
    with pytest.raises(DatabaseError, match=says), transaction.atomic():
        connection.cursor().execute(change.format("assessments_ownguidance"))


def test_the_database_lets_nobody_publish_their_own_nor_an_officer_write(edith, mina):
    note = write_own("6.1", "note", SAYS, by=edith)

    with pytest.raises(DatabaseError, match="own_guidance_is_published"), transaction.atomic():
        OwnGuidance.objects.update(published_by=edith, published_at=timezone.now())
    with pytest.raises(DatabaseError, match="editor or an admin"), transaction.atomic():
        OwnGuidance.objects.update(published_by=mina, published_at=timezone.now())
    with pytest.raises(DatabaseError, match="written by an editor"), transaction.atomic():
        OwnGuidance.objects.create(
            place="6.1", kind="note", words="x", source="y", language="en",
            from_on=date(2026, 1, 1), written_by=mina,
        )  # fmt: skip
    with pytest.raises(DatabaseError, match="at one place"), transaction.atomic():
        OwnGuidance.objects.create(
            note=note.note, number=2, place="6.2", kind="note", words="x", source="y",
            language="en", from_on=date(2026, 1, 1), written_by=edith,
        )  # fmt: skip


def test_it_stands_beside_its_question_marked_as_the_authoritys_own(note, case, mina, as_person):
    page = as_person(mina).get(step(case, "6-1")).content.decode()
    other = as_person(mina).get(step(case, "6-2")).content.decode()

    assert SAYS.words in page
    assert "This authority’s own" in page
    assert SAYS.words not in other


def test_its_questions_are_ticked_like_those_of_the_edition(question, case, mina, sofia, as_person):
    key = f"own/{question.pk}"
    fill(as_person(mina), step(case, "6-1"), **{f"considered:{key}": "1"})

    assert fields_of(as_person(mina).get(step(case, "6-1")))[f"considered:{key}"] == ["1"]
    submission = submit(case, RECOMMENDED, by=mina)
    [one] = submission.content["considered"]
    assert (one["edition"], one["prompt"]) == ("own", "Was the mission asked?")


def test_a_case_keeps_which_version_was_shown(note, case, edith, amina, mina, as_person):
    fill(as_person(mina), step(case, "6-1"), **{"6-1-reason": "The mission was asked."})
    publish_own(change_own(note, later("Changed."), by=edith), by=amina)

    submission = submit(case, RECOMMENDED, by=mina)

    assert case.answers.get(step="6-1").asked["own"] == [note.pk]
    [kept] = submission.content["beside"]["notes"]
    assert (kept["number"], kept["words"]) == (1, SAYS.words)


def test_it_is_found_by_searching_and_on_the_page_of_its_question(note, question, mina, as_person):
    found = as_person(mina).get(reverse("guidance:search"), {"q": "our mission"})
    page = as_person(mina).get(reverse("guidance:question", args=["6.1"])).content.decode()

    assert found.context["groups"][0].kind == "own"
    assert SAYS.words in page
    assert "Was the mission asked?" in page


def test_on_its_pages_an_editor_writes_and_an_administrator_publishes(edith, amina, as_person):
    writer, publisher = as_person(edith), as_person(amina)
    posted = {"place": "6.1", "kind": "note", "words": "Ask.", "source": "", "from_on": "x"}
    again = writer.post(reverse("guidance:write_own"), posted)
    assert again.status_code == 200
    assert "Ask." in again.content.decode()

    writer.post(
        reverse("guidance:write_own"), {**posted, "source": "Law", "from_on": TODAY.isoformat()}
    )
    note = OwnGuidance.objects.get()
    assert (
        "Another register editor or an administrator publishes it"
        in writer.get(reverse("guidance:own")).content.decode()
    )
    assert writer.post(reverse("guidance:publish_own", args=[note.pk])).status_code == 403
    publisher.post(reverse("guidance:publish_own", args=[note.pk]))

    assert words() == ["Ask."]
    page = writer.get(reverse("guidance:change_own", args=[note.pk])).content.decode()
    assert "Ask." in page


def test_the_list_asks_as_often_for_many_as_for_one(
    note, edith, amina, mina, as_person, django_assert_num_queries
):
    reader = as_person(mina)
    with django_assert_num_queries(5):
        reader.get(reverse("guidance:own"))
    for number in range(12):
        publish_own(write_own("6.2", "note", later(f"Note {number}"), by=edith), by=amina)
    with django_assert_num_queries(5):
        reader.get(reverse("guidance:own"))
