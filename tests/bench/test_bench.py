"""Rounds and medians, the report, and that each side of a comparison does its work."""

import json

import pytest

from assessments.audit.trail import entries_of
from assessments.records import pictures
from attwizard.bench import assessing, cases, evaluating, printing, recording, report
from attwizard.bench.database import renamed
from attwizard.bench.measuring import Plan, Row, in_turns
from tests.wizard.pages import fields_of

ONCE = Plan(share=0)


@pytest.fixture
def officers_case(db, settings):
    settings.ROOT_URLCONF = "attwizard.bench.urls"
    cases.people.cache_clear()
    yield cases.made()
    cases.people.cache_clear()


def test_both_sides_take_turns_and_the_first_rounds_do_not_count():
    called = []

    took = in_turns(
        Plan(), 20, {"a": lambda n: called.append(("a", n)), "b": lambda n: called.append(("b", n))}
    )

    assert called[:4] == [("a", 0), ("b", 0), ("a", 1), ("b", 1)]
    assert len(called) == 2 * (20 + 2)
    assert took.keys() == {"a", "b"}


def test_the_median_is_given_so_that_one_slow_round_changes_nothing():
    def slow_once(number):
        if number == 5:
            sum(range(3_000_000))

    assert in_turns(Plan(), 9, {"a": slow_once})["a"] < 5


def test_quick_means_fewer_rounds_and_at_least_one():
    assert Plan().rounds(100) == 100
    assert Plan(share=0.25).rounds(100) == 25
    assert ONCE.rounds(100) == 1


@pytest.mark.parametrize(("value", "is_met"), [(0.9, True), (1.0, True), (1.1, False)])
def test_a_ratio_is_met_up_to_its_goal(value, is_met):
    assert Row("GET", value, goal=1.0).is_met is is_met


@pytest.mark.django_db
def test_the_report_puts_ratios_first_and_names_the_machine():
    found = report.result([Row("page", 12.0, "ms"), Row("GET", 1.5, goal=1.0)])

    assert found["ratios"] == [{"name": "GET", "value": 1.5, "goal": 1.0, "met": False}]
    assert found["rows"] == [{"name": "page", "value": 12.0, "unit": "ms"}]
    assert json.loads(json.dumps(found)) == found
    table = report.table(found)
    assert table.index("NOT MET") < table.index("page") < table.index(found["machine"]["processor"])


def test_only_the_name_of_the_database_is_changed():
    address = "postgresql://somebody:secret@host:5433/attwizard?sslmode=require"

    assert (
        renamed(address) == "postgresql://somebody:secret@host:5433/attwizard_bench?sslmode=require"
    )


def test_evaluate_is_measured_as_a_whole():
    ratio, speed = evaluating.measure(Plan(share=0.05))

    assert (ratio.goal, speed.unit) == (1.0, "cases a second")
    assert ratio.value == pytest.approx(evaluating.DEMANDED / speed.value)


@pytest.mark.parametrize("step", assessing.MEASURED)
def test_each_of_our_posts_saves_a_new_version_and_leaves_its_entry(officers_case, step):
    ours = assessing.Ours(officers_case, step)
    version = ours.seen

    ours.get(0)
    ours.post(1)
    ours.post(2)

    answer = officers_case.answers.get(step=step)
    assert (answer.version, answer.is_confirmed) == (version + 2, True)
    assert "found as before (2)" in json.dumps(answer.content)
    assert list(entries_of(officers_case))[-1].action == "answered"


@pytest.mark.parametrize("step", assessing.MEASURED)
def test_the_plain_wizard_keeps_the_same_answers_in_its_session(officers_case, step):
    plain = assessing.Plain(officers_case, step)

    plain.get(0)
    plain.post(1)

    kept = plain.client.session["wizard_wizard"]["step_data"][step]
    assert "found as before (1)" in json.dumps(kept)
    answers = {name for name, values in plain.fields.items() if any(values)}
    assert {name for name, values in kept.items() if any(values)} >= answers


def test_what_each_side_posts_is_what_a_browser_would_post_from_its_page(officers_case):
    ours, plain = assessing.Ours(officers_case, "6-1"), assessing.Plain(officers_case, "6-1")
    buttons = {"csrfmiddlewaretoken"}

    for side, more in ((ours, {**ours.beside, "seen_version": ""}), (plain, {})):
        asked = fields_of(side.client.get(side.address)).keys() - buttons
        posted = {name for name, value in side.typed(1).items() if any(value)} | more.keys()
        assert posted <= asked
        assert all(name.startswith("6-1-") for name in asked - posted)  # left empty


def test_one_update_writes_one_row(officers_case):
    before = officers_case.updated_at

    assessing.Least(officers_case, "scope").post(1)

    officers_case.refresh_from_db()
    assert officers_case.updated_at > before


def test_the_rows_of_a_step_are_ratios_to_formtools(officers_case):
    took = assessing.one_step(ONCE, officers_case, "scope")

    assert took["get"].keys() == {"ours", "formtools"}
    assert took["post"].keys() == {"ours", "formtools", "one UPDATE"}
    assert assessing.ratio("GET", {"ours": 3, "formtools": 2}, goal=1.0).value == 1.5


def test_the_case_page_is_measured_with_its_queries(officers_case):
    took, queries = assessing.case_page(ONCE, officers_case)

    assert (took.unit, queries.unit) == ("ms", "queries")
    assert queries.value > 3


def test_the_record_is_made_of_a_decided_case(officers_case):
    decision = cases.made(**cases.TO_THE_END).decision

    outcomes = decision.lines.values_list("item", "outcome")
    assert dict(outcomes) == {"1": "authorise_with_measures", "2": "refuse"}


def test_a_page_of_errors_is_not_measured(officers_case):
    ours = assessing.Ours(officers_case, "scope")
    ours.seen += 1

    with pytest.raises(AssertionError, match="409"):
        ours.post(1)


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_record_in_another_script_is_the_same_record_with_other_words(officers_case):
    snapshot = {"language": "en", "reason": "A reason that somebody wrote at length.", "id": "s1"}

    arabic = recording.in_script(snapshot, "ar")

    assert arabic["language"] == "ar"
    assert arabic["id"] == "s1"
    assert len(arabic["reason"]) == len(snapshot["reason"])
    assert arabic["reason"].isascii() is False


def test_a_browser_is_given_the_same_html_with_all_that_it_would_fetch():
    html = printing.whole("<html><head></head><body>")

    assert "@page" in html
    assert pictures.SCHEME not in html
    assert html.count("data:image/svg+xml") == len(pictures.pictures())


def test_a_record_of_ours_is_demanded_in_time_and_a_print_is_only_told():
    ours, print_of_it = Row("en", 600, "ms"), Row(f"en, {recording.PRINTED}", 300, "ms")

    first, *rest = recording.demanded([ours, print_of_it])

    assert (first.goal, first.value, first.is_met) == (1, 0.5, True)
    assert rest == [ours, print_of_it]
