"""Pages of rows: items, forms found, seriousness, risks, mitigation, overriding risk."""

import pytest

from assessments.models import Answer
from tests.builders import make_case
from tests.wizard.pages import fields_of, fill, row, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(mina):
    return make_case("s04", mina)


@pytest.fixture
def desk(client, mina):
    client.force_login(mina)
    return client


def rows(case, name, group=""):
    return f"/cases/{case.reference}/rows/{name}/" + (f"of/{group}/" if group else "")


def keys(case, name):
    return list(
        Answer.objects.filter(case=case, step=name).exclude(row="").values_list("row", flat=True)
    )


def get(case, name, key=""):
    return Answer.objects.get(case=case, step=name, row=key)


ITEM = {
    "item.3-description": "Spare wheels",
    "item.3-article": "outside",
    "item.3-quantity": "80",
    "item.3-reason": "Not made for the vehicle alone.",
}


def test_a_new_item_gets_the_next_number_and_opens_everything_below_again(desk, case):
    page = desk.get(desk.get(row(case, "item", "new")).url)
    assert page.status_code == 200

    asked = desk.post(row(case, "item", "3"), {**fields_of(page), **ITEM})
    desk.post(row(case, "item", "3"), {**fields_of(asked), "agreed": "1"})

    assert get(case, "item", "3").content["quantity"] == 80
    assert get(case, "application").is_confirmed
    assert get(case, "item", "1").is_confirmed
    assert not get(case, "scope").is_confirmed
    assert not get(case, "overriding", "r1").is_confirmed


def test_a_double_submit_adds_one_item_and_answers_alike(desk, mina):
    case = make_case("s17", mina, confirmed=False)
    page = fields_of(desk.get(row(case, "item", "3")))

    first = desk.post(row(case, "item", "3"), {**page, **ITEM})
    second = desk.post(row(case, "item", "3"), {**page, **ITEM})

    assert (first.status_code, second.status_code) == (302, 302)
    assert keys(case, "item").count("3") == 1


def test_removing_an_item_tells_what_goes_and_what_opens_before_it_does(desk, case):
    page = fields_of(desk.get(row(case, "item", "2")))
    asked = desk.post(row(case, "item", "2"), {**page, "remove": "1"})

    assert b"Remove Items Escort vehicles?" in asked.content
    assert keys(case, "item") == ["1", "2"]
    desk.post(row(case, "item", "2"), {**fields_of(asked), "agreed": "1"})

    assert keys(case, "item") == ["1"]
    assert not get(case, "scope").is_confirmed


def test_a_risk_that_is_removed_takes_its_mitigation_along(desk, case):
    page = fields_of(desk.get(row(case, "risk", "r3")))
    asked = desk.post(row(case, "risk", "r3"), {**page, "remove": "1"})
    desk.post(row(case, "risk", "r3"), {**fields_of(asked), "agreed": "1"})

    assert keys(case, "risk") == ["r1", "r2"]
    assert keys(case, "mitigation") == ["r1", "r2"]
    assert keys(case, "overriding") == ["r1", "r2"]


def test_a_new_risk_of_the_six_steps_is_marked_as_such(desk, case):
    address = desk.get(row(case, "risk", "new") + "?six=1").url
    posted = {
        "risk.r4-line": "7.1.b.ii",
        "risk.r4-modes": "facilitate",
        "risk.r4-description": "Carried by an allied militia.",
    }

    response = fill(desk, address, **posted)

    assert response.url == step(case, "7-4-4")
    assert get(case, "risk", "r4").content["gbv"] is True
    assert get(case, "risk", "r4").content["modes"] == ["facilitate"]


def test_a_risk_on_a_line_of_7_1_b_asks_how(desk, case):
    response = fill(
        desk, row(case, "risk", "r9"), **{"risk.r9-line": "7.1.b.i", "risk.r9-description": "x"}
    )

    assert b"could commit or facilitate" in response.content
    assert get(case, "risk", "r9").content is None


def test_a_risk_on_a_line_can_be_marked_as_also_from_the_six_steps(desk, case):
    version = get(case, "risk", "r1").version

    asked = desk.post(f"/cases/{case.reference}/risks/r1/six-steps/", {"version": version})
    assert "This change opens" in asked.content.decode()
    assert get(case, "risk", "r1").content["gbv"] is False
    saved = desk.post(row(case, "risk", "r1"), {**fields_of(asked), "agreed": "1"})

    assert saved.url == step(case, "7-4-4")
    assert get(case, "risk", "r1").content["gbv"] is True
    assert not get(case, "mitigation", "r1").is_confirmed


