"""A sign-off that nobody else could give: waived with a reason, and looked at again by another."""

import pytest
from django.urls import reverse

from assessments.cases.refusals import NotPermitted
from assessments.models import Entry, Waiver
from assessments.review.deciding import Line
from assessments.review.waiving import SomebodyElseIsThere, review_waiver
from tests.builders import decide_case, make_case, submit
from tests.review.test_deciding import PARTIAL, indications

MET = {
    "1": Line("authorise_with_measures", "The measures meet the risk."),
    "2": Line("refuse", "Overriding risk."),
}
REASON = {"legal": "We are two, and both have acted."}


@pytest.fixture
def submission(mina):
    return submit(make_case("s04", mina, change=indications), PARTIAL, by=mina)


@pytest.fixture
def waiver(submission, sofia):
    decide_case(submission, lines=MET, by=sofia, waivers=REASON)
    return Waiver.objects.get()


def test_a_sign_off_is_not_waived_while_somebody_could_give_it(submission, sofia, li):
    with pytest.raises(SomebodyElseIsThere):
        decide_case(submission, lines=MET, by=sofia, waivers=REASON)

    assert not Waiver.objects.exists()


def test_what_was_waived_is_an_entry_of_its_own(waiver, sofia):
    assert waiver.by == sofia
    assert Entry.objects.get(action="waived").actor == "sofia"


def test_another_person_looks_at_it_once(waiver, simon, ana):
    review_waiver(waiver, review="Nobody else was there.", by=simon)

    waiver.refresh_from_db()
    assert (waiver.reviewed_by, waiver.review) == (simon, "Nobody else was there.")
    assert Entry.objects.get(action="waiver_reviewed").actor == "simon"
    with pytest.raises(NotPermitted):
        review_waiver(waiver, review="Again.", by=ana)


@pytest.mark.parametrize("who", ["mina", "sofia", "omar"])
def test_who_waived_it_or_had_a_part_does_not_look_at_it(who, waiver, request):
    with pytest.raises(NotPermitted):
        review_waiver(waiver, review="In order.", by=request.getfixturevalue(who))


def test_it_is_looked_at_on_its_page(waiver, simon, as_person):
    answer = as_person(simon).post(
        reverse("review:waiver", args=[waiver.pk]), {"review": "Nobody else was there."}
    )

    assert answer.status_code == 302
    waiver.refresh_from_db()
    assert waiver.reviewed_by == simon
