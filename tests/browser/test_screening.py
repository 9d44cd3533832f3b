"""A list update changes a screening result and flags the cases it touches; the match is cleared."""

import json

import pytest

from assessments.models import Decision
from tests.builders import make_case, submit
from tests.lists.made import a_list, loaded

pytestmark = pytest.mark.django_db(transaction=True)

LISTED = {
    "key": "p1",
    "kind": "person",
    "name": "Muhammad Al Khatibi",
    "aliases": ["Abu Salim"],
    "countries": ["XB"],
    "citation": "Committee, entry 12",
}
NOT_IT = "Born in 1990; the listed one in 1961, as the passport and the committee's entry say."


def names_him(file):
    file["transfer"]["parties"] = [{"name": "Mohammed al-Khatibi", "role": "consignee"}]


def test_a_list_update_flags_the_cases_it_touches_and_holds_back_until_the_match_is_cleared(
    desk, mina, sofia, edith, tmp_path
):
    loaded()
    case = make_case("s17", mina, change=names_him)
    other = make_case("s17", mina)
    for one in (case, other):
        submit(one, {"1": "authorise"}, by=mina)
    officer = desk(mina)
    officer.open(f"/cases/{case.reference}/screening/")
    officer.reads("nothing could be compared")

    load_anew(desk(edith), tmp_path)

    officer.open(f"/cases/{case.reference}/")
    officer.reads("One match is not cleared")
    officer.follow("Names of this case beside the lists")
    officer.reads("changed with load 2", "touches this case", "Muhammad Al Khatibi", "Abu Salim")
    supervisor = desk(sofia)
    supervisor.open(f"/cases/{case.reference}/")
    supervisor.follow("Review")
    supervisor.reads("To be looked at")
    supervisor.press("Decide, item by item")
    supervisor.reads("One thing holds back an authorisation")
    assert supervisor.page.get_by_role("radio", name="Authorise", exact=True).count() == 0

    officer.page.get_by_role("link", name="Clear or confirm it").click()
    officer.look()
    officer.press("Keep it")
    officer.choose("Cleared: another one, or nothing that stands in the way")
    officer.write("How do you know?", NOT_IT)
    officer.press("Keep it")
    officer.reads("Cleared", NOT_IT)

    supervisor.page.reload()
    supervisor.choose("No, none that I know of")
    supervisor.choose("Authorise")
    supervisor.write("Your reasons for item 1", "Another person than the one listed.")
    supervisor.press("Record the decision")
    (told,) = Decision.objects.get().snapshot["screening"]["matches"]
    assert told["reason"] == NOT_IT
    officer.open(f"/cases/{other.reference}/screening/")
    officer.reads("Nobody whom the case names is like an entry of the lists.")
    assert "touches this case" not in officer.page.inner_text("main")


def load_anew(editor, folder):
    """As an editor loads the new edition of a list."""
    file = folder / "council.json"
    file.write_text(json.dumps(a_list(LISTED)))
    editor.open("/lists/load/")
    editor.page.get_by_label("List", exact=True).set_input_files(file)
    editor.press("Show what it changes")
    editor.reads("These are new", "Muhammad Al Khatibi")
    editor.press("Load the list")
