"""What is taken away: saved, shut in, and given to no page of another website."""

import pytest
from django.urls import get_resolver, reverse

from assessments.cases.opening import add_file
from assessments.models import Entry
from tests.access.test_matrix import names
from tests.builders import decide_case, issued, make_case, submit
from tests.project.source import committed, text
from tests.review.test_deciding import DECIDED, PARTIAL

DOWNLOADS = ("cases:file", "records:record", "records:draft", "wizard:download_case_file")


@pytest.fixture
def addresses(mina, sofia):
    """Each download, by the name of its address."""
    case = make_case("s04", mina)
    file = add_file(
        case, by=mina, name="a.pdf", kind="other", content_type="application/pdf", body=b"%PDF-"
    )
    issued(decide_case(submit(case, PARTIAL, by=mina), lines=DECIDED, by=sofia), b"%PDF-", sofia)
    draft = make_case("s17", mina)
    return {
        "cases:file": reverse("cases:file", args=[case.reference, file.pk]),
        "records:record": reverse("records:record", args=[case.reference]),
        "records:draft": reverse("records:draft", args=[draft.reference]),
        "wizard:download_case_file": reverse("wizard:download_case_file", args=[case.reference]),
    }


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", DOWNLOADS)
def test_a_download_is_saved_and_whatever_shows_it_all_the_same_shuts_it_in(
    name, addresses, mina, as_person
):
    answer = as_person(mina).get(addresses[name])

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    policy = set(answer["Content-Security-Policy"].split("; "))
    assert policy == {"default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "sandbox"}
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", DOWNLOADS)
def test_a_page_of_another_website_gets_no_download_and_none_is_noted(
    name, addresses, mina, as_person
):
    browser, entries = as_person(mina), Entry.objects.filter(action="downloaded")

    answer = browser.get(addresses[name], headers={"sec-fetch-site": "cross-site"})

    assert answer.status_code == 403
    assert "by a page of another website" in answer.text
    assert not entries.exists()
    for ours in ("same-origin", "same-site", "none"):
        if name != "records:draft":  # which takes a second to be made
            assert browser.get(addresses[name], headers={"sec-fetch-site": ours}).status_code == 200


def test_every_page_belongs_to_no_other_website(mina, as_person):
    for answer in (as_person(mina).get("/"), as_person(mina).get("/nowhere/")):
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_no_download_is_made_past_this():
    """Whatever names a file for saving does it by `sent`."""
    assert set(DOWNLOADS) < set(names(get_resolver().url_patterns))
    found = [
        path.name
        for path in committed("assessments/*.py")
        if 'Content-Disposition"]' in text(path) or "FileResponse" in text(path)
    ]
    assert found == ["downloads.py"]
