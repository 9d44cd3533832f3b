"""Made cases are as real ones are and found by their words; the picture of the results."""

import os
import re
import xml.dom.minidom
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from assessments.audit.trail import Verb, record
from assessments.models import Case, DecisionLine, Status
from attwizard.bench import (
    chart,
    filling,
    listing,
    patterns,
    report,
    serving,
    sizes,
    texts,
    verifying,
)
from attwizard.bench import parser as arguments
from attwizard.bench.cases import made, people
from attwizard.bench.measuring import Plan, Row
from attwizard.bench.sized import Made, Sized
from attwizard.bench.staff import Staff

MADE = 40
ONCE = Plan(share=0)


@pytest.fixture
def filled(transactional_db, settings, monkeypatch):
    """A database with a few made cases, all of an officer's."""
    settings.ROOT_URLCONF = "attwizard.bench.urls"
    name = connection.settings_dict["NAME"]
    address = urlsplit(os.environ["DATABASE_OWNER_URL"])._replace(path=f"/{name}")
    monkeypatch.setenv("DATABASE_OWNER_URL", urlunsplit(address))
    monkeypatch.setattr(patterns, "issue_record", lambda case, by: None)  # takes seconds
    monkeypatch.delitem(filling.STATUSES, Status.CLOSED)
    people.cache_clear()
    officer, supervisor = people()["alder"], people()["cedar"]
    case = made()
    filling.fill(ONCE, filling.Filler.of([officer]), 0, MADE)
    size = Sized(MADE, name)
    yield Made(Staff([officer], supervisor, supervisor), case, [size])
    size.wrapper.close()
    people.cache_clear()


def test_made_cases_stand_in_a_ledger_that_verifies_and_under_the_rules_of_all_cases(filled):
    copies = Case.objects.filter(reference__regex=r"^\d{4}-1\d{7}$")
    assert copies.count() == MADE
    assert copies.filter(status=Status.DECIDED).exists()
    assert not copies.decided().filter(decision__lines=None).exists()
    assert verifying.measure(ONCE, filled)[0].value > 0
    record(Verb.OPENED, None, by="somebody")
    assert verifying.measure(ONCE, filled)[2].value > MADE
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_trigger where tgenabled = 'D'")
        assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from pg_constraint where not convalidated")
        assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from pg_indexes where indexname ~ '^case_'")
        assert cursor.fetchone()[0] == len(Case._meta.indexes)
    assert DecisionLine.objects.filter(decision__case__in=copies).exists()


def test_made_cases_are_found_by_their_words_in_their_script(filled):
    decided = Case.objects.decided().filter(reference__regex=r"^\d{4}-1\d{7}$")
    for case in decided:
        word = re.split(r"[ ,]", case.end_user)[-1]
        assert listing.found(filled.largest, filled.people.auditor, word) > 0

    assert not listing.found(filled.largest, filled.people.auditor, "nowhere")


def test_texts_are_in_six_scripts_and_have_the_words_to_look_for():
    banks = texts.banks()

    assert len(banks) == 6
    for bank in banks.values():
        said = " ".join([*bank["kinds"], *bank["goods"], *bank["users"], *bank["places"]])
        assert [word for word in bank["search"] if word not in said] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([], (1000, 100_000, 1_000_000)),
        (["--quick"], (1000, 20_000)),
        (["--cases", "100000"], (1000, 100_000)),
        (["--cases", "5000"], (1000, 5000)),
    ],
)
def test_sizes_go_up_to_what_is_asked_for(words, expected):
    assert sizes(arguments().parse_args(words)) == expected


@pytest.mark.parametrize("words", ["-1", "999", "1000001", "many"])
def test_a_number_of_cases_that_cannot_be_made_is_refused_in_a_sentence(words, capsys):
    with pytest.raises(SystemExit):
        arguments().parse_args([f"--cases={words}"])

    assert "is no number of cases; write one from 1000 to 1000000" in capsys.readouterr().err


@pytest.mark.django_db
def test_the_picture_shows_each_ratio_with_its_goal_and_whether_it_is_met():
    found = report.result([Row("step <scope>", 0.5, goal=1.0), Row("page", 2.0, goal=1.2)])

    drawn = xml.dom.minidom.parseString(chart.chart(found))

    titles = [title.firstChild.data for title in drawn.getElementsByTagName("title")]
    assert titles == ["step <scope>: 0.5 of 1, met", "page: 2 of 1.2, not met"]
    bars = [bar for bar in drawn.getElementsByTagName("rect") if bar.getAttribute("rx")]
    assert [bar.getAttribute("class") for bar in bars] == ["met", "missed"]
    widths = [float(bar.getAttribute("width")) for bar in bars]
    assert widths[0] < chart.place(1.0) - chart.LABELS < widths[1]
    assert [chart.of_goal({"goal": 0.0, "value": n}) for n in (0.0, 2.0)] == [
        chart.LEAST,
        chart.MOST,
    ]


def test_of_the_answers_to_officers_the_slowest_of_95_in_100_counts_and_each_error():
    pages = [
        {"name": "step", "num_requests": 95, "num_failures": 0, "response_times": {"20": 95}},
        {"name": "case", "num_requests": 5, "num_failures": 1, "response_times": {"600": 5}},
    ]

    slowest, errors, answers, *each = serving.judged(pages)

    assert (slowest.value, slowest.is_met) == (pytest.approx(20 / 300), True)
    assert (errors.value, errors.is_met) == (1, False)
    assert (answers.value, [row.value for row in each]) == (100, [20.0, 600.0])
    pages[1]["response_times"] = {"600": 6}
    assert serving.judged(pages)[0].value == 2.0


def test_what_a_process_keeps_in_memory_is_told_in_megabytes():
    assert 20 < serving.pss(os.getpid()) < 4000
