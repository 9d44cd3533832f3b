"""The guidance is found: every entry, in every script, with the place it stands."""

import html

import pytest
from django.urls import reverse

from assessments.guidance.entries import KINDS, entries_of
from assessments.guidance.finding import SHOWN, find
from assessments.reference import editions

EDITIONS = [editions.edition(id) for id in editions.edition_ids()]


@pytest.fixture
def reader(mina, as_person):
    return as_person(mina)


def found(typed):
    groups = find(typed, entries_of(editions.current()))
    return {group.kind: [entry.name for entry in group.entries] for group in groups}


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_every_entry_has_a_source_a_standing_and_its_edition(edition):
    standings = {status.status for status in edition.statuses}

    for entry in entries_of(edition):
        assert entry.source.strip(), entry
        assert entry.standing in standings, entry
        assert entry.edition == edition.id, entry
        assert entry.address.startswith("/"), entry


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_no_list_of_the_edition_is_left_out(edition):
    names = " | ".join(entry.name for entry in entries_of(edition))
    lists = ("questions", "axes", "areas", "dimensions", "stages", "forms", "measures", "triggers")
    lists += ("source_classes", "reliability", "credibility", "freshness", "denial_reasons")
    for one in (one for name in lists for one in getattr(edition, name)):
        called = getattr(one, "title", "") or getattr(one, "name", "") or one.label
        assert called in names
    told = {entry.kind for entry in entries_of(edition)}
    assert told == KINDS.keys() - {"own"}


def test_a_term_is_found_by_its_beginning_and_without_its_accents():
    assert "overriding risk" in found("overrid")["term"]
    assert "overriding risk" in found("prepondérant")["term"]
    assert "overriding risk" in found("PREPONDERANT risque")["term"]


@pytest.mark.parametrize("typed", ["弹药", "боеприпасы", "الذخائر", "ammunition", "municiones"])
def test_a_term_is_found_in_every_language_of_the_treaty(typed):
    assert any("ammunition" in name for name in found(typed)["term"])


def test_what_is_called_so_comes_before_what_mentions_it():
    assert found("diversion")["term"][0] == "diversion"


def test_every_word_typed_has_to_be_there():
    assert found("verification xylophone") == {}
    assert found("   ") == {}


def test_a_kind_shows_a_dozen_and_says_how_many_more():
    group = next(g for g in find("the", entries_of(editions.current())) if g.kind == "passage")

    assert len(group.entries) == SHOWN
    assert group.more > 0


def test_the_page_of_results_names_place_and_source(reader):
    page = html.unescape(
        reader.get(reverse("guidance:search"), {"q": "household"}).content.decode()
    )

    assert "Step 4: the link between these items and the serious acts" in page
    assert "Six-step guide, step 4 (WGETI Chair’s draft, CSP12 cycle)" in page


def test_what_is_typed_is_shown_as_text(reader):
    page = reader.get(reverse("guidance:search"), {"q": "<script>x"}).content.decode()

    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_every_address_of_an_entry_leads_to_its_anchor(reader):
    pages = {}
    for entry in entries_of(editions.current()):
        page, _hash, anchor = entry.address.partition("#")
        if page not in pages:
            pages[page] = reader.get(page).content.decode()
        assert not anchor or f'id="{anchor}"' in pages[page], entry.address


def test_no_page_of_a_question_uses_a_name_twice(reader):
    for question in editions.current().questions:
        page = reader.get(reverse("guidance:question", args=[question.place])).content.decode()
        ids = [part.split('"')[0] for part in page.split(' id="')[1:]]
        assert len(ids) == len(set(ids)), question.place


def test_there_is_no_page_for_a_question_that_is_not_asked(reader):
    assert reader.get("/guidance/questions/9.9/").status_code == 404


def test_the_glossary_is_in_the_order_of_its_words(reader):
    letters = list(reader.get(reverse("guidance:glossary")).context["letters"])

    assert letters == sorted(letters)
    assert len(letters) > 10