def test_a_risk_somebody_is_writing_on_is_marked_on_its_own_page(desk, case):
    fill(
        desk, row(case, "risk", "r1"), **{"risk.r1-description": "In other words", "autosave": "1"}
    )

    version = get(case, "risk", "r1").version
    response = desk.post(f"/cases/{case.reference}/risks/r1/six-steps/", {"version": version})

    assert response.url == row(case, "risk", "r1")
    assert get(case, "risk", "r1").draft["description"] == ["In other words"]


def test_marking_a_risk_that_changed_meanwhile_shows_both_texts(desk, case):
    version = get(case, "risk", "r1").version
    fill(desk, row(case, "risk", "r1"), **{"risk.r1-description": "In other words"})

    response = desk.post(f"/cases/{case.reference}/risks/r1/six-steps/", {"version": version})

    assert response.status_code == 409
    assert get(case, "risk", "r1").content["gbv"] is False


def test_forms_are_ticked_on_one_page(desk, case):
    response = fill(
        desk,
        rows(case, "form"),
        **{"form.CH-1-listed": "on", "form.CH-1-finding": "credible", "form.CH-1-period": "2025"},
    )
    desk.post(rows(case, "form"), {**fields_of(response), "agreed": "1"})

    assert sorted(keys(case, "form")) == ["CH-1", "f1"]
    assert get(case, "form", "CH-1").content == {
        "code": "CH-1", "finding": "credible", "period": "2025",
    }  # fmt: skip
    assert not get(case, "7-4-4").is_confirmed


def test_a_ticked_form_without_a_finding_is_asked_for_it(desk, case):
    response = fill(desk, rows(case, "form"), **{"form.CH-1-listed": "on"})

    assert b"Choose what was found" in response.content
    assert get(case, "form", "CH-1").draft == {"listed": ["on"]}


def test_a_form_that_is_unticked_leaves_with_its_seriousness_once_that_is_agreed(desk, case):
    page = fields_of(desk.get(rows(case, "form")))
    bare = {k: v for k, v in page.items() if not k.startswith("form.f1-")}

    asked = desk.post(rows(case, "form"), bare)
    assert keys(case, "form") == ["f1"]
    desk.post(rows(case, "form"), {**fields_of(asked), "agreed": "1"})

    assert keys(case, "form") == []
    assert keys(case, "severity") == []


def test_a_second_entry_for_a_form_has_a_row_of_its_own(desk, case):
    page = fields_of(desk.get(rows(case, "form")))
    desk.post(rows(case, "form"), {**page, "another": "SV-1"})

    prefix = "form.SV-1-2"
    response = fill(
        desk,
        rows(case, "form"),
        **{f"{prefix}-finding": "isolated", f"{prefix}-perpetrators": "Border guards"},
    )
    desk.post(rows(case, "form"), {**fields_of(response), "agreed": "1"})

    assert get(case, "form", "SV-1-2").content["code"] == "SV-1"
    assert len(keys(case, "form")) == 2


def test_seriousness_asks_for_reasons_and_is_saved_for_all_forms_at_once(desk, case):
    refused = fill(desk, rows(case, "severity"), **{"severity.f1-reason": ""})
    assert b"Give your reasons" in refused.content

    saved = fill(desk, rows(case, "severity"), **{"severity.f1-reason": "Children were harmed."})

    assert saved.url == step(case, "7-4-2")
    assert get(case, "severity", "f1").content["reason"] == "Children were harmed."


def test_mitigation_leads_on_to_the_next_risk_that_has_none(desk, case):
    Answer.objects.filter(case=case, step="mitigation", row__in=["r1", "r2"]).update(
        is_confirmed=False
    )

    response = fill(desk, row(case, "mitigation", "r1"))

    assert response.url == row(case, "mitigation", "r2")


def test_measures_are_read_row_by_row(desk, case):
    page = fields_of(desk.get(row(case, "mitigation", "r1")))
    page["mitigation.r1-measures-code"] = ["M15", "", "M12"]
    page["mitigation.r1-measures-text"] = ["Two advisers", "Own measure", ""]

    asked = desk.post(row(case, "mitigation", "r1"), page)
    desk.post(row(case, "mitigation", "r1"), {**fields_of(asked), "agreed": "1"})

    assert get(case, "mitigation", "r1").content["measures"] == [
        {"code": "M15", "text": "Two advisers"},
        {"code": "", "text": "Own measure"},
        {"code": "M12", "text": ""},
    ]


