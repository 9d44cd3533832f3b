"""The register: editors write a profile in versions; what is published stays as it is."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from assessments.audit.digests import digest
from assessments.models import Entry, Profile, ProfileVersion
from assessments.profiles.comparing import between
from assessments.profiles.writing import start_draft
from tests.profiles.builders import STATE, profile_of, published
from tests.wizard.pages import fields_of, fill

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"profiles:{name}", args=args)


def write_all(browser, profile):
    """A State's profile, page by page."""
    fill(
        browser,
        address("part", profile.pk, "step_1"),
        answer="complete",
        reason="All reports read.",
        sources="Mission report, 3 May.",
    )
    fill(
        browser,
        address("form", profile.pk, "SV-1"),
        finding="documented",
        severity="serious",
        reason="Rape as a means of war.",
        perpetrators="Third Brigade",
    )
    fill(
        browser,
        address("part", profile.pk, "step_3"),
        state="ineffective",
        reason="No officer was tried.",
        sources="Court statistics.",
    )


def test_an_editor_writes_a_profile_part_by_part_and_publishes_it(edith, as_person):
    browser = as_person(edith)
    browser.post(address("new"), {"kind": "state", "state": "XA"})
    profile = Profile.objects.get()
    assert "Before it can be published" in browser.get(address("draft", profile.pk)).text
    assert browser.get(address("profile", profile.pk)).status_code == 200  # nothing published yet
    write_all(browser, profile)

    day = timezone.localdate() + timedelta(days=90)
    said = {"reason": "First version.", "next_review_on": day.isoformat()}
    answer = fill(browser, address("publish", profile.pk), **said)

    assert answer.status_code == 302
    version = profile.versions.get()
    assert (version.number, version.published_by, version.next_review_on) == (1, edith, day)
    assert version.content["forms"]["SV-1"]["perpetrators"] == "Third Brigade"
    verbs = Entry.objects.filter(actor="edith").order_by("id").values_list("action", flat=True)
    assert list(verbs) == ["profile_started", *3 * ["profile_written"], "profile_published"]
    page = browser.get(address("version", profile.pk, 1)).text
    for words in ("State A (fictional)", "Invented", "Third Brigade", "Mission report, 3 May."):
        assert words in page


def test_what_is_published_is_changed_by_nobody(edith):
    version = published(profile_of("XA", edith), edith)

    for act in (
        lambda: ProfileVersion.objects.filter(pk=version.pk).update(content={}),
        lambda: ProfileVersion.objects.filter(pk=version.pk).update(reason="Another."),
        version.delete,
        lambda: Profile.objects.update(state="XB"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_database_lets_only_editors_write_and_nothing_be_published_half(edith, mina):
    profile = profile_of("XA", edith)
    draft = profile.versions.get()

    with pytest.raises(IntegrityError, match="register editors"), transaction.atomic():
        profile.versions.update(written_by=mina)
    now, day = timezone.now(), timezone.localdate()
    out = {"published_at": now, "published_by": edith, "next_review_on": day, "digest": "d"}
    with pytest.raises(IntegrityError, match="with its findings"), transaction.atomic():
        profile.versions.update(**out, reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        profile.versions.update(content=STATE, **out)  # without a reason
    with pytest.raises(IntegrityError, match="begins as a draft"), transaction.atomic():
        ProfileVersion.objects.create(profile=profile, number=7, written_by=edith)
    draft.refresh_from_db()
    assert not draft.is_published


def test_only_the_next_version_is_written_and_says_what_it_changes(edith, mina, as_person):
    profile = profile_of("XA", edith)
    published(profile, edith)
    forms = {**STATE["forms"], "GK-1": {"code": "GK-1", "finding": "isolated"}}
    forms["SV-1"] = {**forms["SV-1"], "finding": "credible"}
    published(profile, edith, {**STATE, "forms": forms}, reason="The mission has left.")

    page = as_person(mina).get(address("profile", profile.pk)).text

    assert "The mission has left." in page
    assert '<del class="prose"><bdi>Documented</bdi></del>' in page.replace("\n", "")
    changes = between(STATE, {**STATE, "forms": forms})
    assert [(one.code, one.field) for one in changes] == [("SV-1", "finding"), ("GK-1", "")]


def test_a_draft_is_seen_by_editors_alone(edith, mina, as_person):
    profile = profile_of("XA", edith)

    assert as_person(mina).get(address("profile", profile.pk)).status_code == 404
    assert "State A" not in as_person(mina).get(address("profiles")).text.partition("<tbody")[2]
    assert "Draft of version 1" in as_person(edith).get(address("profiles")).text


def test_two_editors_do_not_overwrite_one_another_unseen(edith, as_person):
    browser = as_person(edith)
    profile = profile_of("XA", edith)
    page = address("part", profile.pk, "step_3")
    posted = {**fields_of(browser.get(page)), "state": "none", "reason": "Mine.", "sources": "A."}
    fill(browser, page, state="partial", reason="Theirs.", sources="B.")

    answer = browser.post(page, posted)

    assert answer.status_code == 409
    assert "Theirs." in answer.text
    assert "Mine." in answer.text
    browser.post(page, {**fields_of(answer)})
    assert profile.versions.get().content["step_3"]["reason"] == "Mine."


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(edith, as_person):
    browser = as_person(edith)
    profile = profile_of("XA", edith)

    typed = {"finding": "documented", "perpetrators": "The Third Brigade of the Guard"}
    answer = fill(browser, address("form", profile.pk, "SV-1"), **typed)

    assert "Say whether the acts are serious." in answer.text
    assert "The Third Brigade of the Guard" in answer.text


def test_a_further_entry_of_a_form_has_a_row_of_its_own(edith, as_person):
    browser = as_person(edith)
    profile = profile_of("XA", edith, end_user="Army of State A")
    added = f"{address('draft', profile.pk)}?code=SV-1"
    first = browser.get(added).url
    fill(browser, first, finding="none_found")

    assert first == address("form", profile.pk, "SV-1-u")
    assert browser.get(added).url == address("form", profile.pk, "SV-1-u2")


def test_the_list_is_searched_and_says_what_is_overdue(edith, mina, as_person):
    published(profile_of("XA", edith), edith)
    published(profile_of("XB", edith, end_user="Coast Guard"), edith)

    with time_machine.travel(timezone.now() + timedelta(days=400)):
        browser = as_person(mina)
        found = browser.get(address("profiles") + "?q=COAST").text.partition("<tbody")[2]
        version = browser.get(address("version", Profile.objects.get(state="XA").pk, 1)).text

    assert "Coast Guard, State B" in found
    assert "State A" not in found
    assert "overdue" in found
    assert "Check whether it is still true" in version


def test_the_list_asks_the_same_however_many_there_are(
    edith, as_person, django_assert_max_num_queries
):
    browser = as_person(edith)
    for number in range(12):
        published(profile_of("XA", edith, end_user=f"Unit {number}"), edith)
    start_draft(Profile.objects.first(), by=edith)

    with django_assert_max_num_queries(8):
        browser.get(address("profiles"))


def test_a_draft_is_discarded_and_the_next_begins_from_what_is_out(edith, as_person):
    browser = as_person(edith)
    profile = profile_of("XA", edith)
    published(profile, edith)
    browser.post(address("start", profile.pk))
    assert profile.versions.count() == 2

    form = fields_of(browser.get(address("draft", profile.pk)))
    assert browser.post(address("discard", profile.pk), {"seen": "another"}).status_code == 409
    browser.post(address("discard", profile.pk), {**form, "seen": digest(STATE)})

    assert [one.number for one in profile.versions.all()] == [1]
