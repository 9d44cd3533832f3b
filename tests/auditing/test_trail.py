"""The trail: every verb in a sentence, found by case, person and day, for auditors alone."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from assessments.audit.trail import Verb, entries_of, facts_of, record
from assessments.auditing import trail
from assessments.auditing.kinds import KINDS
from assessments.cases.handing_over import share
from assessments.cases.happenings import HAPPENED, sentence
from assessments.cases.opening import add_file
from assessments.models import Case, Entry
from assessments.review.deciding import Line
from assessments.wizard.answers import save_answer
from tests.audit.writing import write
from tests.builders import decide_case, make_case, submit

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}
LINES = {item: Line(outcome, "R") for item, outcome in PARTIAL.items()}
TRAIL = "/trail/"


@pytest.fixture
def decided(mina, sofia):
    case = make_case("s04", mina)
    scope = case.answers.get(step="6-3")
    changed = {**scope.content, "answer": "indications"}
    save_answer(case, ("6-3", ""), content=changed, seen_version=scope.version, by=mina)
    save_answer(case, ("6-3", ""), content=scope.content, seen_version=scope.version + 1, by=mina)
    decide_case(submit(case, PARTIAL, by=mina), lines=LINES, by=sofia)
    case.refresh_from_db()
    return case


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("verb", Verb)
def test_every_verb_has_a_sentence_and_a_kind(verb):
    assert verb in HAPPENED
    assert [name for name, kind in KINDS.items() if verb in kind.verbs], verb
    facts = {"seq": 7, "number": 2, "to": "Omar", "colleague": "Omar", "second": "Ana", "name": "A"}

    words = sentence(verb, {**facts, "username": "omar"}, "Scope")

    assert "%" not in words
    assert "“”" not in words


@pytest.mark.parametrize("verb", Verb)
def test_a_sentence_needs_no_facts_which_may_be_destroyed(verb):
    assert sentence(verb, {})


def test_a_verb_that_nobody_knows_is_shown_as_it_stands():
    assert sentence("100 % forged", {}) == "100 % forged"


def test_sentences_are_in_the_language_of_the_reader():
    with translation.override("en"):
        assert str(HAPPENED[Verb.OPENED]) == "opened the case"
    assert not isinstance(HAPPENED[Verb.OPENED], str), "translated when shown, not when loaded"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["trail", "verification", "flags"])
@pytest.mark.parametrize("who", ["mina", "sofia", "li", "helen", "adam"])
def test_nobody_else_has_these_pages(name, who, request, as_person):
    browser = as_person(request.getfixturevalue(who))

    assert browser.get(reverse(f"auditing:{name}")).status_code == 404
    assert f'href="{reverse(f"auditing:{name}")}"' not in text_of(browser.get("/standards/"))


@pytest.mark.django_db
def test_an_auditor_finds_them_in_the_navigation(ana, as_person):
    page = text_of(as_person(ana).get("/standards/"))

    for name in ("trail", "flags", "verification"):
        assert f'href="{reverse(f"auditing:{name}")}"' in page


@pytest.mark.django_db
def test_the_trail_of_a_case_tells_who_did_what_newest_first(decided, ana, as_person):
    page = text_of(as_person(ana).get(TRAIL, {"case": decided.reference}))

    assert "Decided the case" in page
    assert "Item 1: Authorise with measures, Item 2: Refuse" in page
    assert "from “No indication” to “Indications" in page
    assert page.index("Decided the case") < page.index("Submitted the case")
    assert "Opened the case from a case file" in page


@pytest.mark.django_db
def test_what_the_trail_says_of_a_case_is_read_and_noted_once(decided, ana, as_person):
    browser = as_person(ana)
    browser.get(TRAIL)
    assert not entries_of(decided, verbs=[Verb.READ]).exists()

    for _time in range(2):
        browser.get(TRAIL, {"case": decided.reference})

    assert facts_of(entries_of(decided, verbs=[Verb.READ]).get()) == {"page": "auditing:trail"}


@pytest.mark.django_db
def test_among_other_cases_nothing_is_told_of_its_content(decided, ana, as_person):
    page = text_of(as_person(ana).get(TRAIL))

    assert "Decided the case" in page
    assert "Authorise with measures" not in page


@pytest.mark.django_db
def test_of_a_case_that_is_not_decided_only_the_acts_are_told(mina, omar, ana, as_person):
    case = make_case("s04", mina)
    add_file(case, by=mina, name="secret.txt", kind="other", content_type="", body=b"A")
    share(case, with_colleague=omar, by=mina)

    page = text_of(as_person(ana).get(TRAIL, {"case": case.reference}))

    assert "Let Omar work on the case" in page
    assert "secret.txt" not in page
    assert case.title not in page


@pytest.mark.django_db
def test_the_trail_is_asked_by_person_kind_and_day(decided, ana, sofia, as_person):
    browser = as_person(ana)
    today = f"{datetime.now(UTC).date()}"

    def words(**filters):
        return [event.words for event in browser.get(TRAIL, filters).context["page"].events]

    assert words(person="sofia", kind="review") == ["Decided the case"]
    assert words(person="sofia", kind="interests") == ["Declared to have no interest in the case"]
    assert words(kind="review") == ["Decided the case", "Submitted the case"]
    assert words(kind="review", person="mina") == ["Submitted the case"]
    assert len(words(begin=today, end=today)) == Entry.objects.count()
    assert words(end="2020-01-01") == []
    assert words(case="2026-99999") == []


@pytest.mark.django_db
def test_days_out_of_order_and_unknown_filters_are_errors_in_sentences(ana, as_person):
    browser = as_person(ana)

    wrong = text_of(browser.get(TRAIL, {"begin": "2026-06-02", "end": "2026-06-01"}))
    unknown = text_of(browser.get(TRAIL, {"kind": "everything"}))

    assert "The last day is before the first." in wrong
    assert "is not offered here" in unknown
    assert browser.get(TRAIL, {"older": "x"}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_pages_follow_one_another_and_miss_nothing(ana, as_person):
    write(2 * trail.PAGE + 7)
    browser = as_person(ana)

    first = browser.get(TRAIL)
    second = browser.get(first.context["older"])
    third = browser.get(second.context["older"])
    back = browser.get(third.context["newer"])

    seen = [e.found.seq for r in (first, second, third) for e in r.context["page"].events]
    assert seen == list(range(2 * trail.PAGE + 7, 0, -1))
    assert (first.context["newer"], third.context["older"]) == (None, None)
    assert back.context["page"].events == second.context["page"].events
    assert browser.get(back.context["newer"]).context["newer"] is None


@pytest.mark.django_db
def test_a_page_of_the_trail_asks_the_same_however_many_entries_there_are(decided, ana, as_person):
    browser = as_person(ana)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            browser.get(TRAIL)
        return len(asked)

    few = queries()
    for number in range(60):
        record(Verb.ANSWERED, decided, by=f"person{number}", step="6-1")

    assert queries() == few <= 9


@pytest.mark.django_db
def test_an_entry_shows_all_its_facts_and_the_look_is_noted(decided, ana, as_person):
    entry = entries_of(decided, verbs=[Verb.DECIDED]).get()

    page = text_of(as_person(ana).get(reverse("auditing:entry", args=[entry.pk])))

    assert facts_of(entry)["snapshot_digest"] in page
    look = entries_of(decided, verbs=[Verb.READ]).get()
    assert (look.actor, facts_of(look)) == ("ana", {"page": "auditing:entry", "entry": entry.pk})


@pytest.mark.django_db
def test_the_facts_of_a_case_that_is_not_decided_are_not_shown(mina, ana, as_person):
    case = make_case("s04", mina)
    entry = entries_of(case).first()

    page = text_of(as_person(ana).get(reverse("auditing:entry", args=[entry.pk])))

    assert "The case is not decided" in page
    assert case.title not in page
    assert not entries_of(case, verbs=[Verb.READ]).exists()


@pytest.mark.django_db
def test_an_entry_that_is_not_there_is_not_there(ana, sofia, decided, as_person):
    entry = entries_of(decided).first()

    assert as_person(ana).get(reverse("auditing:entry", args=[10**9])).status_code == 404
    assert as_person(sofia).get(reverse("auditing:entry", args=[entry.pk])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_destroyed_facts_are_said_to_be_destroyed(mina, ana, as_owner, as_person):
    case = Case.objects.create(reference="R1", officer=mina)
    write(1, case=case, verb=Verb.OPENED)
    with as_owner() as cursor:
        cursor.execute("select ledger.dispose(%s, 'ana', 'adam', 'Order 7')", [case.pk])

    page = text_of(as_person(ana).get(TRAIL))

    assert "Destroyed the facts of the case, together with adam" in page
