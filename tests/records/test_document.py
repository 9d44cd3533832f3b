"""What the record says, before it is set: chapter by chapter, for decided and for open cases."""

import html
import re

import pytest
from django.utils import translation

from assessments.records.chapters.closing import kept_until
from assessments.records.document import made_at, record_html

from . import snapshots
from .corpus import many_items
from .snapshots import ANSWERED, decided, example, snapshot

CHAPTERS = [
    "This record",
    "Parties and items",
    "The transfer",
    "Standards in force",
    "Scope and Article 6",
    "Diversion",
    "The five negative consequences",
    "Gender-based violence and violence against women and children",
    "Mitigation",
    "Overriding risk",
    "Contribution to peace and security",
    "Sources and files",
    "Information gaps",
    "Considered",
    "Advice and sign-offs",
    "Recommendation and review",
    "Outcome, item by item",
    "Conditions",
    "Timeline",
    "Information and reassessment",
    "Retention",
    "How this record was made",
]


def chapter(made, key, **more):
    """The words of one chapter."""
    found = re.search(
        rf'<section class="chapter">\n<h2 id="{key}">(.*?)\n</section>', written(made, **more), re.S
    )
    return words(found[1])


def first_page(made, **more):
    return words(
        re.search(r'<article class="first">(.*?)</article>', written(made, **more), re.S)[1]
    )


def written(made, **more):
    return record_html(made, **more)


def words(markup):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def kept(made, step, row=""):
    return next(each for each in made["answers"] if (each["step"], each["row"]) == (step, row))


def test_the_chapters_stand_in_the_order_an_auditor_looks_for():
    made = written(decided(example("s04")))
    found = re.findall(r'<h2 id="[\w-]+"><span class="chapter-number">\d+</span> (.*?)</h2>', made)

    assert [html.unescape(title) for title in found] == CHAPTERS


# The first page


def test_the_first_page_says_what_was_asked_decided_and_why():
    said = first_page(decided(example("s04")))

    assert "Export to Armed forces of State C, State A (fictional). End use: National" in said
    assert "Authorised with measures Decided of 1: the assessment holds." in said
    assert "Refused Decided of 2: the assessment holds." in said
    assert (
        "No prohibition of Article 6 stands in the way. 3 risks are described (IHL, IHRL), and not"
        " all of them are brought below overriding by mitigation. Article 7(3) leaves only refusal"
        " for item 2 (Escort vehicles)."
    ) in said
    assert "1. M15 Embedded advisers with authority to stop Item 1 · Risk 1, Article 7(2)" in said
    assert "Decided C. Cedar, 1 June 2026, 10:55 UTC" in said
    assert "Keep until at least 1 June 2036, Article 12" in said
    assert "Ledger 4,711." in said


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("s01a", "Article 6 prohibits the transfer of item 1 (Assault rifles for the army)."),
        ("s08", "One risk is described (IHRL); what remains of it after mitigation is not"),
        (
            "s11b",
            "indications under Article 6(3) stay below knowledge. Article 7 speaks of exports",
        ),
        ("s16a", "1 point is open; what it concerns cannot be authorised."),
        ("s17", "No risk of a negative consequence of Article 7(1) is described. The law leaves"),
        ("s18", "Article 6 prohibits the transfer of item 1 (Rifles)."),
        ("s26", "6 points are open; what they concern cannot be authorised."),
    ],
)
def test_why_in_three_sentences(name, why):
    assert why in first_page(snapshot(example(name)))


def test_a_first_page_tells_of_many_items_together_with_those_decided_alike():
    made = decided(many_items())

    said = first_page(made)
    assert "30 items 1, 3, 5, 7, 9," in said
    assert "30 items 2, 4, 6, 8, 10," in said
    assert said.count("Item by item, in the chapter on the outcome.") == 2
    for line in made["decision"]["lines"]:
        line["reasons"] = f"As said of all that are to be {line['outcome']}d."
    assert "Refused As said of all that are to be refused." in first_page(made)


