"""A question that is put together once answers as the queryset that it was made of."""

import pytest
from django.db.models import Q

from assessments.models import Answer, Case, StandardsVersion
from assessments.models.compiled import compiled
from tests.builders import make_case

pytestmark = pytest.mark.django_db


@compiled
def answers_at(case, *steps, newest_first=False):
    found = Answer.objects.filter(Q(step=steps[0]) | Q(step=steps[-1]), case=case)
    found = found.select_related("case__officer", "saved_by").defer("asked")
    return found.order_by("-pk" if newest_first else "pk")


@compiled
def named(reference):
    return Case.objects.filter(reference=reference).values("reference", "officer__name")


@compiled
def numbers():
    return StandardsVersion.objects.none().values_list("number", flat=True)


def test_it_answers_for_each_value_and_for_each_shape(mina, django_assert_num_queries):
    one, other = make_case("s04", mina), make_case("s04", mina)

    for case in (one, other, one):
        plain = list(case.answers.filter(step__in=("scope", "6-1")).order_by("pk"))
        with django_assert_num_queries(1):
            found = answers_at(case.pk, "scope", "6-1")
            assert {row.case.officer.name for row in found} == {mina.name}
        assert [(row.pk, row.content) for row in found] == [(row.pk, row.content) for row in plain]
        assert found[0].get_deferred_fields() == {"asked"}
        assert answers_at(case.pk, "scope", "6-1", newest_first=True) == plain[::-1]
        assert [row.step for row in answers_at(case.pk, "scope")] == ["scope"]


def test_it_answers_with_values_and_with_nothing(mina):
    case = make_case("s04", mina)

    assert named(case.reference) == [{"reference": case.reference, "officer__name": mina.name}]
    assert named("it's % none") == named("%s") == numbers() == []
