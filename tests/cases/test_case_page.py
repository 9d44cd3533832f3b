"""The case page: the way back, what is permitted and why, and how a case came to its end."""

import html
import re

import pytest
from django.urls import reverse

from assessments.cases.handing_over import share
from assessments.cases.opening import withdraw_case
from assessments.review.deciding import Line
from tests.builders import decide_case, make_case, submit

PARTIAL = {"1": "authorise_with_measures", "2": "refuse"}


def decided(officer, supervisor):
    submission = submit(make_case("s04", officer), PARTIAL, by=officer)
    lines = {item: Line(outcome, "As reasoned.") for item, outcome in PARTIAL.items()}
    decide_case(submission, lines=lines, by=supervisor)
    return submission.case


def page(browser, case):
    return browser.get(reverse("wizard:case", args=[case.reference])).content.decode()


def words(markup):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def permitted(markup):
    """The sheet of what the law permits, in words."""
    return words(re.search(r'<div class="sheet sheet--flush permits">(.*?)</div>', markup, re.S)[1])


def way_back(markup):
    return re.search(r'<a class="back" href="([^"]+)">(?:<svg.*?</svg>)?([^<]+)', markup, re.S)


@pytest.mark.parametrize(
    ("reader", "title"),
    [("mina", "My work"), ("sofia", "To review"), ("li", "To review"), ("helen", "To review")],
)
def test_the_way_back_leads_to_the_list_that_the_case_stands_in(
    mina, sofia, li, helen, as_person, reader, title
):
    case = submit(make_case("s04", mina), PARTIAL, by=mina).case
    browser = as_person({"mina": mina, "sofia": sofia, "li": li, "helen": helen}[reader])

    back = way_back(page(browser, case))

    assert back[2] == title
    assert case.title in browser.get(back[1]).content.decode()


@pytest.mark.parametrize("reader", ["mina", "sofia", "ana"])
def test_the_way_back_from_a_decided_case_leads_to_those_decided(
    mina, sofia, ana, as_person, reader
):
    case = decided(mina, sofia)
    browser = as_person({"mina": mina, "sofia": sofia, "ana": ana}[reader])

    back = way_back(page(browser, case))

    assert back[2] == "Decided"
    assert case.title in browser.get(back[1]).content.decode()


def test_each_reason_of_the_ruling_cites_its_article_in_the_margin(mina, as_person):
    markup = page(as_person(mina), make_case("s04", mina))

    assert '<span class="cite"><bdi dir="ltr">7(3)</bdi></span>' in markup
    assert '<span class="cite"><bdi dir="ltr">7(2)</bdi></span>' in markup


def test_a_prohibition_shows_every_other_decision_closed(mina, as_person):
    said = permitted(page(as_person(mina), make_case("s18", mina)))

    assert (
        "Prohibited The only one Refuse Closed Authorise with measures Closed Authorise Closed"
    ) in said


def test_a_withdrawn_case_says_who_withdrew_it_and_why(mina, as_person):
    case = make_case("s04", mina)
    withdraw_case(case, by=mina, because="By letter of 3 June 2026.")

    said = words(page(as_person(mina), case))

    assert "Mina withdrew this case on" in said
    assert "By letter of 3 June 2026." in said


def test_what_has_happened_reads_as_sentences(mina, omar, as_person):
    case = make_case("s04", mina)
    share(case, with_colleague=omar, by=mina)

    assert "Mina : let Omar work on the case" in words(page(as_person(mina), case))


def test_many_items_are_folded_each_with_what_is_permitted_of_it(mina, as_person):
    def many(file):
        item = file["items"][0]
        file["items"] += [{**item, "id": f"m{number}"} for number in range(4)]

    few = page(as_person(mina), make_case("s17", mina))
    folded = page(as_person(mina), make_case("s17", mina, change=many))

    item = '<details class="permit-item"><summary><h3>'
    assert item not in few
    assert folded.count(item) == 5
    assert "Refuse Authorise" in words(re.search(f"{item}(.*?)</summary>", folded, re.S)[1])