def test_a_first_page_counts_items_that_are_too_many_to_name():
    case = example("s01a")
    case["items"] = [dict(case["items"][0], id=f"i{number}") for number in range(60)]
    case["article_6"]["6.1"]["answer"] = "prohibits"

    assert "Article 6 prohibits the transfer of 60 of the 60 items." in first_page(decided(case))


def test_a_draft_says_that_it_records_no_decision():
    said = first_page(snapshot(example("s04")), draft=True)

    assert said.startswith("Export Control Authority")
    assert "DRAFT This copy records no decision." in said
    assert "Recommended: Authorise with measures" in said
    assert "Nothing is decided yet." in said


# The answers


def test_an_answer_stands_with_its_question_reason_person_and_edition():
    said = chapter(decided(example("s04")), "article-6")

    assert (
        "6(1) Treaty Security Council measures Asked in a test: what is the answer? No measure"
        " applies No measure covers the recipient, end user or goods. Answered by A. Alder, 1 April"
        " 2026, 10:55 UTC. Asked in English, beside guidance edition 2026-1."
    ) in said


def test_a_line_stands_with_its_own_question_and_its_risks():
    said = chapter(decided(example("s04")), "lines")

    assert "Asked in a test: could the items be used against humanitarian law?" in said
    assert "Engaged by: Risk 1, Risk 3." in said
    assert "Risk 2, from the six steps" in said


def test_the_six_steps_are_guidance_and_the_link_is_treaty():
    said = chapter(decided(example("s04")), "six-steps")

    assert "7(4), step 1 Guidance Forms of violence found" in said
    assert "SV-1 Rape, gang rape, attempted rape Documented" in said
    assert "The State: Ineffective The end user: Partly effective" in said
    assert "7(4), step 4 Treaty Link between items and acts" in said
    assert "Risk 2 Partial Yes" in said


def test_what_was_dismissed_stands_with_the_mitigation():
    made = decided(example("s04"))
    kept(made, "mitigation", "r1")["content"]["dismissed"] = "M07: the brigades pool their arms."

    said = chapter(made, "mitigation")

    assert "Considered and dismissed M07: the brigades pool their arms." in said
    assert "The assessment relies on these measures; each becomes a condition." in said
    assert "The assessment does not rely on these measures." in said


def test_overriding_risk_stands_with_the_standard_it_is_held_against():
    said = chapter(decided(example("s04")), "overriding")

    assert "Standard of this authority: Threshold; threshold: “substantial risk”." in said


def test_what_is_cited_is_named_and_a_source_has_its_grade():
    case = example("s04")
    case["evidence"] = [
        {"id": "S1", "title": "Report", "reliability": "B", "credibility": "2", "supports": ["6.1"]}
    ]
    made = decided(case)
    made["files"] = [{"id": 7, "name": "Certificate.pdf", "kind": "end_user_certificate"}]
    kept(made, "6-2")["content"]["cites"] = ["source:S1", "reason:6-1", "file:7"]

    said = chapter(made, "article-6")

    assert "Sources that bear on it: S1 (B2)" in said
    assert "Cited: S1 (B2); the reasons under “Security Council measures”; Certificate.pdf" in said
    assert "Certificate.pdf End-user certificate" in chapter(made, "sources")


def test_a_source_of_the_register_stands_with_its_revision_and_digest():
    case = example("s04")
    source = {"id": "s1", "title": "Report", "reliability": "F", "credibility": "6"}
    case["evidence"] = [source | {"stance": "against", "supports": ["6.3"]}]
    made = decided(case)
    made["evidence"] = [
        {
            "id": "s1", "decisive": True, "stale": False, "source": 12, "revision": 3,
            "digest": "0123456789abcdef" * 4, "publisher": "Office", "classification": "restricted",
            "checked_on": "2026-05-01", "next_check_on": "2026-08-01",
        }
    ]  # fmt: skip

    said = chapter(made, "sources")

    assert "Report Office" in said
    assert "F6 Speaks against the finding" in said
    assert "Knowledge of atrocity crimes Decisive" in said
    assert "F and 6 mean that the source, or what it says, cannot be judged." in said
    assert (
        "Number 12, revision 3 Restricted 1 May 2026 again by 1 August 2026 0123456789abc" in said
    )


