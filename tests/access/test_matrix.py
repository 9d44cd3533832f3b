"""The matrix of who may do what, asked of the access functions and of every address."""

import logging
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.http import Http404
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver, reverse

from assessments.cases import access
from assessments.cases.circle import everybody
from assessments.cases.refusals import DeclarationNeeded, Interested, NotMovable
from assessments.models import Case, Role, User
from tests.access import table
from tests.access.registers import OUTSIDE_CASES
from tests.access.stage import Stage
from tests.access.table import CASE, FOR_STRANGERS, PEOPLE, STATES, expected
from tests.people import become

pytestmark = pytest.mark.django_db  # for all: without a mark no test database would be made
SLOW = ("records:draft", "records:issue")  # they make a PDF
ALONE = (("auditing:verification", "post", 302),)  # needs a transaction of its own; tested there
FUNCTIONS = {
    access.visible_case: table.seeing,
    access.decided_case: table.seeing_decided,
    access.editable_case: table.editing,
    access.followed_case: table.following,
    access.copyable_case: table.copying,
    access.issuable_case: table.issuing,
    access.assignable_case: table.leading("supervisor", "head"),
    access.movable_case: table.moving,
    access.declarable_case: table.declaring,
    access.lookable_case: table.looking,
    access.reviewable_case: table.reviewing("supervisor"),
    (access.reviewable_case, Role.LEGAL): table.reviewing("legal"),
    (access.reviewable_case, Role.HEAD): table.reviewing("head"),
}
ANSWERS = {
    Http404: "",
    Interested: "interested",
    DeclarationNeeded: "undeclared",
    NotMovable: "moved on",
}


