"""What every question asks: reasons or what is cited for them, what is missing, and why not."""

import pytest

from assessments.cases.choices import GAPS
from assessments.cases.fields import AnswerField
from assessments.models import Answer
from assessments.reference import editions
from assessments.wizard.finishing import form_class
from assessments.wizard.route import Route
from assessments.wizard.steps import BY_NAME
from tests.builders import make_case
from tests.wizard.pages import fields_of, fill, row, step

pytestmark = pytest.mark.django_db
SEVERITY = ("severity", "f1")
ROWS = [("risk", "r2"), ("mitigation", "r1"), ("overriding", "r1"), SEVERITY, ("item", "1")]


@pytest.fixture
def case(mina):
    return make_case("s04", mina)


@pytest.fixture
def desk(client, mina):
    client.force_login(mina)
    return client


def rows(case, name, group=""):
    return f"/cases/{case.reference}/rows/{name}/" + (f"of/{group}/" if group else "")


def get(case, name, key=""):
    return Answer.objects.get(case=case, step=name, row=key)


def gaps():
    """Each question that can be answered by "not enough information", with its form."""
    keys = [(name, "") for name in BY_NAME if not name.startswith("line-")] + ROWS
    return [
        pytest.param(key, name, id=f"{key[0]} {name}")
        for key in keys
        for name, field in form_class(key).base_fields.items()
        if isinstance(field, AnswerField) and GAPS & {choice.value for choice in field.offered}
        # the page of a line that is unknown asks it
        if not (key[0] == "lines" and name != "contribution")
    ]


@pytest.mark.parametrize(("key", "name"), gaps())
def test_not_enough_information_asks_what_is_missing(case, key, name):
    kind = form_class(key)
    prefix = f"{key[0]}.{key[1]}" if key[1] else key[0]
    gap = kind.base_fields[name].gap
    form = kind({f"{prefix}-{name}": gap}, route=Route(case), content={}, prefix=prefix)

    errors = [str(error) for listed in form.errors.values() for error in listed]

    assert gap
    assert "Say what is missing, who was asked and by when." in errors


def test_an_unknown_line_asks_it_on_a_page_of_its_own(desk, case):
    asked = fill(desk, step(case, "lines"), **{"lines-7_1_a": "unknown"})
    desk.post(step(case, "lines"), {**fields_of(asked), "agreed": "1"})

    response = desk.post(step(case, "line-7-1-a"), fields_of(desk.get(step(case, "line-7-1-a"))))

    assert "Say what is missing" in response.content.decode()


def test_what_is_missing_is_kept_with_the_contribution(desk, case):
    missing = {"lines-contribution_missing": "The embassy was asked, by May."}
    asked = fill(desk, step(case, "lines"), **{"lines-contribution": "unknown", **missing})
    if asked.status_code == 200:
        desk.post(step(case, "lines"), {**fields_of(asked), "agreed": "1"})

    assert get(case, "lines").content["contribution"]["missing"] == "The embassy was asked, by May."
    again = fields_of(desk.get(step(case, "lines")))
    assert again["lines-contribution_missing"] == ["The embassy was asked, by May."]


def test_the_seriousness_of_a_form_may_cite_a_reason_given_before(desk, case):
    response = fill(
        desk,
        rows(case, "severity"),
        **{"severity.f1-reason": "", "severity.f1-cites": ["reason:7-4-1"]},
    )

    assert response.status_code == 302
    assert get(case, *SEVERITY).content["cites"] == ["reason:7-4-1"]


def offered(desk, address):
    page = desk.get(address).content.decode()
    return {piece.split('"')[0] for piece in page.split('value="reason:')[1:]}


def test_only_reasons_given_before_can_be_cited(desk, case):
    """Nobody's reason is their own, and no two rest on one another."""
    assert offered(desk, step(case, "scope")) == set()
    assert offered(desk, step(case, "6-3")) == {"scope", "6-1", "6-2"}
    assert offered(desk, step(case, "7-4-3")) >= {"7-4-1", "7.1.a.contribution", "7.1.b.ii"}
    assert "7-4-3" not in offered(desk, step(case, "7-4-3"))
    assert offered(desk, row(case, "mitigation", "r1")) >= {"7-4-4", "7.1.b.i"}