def test_an_answer_taken_over_says_from_where():
    made = decided(example("s04"))
    kept(made, "7-4-1")["taken_from"] = "2025-00033"

    assert "Taken over from case 2025-00033 and confirmed." in chapter(made, "six-steps")


def test_the_reason_for_a_national_choice_is_printed_where_there_is_one():
    made = decided(example("s04"))
    without = chapter(made, "standards")
    made["standards"]["reasons"] = {"overriding_reading": "So decided by the ministry in 2024."}

    assert "Reason" not in without
    assert "Threshold So decided by the ministry in 2024." in chapter(made, "standards")


# What was not assessed


def test_after_a_prohibition_the_record_says_what_was_not_assessed_and_why():
    made = decided(example("s01a"))

    assert "Not assessed Not reached: every item in scope is prohibited by Article 6(1)." in (
        chapter(made, "article-6")
    )
    assert "Text kept from before; it is no part of the assessment" in chapter(made, "diversion")
    assert "7(1)(b)(iv) Transnational organised crime Not assessed" in chapter(made, "gaps")


def test_article_7_is_not_assessed_for_a_transit():
    said = chapter(decided(example("s11b")), "lines")

    assert "Not reached: Article 7 speaks of exports, and this is none." in said


def test_an_unanswered_question_is_printed_as_not_assessed():
    made = snapshot(example("s26"))

    assert "Not assessed: no answer was given" in chapter(made, "lines")
    assert "6(2) Other international agreements Not enough information Reply of the treaty" in (
        chapter(made, "gaps")
    )
    assert "Security Council measures: the exemption does not hold for Item 1" in (
        chapter(made, "gaps")
    )


def test_what_was_asked_of_others_stands_with_the_gaps_and_says_where_nothing_came_back():
    asked = {
        "reference": "2026-00042 / 1",
        "name": "Embassy in Xandria",
        "addressee": "mission",
        "due_on": "2026-04-01",
        "questions": [{"place": "6.1", "words": "Why?"}],
    }
    acts = [{"kind": "sent", "on": "2026-03-01", "outcome": "", "words": ""}]
    came = {"kind": "answered", "on": "2026-03-09", "outcome": "part", "words": "Two of five."}
    requests = [
        {**asked, "stands": "unanswered", "acts": [*acts, {**acts[0], "on": "2026-04-02"}]},
        {**asked, "stands": "answered", "acts": [*acts, came]},
    ]

    said = chapter(snapshot(example("s17"), requests=requests), "gaps")

    assert "Embassy in Xandria 2026-00042 / 1, A mission of this State abroad Security" in said
    assert "Asked, not answered 2 April 2026" in said
    assert "In part: Two of five. 9 March 2026" in said


def test_an_answer_that_waits_to_be_confirmed_counts_as_none():
    case = example("s17")
    made = snapshot(case)
    kept(made, "6-2").update(confirmed=False, confirmed_at=None, confirmed_by="")
    made["case_file"]["article_6"]["6.2"] = {}

    assert "Waits to be confirmed; counts as no answer" in chapter(made, "article-6")


# Review and outcome


def test_a_sign_off_that_is_wanted_is_shown_as_missing_until_it_is_given():
    made = snapshot(example("s11b"))
    before = chapter(made, "advice")
    made["sign_offs"] = [
        {"kind": "legal", "by": "L. Linden", "at": ANSWERED, "reasons": "I agree.", "digest": "ab"}
    ]

    after = chapter(made, "advice")

    assert "Not given. Nothing may be authorised without it." in before
    assert "Signed I agree. Signed by L. Linden, 1 April 2026, 10:55 UTC." in after
    assert "Not given" not in after