@contextmanager
def undone():
    """Nothing of it stays. As in a test case of Django, durable transactions may be within."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    """Built once for all tests here; gone when they are done."""
    logging.disable(logging.ERROR)
    with django_db_blocker.unblock(), undone():
        yield Stage()
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def browsers(stage):
    """Everybody has just signed in, however long the matrix takes."""
    browsers = {name: Client() for name in PEOPLE}
    for name, browser in browsers.items():
        browser.force_login(stage.people[name])
    with override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=86_400, SESSION_IDLE_MINUTES=1_440):
        yield browsers


def names(patterns=None, before=""):
    """Every address of the application by its name."""
    for one in patterns or get_resolver().url_patterns:
        if isinstance(one, URLPattern):
            yield f"{before}{one.name}"
        else:
            space = f"{one.namespace}:" if one.namespace else ""
            yield from names(one.url_patterns, before + space)


def address(stage, name, case=None):
    row = {**CASE, **OUTSIDE_CASES, **FOR_STRANGERS}[name]
    known = {**stage.arguments, **(stage.arguments[case.pk] if case else {})}
    known["reference"] = case and case.reference
    return reverse(name, args=[known.get(argument, argument) for argument in row.args])


def ask(browser, method, path):
    """What the page answers; what it did is undone."""
    with undone():
        return getattr(browser, method)(path).status_code


def cells():
    """Every address × method × person × state, with what is to be answered."""
    for state in STATES:
        for name, row in CASE.items():
            for method in ("get", "post"):
                for who, person in PEOPLE.items():
                    yield state, name, method, who, expected(row, method, person, state)


def chosen():
    """Each person at each address by each method once for each answer, in states that go round;
    the officer of the case in every state, but for what is refused.
    """
    answers = {}
    for state, name, method, who, status in cells():
        is_slow = name in SLOW and status in (200, 302)
        if status != 405 and (who == "own" or not is_slow):
            answers.setdefault((name, method, who, status), []).append(state)
    for turn, ((name, method, who, status), states) in enumerate(answers.items()):
        in_each = who == "own" and status not in (403, 404)
        for state in states if in_each else [states[turn % len(states)]]:
            yield state, name, method, who, status


def few(address):
    """One of each sort of people, for what is of no case: by their roles and those they have today;
    for what is everybody's, by their roles alone.
    """
    sorts = {}
    for who, row in PEOPLE.items():
        sort = () if address.opens is table.everybody else (frozenset(table.roles_today(row)),)
        sorts.setdefault((row.roles, *sort), (who, row))
    return list(sorts.values())


def elsewhere():
    """The same for the addresses that are of no case."""
    for name, row in OUTSIDE_CASES.items():
        for method in ("get", "post"):
            for who, person in few(row):
                status = expected(row, method, person, "")
                if status != 405 and (name, method, status) not in ALONE:
                    yield name, method, who, status


def test_every_address_has_a_row():
    assert set(names()) == {*CASE, *OUTSIDE_CASES, *FOR_STRANGERS}


def test_the_matrix_is_large_and_whole():
    asked = list(chosen())

    assert len(list(cells())) >= 15_000
    assert len(asked) + len(list(elsewhere())) + len(others()) >= 5_000
    once = {(name, method, who) for _state, name, method, who, status in cells() if status != 405}
    met = {(name, method, who) for _state, name, method, who, _status in asked}
    never = {(name, method) for name, method, _who in once - met}
    assert never <= {(name, method) for name in SLOW for method in ("get", "post")}


@pytest.mark.parametrize("state", STATES)
def test_each_address_answers_each_person_as_the_table_says(state, stage, browsers):
    case = stage.cases[state]
    wrong = {
        (name, method, who): (status, answered)
        for its_state, name, method, who, status in chosen()
        if its_state == state
        for answered in [ask(browsers[who], method, address(stage, name, case))]
        if answered != status
    }

    assert not wrong, wrong


def test_the_other_addresses_answer_by_role(stage, browsers):
    wrong = {
        (name, method, who): (status, answered)
        for name, method, who, status in elsewhere()
        for answered in [ask(browsers[who], method, address(stage, name))]
        if answered != status
    }

    assert not wrong, wrong


def others():
    """Methods that no page takes, and everything without having signed in."""
    found = []
    for name, row in {**CASE, **OUTSIDE_CASES}.items():
        refused = {"put", "delete", "patch", "trace"}
        refused |= {"get"} if row.get is None else {"post"} if row.post is None else set()
        found += [(name, method, 405) for method in sorted(refused)]
        found += [(name, method, 302) for method in ("get", "post")]
    return found


def test_no_address_takes_another_method_and_nobody_comes_in_without_signing_in(stage, browsers):
    wrong = {}
    for name, method, status in others():
        path = address(stage, name, stage.cases["draft"] if name in CASE else None)
        response = getattr(browsers["own"] if status == 405 else Client(), method)(path)
        leads_to = response.headers.get("Location", "").partition("?")[0]
        if (response.status_code, leads_to) != (status, "/sign-in/" if status == 302 else ""):
            wrong[name, method] = (response.status_code, leads_to)

    assert not wrong, wrong


def test_the_addresses_for_strangers_answer_to_nobody_in_particular(stage):
    wrong = {
        (name, method): (status, answered)
        for name, row in FOR_STRANGERS.items()
        for method in ("get", "post")
        for status in [expected(row, method, PEOPLE["own"], "")]
        for answered in [ask(Client(), method, address(stage, name))]
        if answered != status
    }

    assert not wrong, wrong


def answer(function, person, case):
    asked, *roles = function if isinstance(function, tuple) else (function,)
    try:
        found = asked(person, case.reference, *roles)
    except tuple(ANSWERS) as refused:
        return ANSWERS[type(refused)]
    assert found == case
    return "open"


@pytest.mark.parametrize("state", STATES)
def test_each_access_function_answers_as_the_table_says(state, stage):
    case, wrong = stage.cases[state], {}
    for function, opens in FUNCTIONS.items():
        for who, row in PEOPLE.items():
            wanted = opens(row, state)
            wanted = "open" if wanted == state else wanted
            if (found := answer(function, stage.people[who], case)) != wanted:
                wrong[str(function), who] = (wanted, found)

    assert not wrong, wrong


@pytest.mark.parametrize("state", STATES)
def test_lists_and_the_circle_hold_those_who_see_the_case(state, stage):
    case = stage.cases[state]
    wanted = {who for who, row in PEOPLE.items() if table.sees(row, state)}

    inside = {seer.ground.person.username for seer in everybody(case) if not seer.opens}
    assert inside - {"decider", "holder"} == wanted
    for listed in (access.visible_cases, access.decided_list):
        assert {who for who in PEOPLE if case in listed(stage.people[who])} == wanted


def test_the_lists_of_work_and_of_review_hold_what_their_pages_open(stage):
    """Everything that a person has to do, and what was shared with them to be read."""
    for who, row in PEOPLE.items():
        person = User.objects.get(username=who)
        seen = {state for state in STATES if table.sees(row, state)}
        worked = set(STATES) if row.works or row.reads else set()
        reviewed = set(table.SEEN_BY_REVIEWERS) if row.reviews else set()
        reviewed |= set(STATES) if row.reads else set()
        found = [
            {state for state in STATES if stage.cases[state] in listed(person)}
            for listed in (access.work_list, access.review_list)
        ]
        assert found == [worked & seen, reviewed & seen], who


def test_a_person_who_leaves_a_role_is_signed_out_and_nobody_stands_in_for_it(stage, browsers):
    case = stage.cases["submitted"]
    path = reverse("review:review", args=[case.reference])
    with undone():
        before = browsers["supervisor"].get(path).status_code
        become(stage.people["supervisor"])
        after = browsers["supervisor"].get(path).status_code
        instead = browsers["stands in for the supervisor"].get(path).status_code

    assert (before, after, instead) == (200, 302, 404)


def test_an_administrator_alone_reads_no_case(stage):
    person = stage.people["administrator let in"]

    assert not access.visible_cases(person).exists()
    assert Case.objects.count() == len(STATES) + 3