def test_a_reason_on_a_line_can_be_cited_and_is_named_in_the_record(desk, case):
    fill(desk, step(case, "7-4-3"), **{"7-4-3-reason": "", "7-4-3-cites": ["reason:7.1.b.ii"]})

    page = desk.get(f"/cases/{case.reference}/answers/").content.decode()

    assert get(case, "7-4-3").content["cites"] == ["reason:7.1.b.ii"]
    assert page.count("International human rights law") > 1


def test_the_end_user_of_the_case_is_offered_for_the_exemption(desk, case):
    page = desk.get(step(case, "6-1")).content.decode()
    name = Route(case).case.end_user

    assert 'list="id_6-1-end_user_offers"' in page
    assert f'<datalist id="id_6-1-end_user_offers"><option value="{name}">' in page


def check_page(desk, case):
    return desk.get(f"/cases/{case.reference}/answers/").content.decode()


def test_after_a_prohibition_every_part_not_reached_says_so_with_the_article(desk, case):
    response = fill(desk, step(case, "6-1"), **{"6-1-answer": "prohibits"})

    assert response.url == step(case, "check")
    page = desk.get(response.url).content.decode()

    # 6(2) and 6(3) each, and once for each of the four groups below them
    assert page.count("Not reached: Article 6 prohibits every item.") == 6
    assert page.count('<li id="step-') == 8  # of which the steps are named
    assert "Not assessed." not in page


def test_what_is_not_reached_is_not_put_down_to_an_answer_nobody_gave(desk, case):
    """Scope waits to be confirmed: nobody has said that nothing is in scope."""
    Answer.objects.filter(case=case, step__in=["scope", "form", "severity"]).update(
        is_confirmed=False
    )

    page = check_page(desk, case)

    assert "nothing is in scope" not in page
    assert "Article 6 prohibits" not in page


def test_a_prohibition_stands_out_while_scope_is_confirmed_again(desk, mina):
    case = make_case("s17", mina)
    fill(desk, step(case, "6-1"), **{"6-1-answer": "prohibits"})
    Answer.objects.filter(case=case, step="scope").update(is_confirmed=False)

    assert "Not reached: Article 6 prohibits every item." in check_page(desk, case)


def test_without_a_risk_steps_5_and_6_say_why_they_are_not_asked(desk, mina):
    case = make_case("s17", mina)
    Answer.objects.filter(case=case, step__in=["risk", "mitigation", "overriding"]).delete()

    assert check_page(desk, case).count("Not asked so far: no risk is described.") == 1


def test_what_is_not_asked_does_not_wait_to_be_confirmed(desk, case):
    asked = fill(desk, row(case, "item", "1"), **{"item.1-quantity": "7"})
    desk.post(row(case, "item", "1"), {**fields_of(asked), "agreed": "1"})
    fill(desk, step(case, "scope"))
    fill(desk, step(case, "6-1"), **{"6-1-answer": "prohibits"})

    page = desk.get(f"/cases/{case.reference}/again/").content.decode()

    assert "Nothing waits to be confirmed again." in page


def test_every_question_has_its_guidance_beside_it(desk, case):
    addresses = [step(case, name) for name in ("application", "parties", "items", "lines", "7-4-4")]
    addresses += [row(case, name, "new") for name in ("party", "evidence", "item", "risk")]
    addresses += [row(case, "mitigation", "r1"), f"/cases/{case.reference}/recommendation/"]
    addresses += [rows(case, "form"), rows(case, "severity"), rows(case, "overriding", "7.1.b.i")]

    for address in addresses:
        page = desk.get(address, follow=True).content.decode()
        for words in ("Beside this question", "What the Treaty asks", "Common mistakes", "Binding"):
            assert words in page, (address, words)
        assert editions.current().title in page, address


def test_the_question_on_forms_is_kept_in_its_wording_with_each_row(desk, case):
    typed = {"form.CH-1-listed": "on", "form.CH-1-finding": "credible", "agreed": "1"}
    fill(desk, rows(case, "form"), **typed)

    asked = get(case, "form", "CH-1").asked

    assert asked["questions"]["answer"].startswith("Which forms are found, in the recipient State")
    assert asked["edition"] == "2026-1"


@pytest.mark.parametrize("answer", ["none_required", "rejected"])
def test_none_called_for_asks_which_measures_were_considered(desk, case, answer):
    typed = {"answer": answer, "measures-code": "", "measures-text": "", "relied_on": ""}
    posted = {f"mitigation.r1-{name}": value for name, value in typed.items()}

    page = fill(desk, row(case, "mitigation", "r1"), **posted).content.decode()

    assert "Name the measures that were considered" in page