def test_a_return_and_a_departure_from_the_recommendation_are_told():
    made = decided(example("s04"), {"1": "refuse", "2": "refuse"})
    made["returns"] = [{"at": ANSWERED, "by": "C. Cedar", "reasons": "Say more on item 1."}]

    said = chapter(made, "recommendation")

    assert "Returned Say more on item 1. Returned by C. Cedar" in said
    assert (
        "Where views differed The decision departs from the recommendation. Item 1: “Authorise with"
        " measures” was recommended, “Refused” decided."
    ) in said
    assert "The case was returned once before it was decided" in said


def test_items_of_which_the_same_was_said_are_told_of_together():
    made = decided(many_items())
    assert chapter(made, "outcome").count("the assessment holds.") == 60
    for line in made["decision"]["lines"]:
        line["reasons"] = f"Alike, {line['outcome']}."

    said = chapter(made, "outcome")

    assert said.count("Alike, refuse.") == 1
    assert "Items 2, 4, 6, 8, 10, 12," in said
    assert said.count("Decided by C. Cedar") == 1


def test_a_long_reason_is_given_in_full_below_the_table():
    made = decided(many_items(8))
    for line in made["decision"]["lines"]:
        line["reasons"] = "First.\n\n" + "A long reason. " * 30 + line["outcome"]

    said = chapter(made, "outcome")

    assert said.count("A long reason.") == 2 * 30, (
        "once for those that are refused, once for others"
    )
    assert "Decided for 4 items alike" in said
    assert "Items 2, 4, 6, 8" in said


def test_the_outcome_follows_from_the_trace():
    said = chapter(decided(example("s04")), "outcome")

    assert "Item 1 Precision-guided munitions Refuse, Authorise with measures" in said
    assert "Treaty Measures were considered (Partial), and Risk 2 is overriding." in said


def test_an_item_that_cannot_be_assessed_yet_is_not_called_refused():
    said = chapter(snapshot(example("s26")), "outcome")

    assert "Item 2 Ammunition Not yet assessable; it may only be refused Not decided" in said


def test_a_condition_names_its_measure_and_what_it_rests_on():
    made = decided(example("s04"))
    made["decision"]["conditions"].append(
        {"items": ["1"], "rests_on": "routine", "code": "", "text": "Report", "is_precedent": False}
    )

    said = chapter(made, "conditions")

    assert "1 M15 Embedded advisers with authority to stop Risk 1, Article 7(2) Item 1" in said
    assert "Routine conditions No. Condition Items 3 Report Item 1" in said


def test_a_measure_says_who_answers_for_it_by_when_how_it_is_shown_and_what_follows():
    made = decided(example("s04"))
    first = made["decision"]["conditions"][0]
    first |= {"due_on": None, "is_precedent": True}

    said = chapter(made, "conditions")

    kept = "Ministry of Defence of the recipient {} The report of the embassy."
    assert kept.format("Before anything ships") in said
    assert kept.format("1 December 2026") in said
    assert said.count("The authorisation is suspended.") == 2


def test_the_first_page_names_five_conditions_and_counts_the_others():
    made = decided(example("s04"))
    made["decision"]["conditions"] *= 4

    said = first_page(made)

    assert "5. M15" in said
    assert "6. M06" not in said
    assert "3 more, in the chapter on conditions." in said


def test_a_decision_of_before_conditions_had_owners_is_still_printed():
    made = decided(example("s04"))
    for one in made["decision"]["conditions"]:
        for name in ("owner", "due_on", "proof", "consequence"):
            del one[name]

    assert "Item 1 – With the authorisation – –" in chapter(made, "conditions")