def test_overriding_risk_is_asked_line_by_line_with_all_risks_of_the_line(desk, case):
    page = desk.get(rows(case, "overriding", "7.1.b.i"))

    assert {"overriding.r1-answer", "overriding.r3-answer"} <= set(fields_of(page))
    assert "overriding.r2-answer" not in fields_of(page)


def test_a_line_that_is_not_engaged_has_no_page_for_overriding_risk(desk, case):
    assert desk.get(rows(case, "overriding", "7.1.a")).status_code == 404


def test_two_people_on_a_page_of_rows_get_both_texts(desk, case):
    seen = fields_of(desk.get(rows(case, "severity")))
    desk.post(rows(case, "severity"), {**seen, "severity.f1-reason": "The first text"})

    response = desk.post(rows(case, "severity"), {**seen, "severity.f1-reason": "The second text"})

    assert response.status_code == 409
    assert b"The first text" in response.content
    assert b"The second text" in response.content


def test_an_answer_that_waits_counts_again_after_still_right(desk, case):
    Answer.objects.filter(case=case, step="7-4-3").update(is_confirmed=False)
    page = desk.get(f"/cases/{case.reference}/again/")
    assert b"Law exists; few prosecutions." in page.content

    version = get(case, "7-4-3").version
    desk.post(f"/cases/{case.reference}/again/", {"key": "7-4-3/", "version": version})

    assert get(case, "7-4-3").is_confirmed


def test_still_right_on_an_old_version_is_refused(desk, case):
    Answer.objects.filter(case=case, step="7-4-3").update(is_confirmed=False, version=7)

    response = desk.post(f"/cases/{case.reference}/again/", {"key": "7-4-3/", "version": 6})

    assert response.status_code == 409
    assert not get(case, "7-4-3").is_confirmed


def test_still_right_leads_an_incomplete_answer_to_its_page(desk, mina):
    case = make_case("s26", mina, confirmed=False)
    Answer.objects.filter(case=case, step="7-4-4").update(content={"answer": "unknown"})

    response = desk.post(f"/cases/{case.reference}/again/", {"key": "7-4-4/", "version": 1})

    assert response.url == step(case, "7-4-4")


def test_a_mitigation_page_is_closed_until_what_it_rests_on_is_answered(desk, case):
    Answer.objects.filter(case=case, step="7-4-3").update(is_confirmed=False)

    assert desk.get(row(case, "mitigation", "r1")).url == f"/cases/{case.reference}/"
    assert desk.get(rows(case, "overriding", "7.1.b.i")).url == f"/cases/{case.reference}/"


def test_what_was_typed_on_a_page_that_has_closed_is_kept_and_not_confirmed(desk, case):
    page = fields_of(desk.get(row(case, "mitigation", "r1")))
    Answer.objects.filter(case=case, step="7-4-3").update(is_confirmed=False)

    desk.post(row(case, "mitigation", "r1"), {**page, "mitigation.r1-reason": "Typed late"})

    assert get(case, "mitigation", "r1").draft["reason"] == ["Typed late"]
    assert get(case, "mitigation", "r1").content["reason"] != "Typed late"


def test_two_people_who_add_an_item_at_once_can_have_both(desk, case):
    first, second = (fields_of(desk.get(row(case, "item", "3"))) for _person in range(2))
    asked = desk.post(row(case, "item", "3"), {**first, **ITEM})
    desk.post(row(case, "item", "3"), {**fields_of(asked), "agreed": "1"})

    both = desk.post(row(case, "item", "3"), {**second, **ITEM, "item.3-description": "Tyres"})
    assert both.status_code == 409
    assert "Add mine as a further entry" in both.content.decode()
    asked = desk.post(row(case, "item", "3"), {**fields_of(both), "further": "1"})
    if asked.status_code == 200:
        desk.post(row(case, "item", "4"), {**fields_of(asked), "agreed": "1"})

    assert get(case, "item", "3").content["description"] == "Spare wheels"
    assert get(case, "item", "4").content["description"] == "Tyres"
    assert get(case, "item", "4").content["id"] == "4"


def test_a_row_that_was_changed_is_not_offered_as_a_further_one(desk, case):
    seen = fields_of(desk.get(row(case, "item", "1")))
    desk.post(row(case, "item", "1"), {**seen, "item.1-reason": "The first text"})

    both = desk.post(row(case, "item", "1"), {**seen, "item.1-reason": "The second text"})

    assert both.status_code == 409
    assert "Add mine as a further entry" not in both.content.decode()
