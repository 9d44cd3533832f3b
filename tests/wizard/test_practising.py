"""A practice case: a worked example as a draft of one's own, which is never submitted."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from assessments.cases.opening import withdraw_case
from assessments.guidance.examples import examples, named
from assessments.models import Case, Submission
from assessments.wizard.practising import practise
from assessments.wizard.route import Route
from assessments.wizard.splitting import split_case
from assessments.wizard.starting import copy_case
from assessments.wizard.submitting import OnlyPractice, is_ready
from tests.builders import confirm, recommend, resubmit

EXAMPLE = "1-service-pistols"


@pytest.fixture
def case(mina):
    return practise(named(EXAMPLE), by=mina)


def test_an_officer_starts_one_from_an_example(mina, sofia, as_person):
    address = reverse("wizard:practise", args=[EXAMPLE])
    assert as_person(sofia).post(address).status_code == 404

    as_person(mina).post(address)

    case = Case.objects.get()
    assert (case.officer, case.title) == (
        mina,
        "Practice: Service pistols for the border police of State P",
    )
    page = as_person(mina).get(reverse("wizard:case", args=[case.reference]), follow=True)
    assert "Practice case" in page.content.decode()


@pytest.mark.parametrize("example", examples(), ids=lambda one: one.name)
def test_its_answers_are_those_of_the_example_and_lead_to_the_same_ruling(example, mina):
    case = practise(example, by=mina)
    assert not case.answers.filter(is_confirmed=True).exists()

    confirm(case, by=mina)

    assert Route(case).ruling.permits == example.ruling.permits
    assert Route(case).ruling.open_points == ()


def test_it_is_never_submitted(case, mina):
    confirm(case, by=mina)
    recommend(case, {"1": "authorise_with_measures"}, by=mina)

    assert not is_ready(Route(case))
    with pytest.raises(OnlyPractice):
        resubmit(case, by=mina)
    with pytest.raises(DatabaseError, match="not submitted"), transaction.atomic():
        Submission.objects.create(
            case=case, number=1, submitted_by=mina, standards=Route(case).standards,
            content={}, ruling={}, recommendation={}, digest="0" * 64,
        )  # fmt: skip


def test_it_stays_one_and_so_does_what_comes_from_it(case, mina):
    assert copy_case(case, by=mina).is_practice
    with pytest.raises(DatabaseError, match="stays one"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(imported={})


def test_what_is_split_off_is_one_too(mina):
    example = named(EXAMPLE)
    items = example.case["items"]
    two = {**example.case, "items": [items[0], {**items[0], "id": "2"}]}
    case = practise(type(example)(**{**vars_of(example), "case": two}), by=mina)

    assert split_case(case, items=["2"], by=mina).is_practice


def vars_of(example):
    return {name: getattr(example, name) for name in type(example).__dataclass_fields__}


def test_it_may_be_withdrawn(case, mina):
    withdraw_case(case, by=mina, because="Done.")

    case.refresh_from_db()
    assert case.status == "withdrawn"
