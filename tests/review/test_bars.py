"""What holds back an authorisation beside the ruling (rule 12) never holds back a refusal."""

import pytest
from django.urls import reverse

from assessments.cases.bars import INCIDENT_WITHOUT_VIEW, Bar
from assessments.cases.refusals import Barred
from assessments.models import Decision
from assessments.review.deciding import Line
from assessments.wizard import bars
from tests.builders import decide_case, make_case, submit

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}
REFUSED = {item: Line("refuse", "Reasons.") for item in PARTIAL}
AUTHORISED = REFUSED | {"1": Line("authorise_with_measures", "The measures meet the risk.")}


@pytest.fixture
def barred(monkeypatch):
    bar = Bar(INCIDENT_WITHOUT_VIEW, "An incident has no view yet.", "/somewhere/")
    monkeypatch.setattr(bars, "SOURCES", (lambda case, on: [bar],))


@pytest.fixture
def submission(mina):
    return submit(make_case("s04", mina), PARTIAL, by=mina)


def test_nothing_is_authorised_past_a_bar_and_the_sentence_says_which(submission, barred, sofia):
    with pytest.raises(Barred, match="An incident has no view yet"):
        decide_case(submission, lines=AUTHORISED, by=sofia)

    assert not Decision.objects.exists()


def test_a_refusal_is_not_held_back(submission, barred, sofia):
    assert decide_case(submission, lines=REFUSED, by=sofia).case.is_decided


def test_the_pages_say_what_holds_back_and_where_it_ends(mina, sofia, barred, as_person):
    case = make_case("s04", mina)
    officer, reviewer = as_person(mina), as_person(sofia)
    before = [
        officer.get(reverse("wizard:case", args=[case.reference])),
        officer.get(reverse("wizard:recommend", args=[case.reference])),
    ]
    submit(case, PARTIAL, by=mina)
    after = [
        reviewer.get(reverse("review:review", args=[case.reference])),
        reviewer.get(reverse("review:decide", args=[case.reference])),
    ]

    for page in (*before, *after):
        assert '<a href="/somewhere/">An incident has no view yet.</a>' in page.content.decode()
    form = after[-1].context["form"]
    assert [one.value for one in form.fields["outcome-1"].offered] == ["refuse"]