def test_the_decision_stands_in_the_timeline_once():
    made = decided(example("s17"))
    made["timeline"] = [event for event in made["timeline"] if event["verb"] != "decided"]

    assert chapter(made, "timeline").count("Decided") == 1
    assert chapter(decided(example("s17")), "timeline").count("Decided") == 1


def test_the_record_says_that_nothing_was_released_or_reassessed():
    said = chapter(decided(example("s17")), "afterwards")

    assert "no information released under Article 7(6)" in said
    assert "no reassessment under Article 7(7)" in said
    assert "follow" in chapter(snapshot(example("s17")), "afterwards", draft=True)


def test_the_record_says_that_nothing_is_blacked_out():
    assert "Nothing is left out or blacked out." in chapter(decided(example("s17")), "making")


@pytest.mark.parametrize(
    ("day", "until"), [("2026-06-01", "2036-06-01"), ("2028-02-29", "2038-03-01"), ("", "")]
)
def test_a_record_is_kept_ten_years(day, until):
    assert kept_until(day) == until


def test_the_record_says_how_long_the_authority_keeps_it():
    ten, longer = decided(example("s04")), decided(example("s04")) | {"years_kept": 25}

    assert "This record is kept until 1 June 2036 or longer" in chapter(ten, "retention")
    said = chapter(longer, "retention")
    assert "keeps its records for 25 years. This record is kept until 1 June 2051" in said
    assert "Keep until at least 1 June 2051, Article 12" in first_page(longer)


# Made from the snapshot alone


def test_another_edition_leaves_the_codes():
    made = decided(example("s04"))
    made["edition"] = {"id": "2031-4", "title": "Guidance edition 2031-4", "digest": "00"}

    assert "M15 Risk 1, Article 7(2) Item 1" in chapter(made, "conditions")
    assert "Guidance edition 2031-4 (2031-4), voluntary" in chapter(made, "standards")


def test_the_document_is_in_the_language_of_the_case_whatever_the_reader_speaks():
    made = decided(example("s04"))

    with translation.override("ar"):
        english = written(made)

    assert '<html lang="en" dir="ltr">' in english
    assert '<html lang="ar" dir="rtl">' in written(made | {"language": "ar"})


def test_a_copy_of_an_empty_draft_can_be_made():
    case = {
        "format": "att-case/1",
        "title": "Just opened",
        "transfer": {"activity": "export", "recipient_state": "XA", "end_user": {"name": "Army"}},
        "items": [{"id": "1", "description": "Rifles", "article": "2.1.h", "quantity": 5}],
        "standards": {},
    }
    made = snapshot(case, recommendation={}, submitted_at=None, submissions=0, timeline=[])

    assert "Whether the Treaty covers the transfer is open" in first_page(made, draft=True)
    assert "Not assessed: no answer was given" in chapter(made, "article-6", draft=True)


def test_the_document_bears_the_last_moment_it_tells():
    made = decided(example("s17"))

    assert made_at(made).isoformat() == snapshots.DECIDED
    assert made_at({}).year == 2000


def test_no_words_end_in_white_space_which_would_break_their_line_too_early():
    markup = written(decided(example("s04")))

    assert re.findall(r"[^>\s]\s+</(?!section|html|body)", markup) == []


def test_only_a_long_row_of_a_table_is_broken_between_pages():
    case = example("s04")
    case["items"][0]["description"] = "Munitions. " * 80

    markup = written(decided(case))

    assert re.search(r'<tr class="is-long"><th scope="row"><b>1</b>\s*</th><td>Munitions\.', markup)
    assert re.search(r'<tr><th scope="row"><b>2</b>\s*</th><td>Escort vehicles', markup)


def test_what_people_wrote_is_escaped():
    case = example("s17")
    case["scope"]["reason"] = '<img src="file:///etc/passwd">'

    markup = written(decided(case))

    assert "<img" not in markup
    assert "&lt;img src=&quot;file:///etc/passwd&quot;&gt;" in markup
