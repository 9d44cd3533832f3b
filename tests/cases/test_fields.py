"""The form kit: what fields accept and give back, and how they are tied together on the page."""

import re
from html.parser import HTMLParser

import pytest
from django.http import QueryDict
from django.utils import translation

from assessments.cases import wording
from assessments.cases.fields import (
    AnswerField,
    CaseForm,
    CiteField,
    DayField,
    ItemsField,
    MeasuresField,
    NumberField,
    PickField,
    ReasonField,
    StateField,
    StatesField,
    TextField,
    TickField,
    YesNoField,
)
from assessments.cases.fields.choosing import offer
from assessments.templatetags.att import error_summary, field, fields

HOSTILE = """</textarea><script>alert("x")</script>'&"""


class Page(HTMLParser):
    """The elements of a piece of HTML, with their attributes, and the text of each element."""

    def __init__(self, text):
        super().__init__()
        self.elements = []
        self.words = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, text):
        self.words.append(text)

    def all(self, *tags):
        return [attributes for tag, attributes in self.elements if tag in tags]

    @property
    def ids(self):
        return [attributes["id"] for _tag, attributes in self.elements if "id" in attributes]


class Step(CaseForm):
    prefix = "6-1"
    answer = AnswerField(
        "Would it breach a measure?",
        wording.answers("6.1"),
        hint="Territory, persons, goods.",
        opens={"unknown": ("missing", "by"), "exempt": "reference"},
    )
    missing = TextField("What is missing?", when_opened="Say what is missing.")
    by = DayField("By when?", required=False)
    reference = TextField("Reference", when_opened="Enter the reference.")
    reason = ReasonField(hint="What it rests on.", when_empty="Say why.")
    items = ItemsField(choices=[("1", "1. Rifles"), ("2", "2. Mines")])
    cites = CiteField(choices=[("S1", "S1. Panel report", "B2")])


def posted(**values):
    given = QueryDict(mutable=True)
    for name, value in values.items():
        given.setlist(f"6-1-{name}", value if isinstance(value, list) else [value])
    return Step(given)


def clean(kind, value, **arguments):
    class One(CaseForm):
        it = kind("Label", **arguments)

    form = One({"it": value})
    return form.cleaned_data["it"] if form.is_valid() else form.errors["it"][0]


def test_every_label_and_description_names_something_that_is_there():
    page = Page(fields(posted(answer="unknown")))

    described = [i for _tag, a in page.elements for i in a.get("aria-describedby", "").split()]
    labelled = [label["for"] for label in page.all("label")]
    assert described
    assert labelled
    assert set(described + labelled) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_every_control_has_a_label():
    page = Page(fields(Step()))

    controls = [a["id"] for a in page.all("input", "textarea", "select")]
    assert set(controls) == {label["for"] for label in page.all("label")}


def test_an_error_is_tied_to_its_control_and_marks_it():
    page = Page(field(posted(answer="clear")["reason"]))

    [control] = page.all("textarea")
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"] == "id_6-1-reason_hint id_6-1-reason_error"
    assert {"id": "id_6-1-reason_error", "class": "wrong"} in page.all("p")
    assert page.all("div")[0]["class"] == "field is-wrong"
    assert "Say why." in page.words


def test_the_summary_leads_to_the_first_control_of_each_field():
    form = posted()

    errors = error_summary(form)["errors"]

    ids = Page(fields(form)).ids
    assert [error["address"] for error in errors] == ["#id_6-1-answer_0", "#id_6-1-reason"]
    assert all(error["address"].lstrip("#") in ids for error in errors)


def test_the_summary_names_the_field_where_the_sentence_does_not():
    errors = [error["words"] for error in error_summary(posted())["errors"]]

    assert errors[0].startswith("“Would it breach a measure?”: Choose an answer.")
    assert errors[1] == "Say why."


def test_a_kept_draft_is_shown_without_error_marks():
    form = posted(answer="unknown")
    form.quiet = True

    drawn = fields(form)

    assert "is-wrong" not in drawn
    assert "aria-invalid" not in drawn
    assert error_summary(form) == {"errors": []}


@pytest.mark.parametrize("name", ["missing", "reason", "answer", "items", "cites", "by"])
def test_hostile_text_stays_text(name):
    form = posted(**{name: HOSTILE})

    drawn = fields(form)

    assert "<script" not in drawn
    assert "alert(&quot;x&quot;)" in drawn or name == "answer"


def test_hostile_labels_and_hints_stay_text():
    class Hostile(CaseForm):
        it = TextField(HOSTILE, hint=HOSTILE)
        pick = PickField(HOSTILE, [(HOSTILE, HOSTILE)])
        measures = MeasuresField(HOSTILE, [(HOSTILE, HOSTILE)])
        answer = AnswerField(HOSTILE, [(HOSTILE, HOSTILE, HOSTILE)])

    assert "<script" not in fields(Hostile())


def test_what_was_typed_is_read_back_as_it_was():
    typed = "\n first\n<b>second</b> & third"

    drawn = field(posted(reason=typed)["reason"])

    [shown] = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", drawn, re.S)
    assert shown == "\n first\n&lt;b&gt;second&lt;/b&gt; &amp; third"


def test_not_enough_information_comes_last_and_looks_different():
    form = Step()

    drawn = field(form["answer"])

    values = [a["value"] for a in Page(drawn).all("input") if a["type"] == "radio"]
    assert values == ["clear", "prohibits", "exempt", "unknown"]
    assert drawn.count("choice--gap") == 1
    assert drawn.index("choice--gap") > drawn.index('value="exempt"')


def test_an_answer_shows_the_fields_it_opens_once_and_beneath_it():
    page = Page(fields(Step()))

    names = [a["name"] for a in page.all("input", "textarea")]
    opens = {a["value"]: a["data-opens"] for a in page.all("input") if "data-opens" in a}
    assert names.count("6-1-missing") == 1
    assert opens == {"unknown": "1", "exempt": "2"}


def test_a_field_is_asked_for_only_if_the_answer_that_opens_it_was_chosen():
    assert posted(answer="unknown", reason="x").errors == {"missing": ["Say what is missing."]}
    assert posted(answer="exempt", reason="x").errors == {"reference": ["Enter the reference."]}
    assert posted(answer="clear", reason="x").is_valid()


def test_an_opened_field_that_is_wrong_is_held_open():
    drawn = field(posted(answer="unknown", reason="x")["answer"])

    assert 'class="follow follow-1 follow--open"' in drawn
    assert 'class="follow follow-2"' in drawn


def test_only_what_may_stay_empty_is_called_optional():
    drawn = fields(Step())

    assert drawn.count("(optional)") == 1
    assert 'for="id_6-1-by">By when? <span class="optional">(optional)</span>' in drawn
    assert "*" not in Page(drawn).words


def test_items_say_what_none_ticked_means_and_keep_their_order():
    form = posted(answer="clear", reason="x", items=["2", "1"])

    assert form.is_valid()
    assert form.cleaned_data["items"] == ["1", "2"]
    assert "If you tick none, it concerns every item." in fields(Step())


def test_an_item_that_has_gone_is_not_quietly_taken_for_all_items():
    form = posted(answer="clear", reason="x", items=["9"])

    assert "no longer there" in form.errors["items"][0]
    assert 'value="9" checked' in field(form["items"])


def test_there_is_no_list_to_cite_from_while_there_is_nothing_to_cite():
    form = Step()
    form.fields["cites"].offered = ()

    assert field(form["cites"]) == ""


def test_what_is_cited_is_unfolded_and_counted():
    form = Step(initial={"cites": ["S1"]})

    drawn = field(form["cites"])

    assert "<details" in drawn
    assert " open>" in drawn
    assert "1 cited" in drawn


def test_a_final_decision_has_its_picture_beside_its_words():
    class Deciding(CaseForm):
        outcome = AnswerField("Decision", [("refuse", "Refuse"), ("other", "Another word")])

    drawn = field(Deciding()["outcome"])

    assert drawn.count("<svg") == 1
    assert "</svg>Refuse</label>" in drawn


def test_an_answer_that_is_not_offered_is_refused():
    form = posted(answer="perhaps", reason="x")

    assert form.errors["answer"] == ["“perhaps” is not offered here. Choose again."]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("200", 200),
        (" 1 500 ", 1500),
        ("1\u202f500", 1500),
        ("0.25", 0.25),
        (".5", 0.5),
        ("2.0", 2),
        ("-3", -3),
        ("١٢٣", 123),
        ("123456789012345678901", 123456789012345678901),
        ("", None),
    ],
)
def test_a_number_is_read_as_it_is_written(typed, number):
    read = clean(NumberField, typed, required=False)

    assert read == number
    assert type(read) is type(number)


@pytest.mark.parametrize("typed", ["1,500", "1e3", "nan", "inf", "1.2.3", "12 pieces", "-", "."])
def test_a_number_that_could_be_misread_is_refused(typed):
    assert clean(NumberField, typed) == (
        "Write the number in digits, with a point for decimals: 1500 or 0.25."
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        # Above the largest double, but short enough to be typed.
        ("2" + "0" * 299 + "0" * 10, "Shorten this to 300 characters; it has 310."),
        ("9" * 309, "Shorten this to 300 characters; it has 309."),
    ],
)
def test_a_number_that_is_too_long_is_refused_in_a_sentence(typed, sentence):
    assert clean(NumberField, typed) == sentence


def test_a_number_beyond_the_largest_double_is_refused_in_a_sentence():
    assert clean(NumberField, "9" * 309, longest=400) == (
        "This number is too large to be worked with."
    )


def test_a_number_keeps_to_its_bounds():
    assert clean(NumberField, "0", above=0) == "Enter a number above 0."
    assert clean(NumberField, "-1", least=0) == "Enter 0 or a higher number."
    assert clean(NumberField, "0", least=0) == 0


@pytest.mark.parametrize("number", [0.1, 1e22, 1e-7, 12, 123456789012345678901, 2.5])
def test_a_number_is_shown_without_exponent_and_read_back_the_same(number):
    shown = NumberField("n").prepare_value(number)

    assert re.fullmatch(r"[0-9.]+", shown)
    assert clean(NumberField, shown) == number


@pytest.mark.parametrize(
    "typed",
    ["2026-06-30", "30.6.2026", "30. 06. 2026", "30 June 2026", "30 june, 2026", "2026-6-30"],
)
def test_a_day_is_understood_as_it_is_written(typed):
    assert clean(DayField, typed) == "2026-06-30"


@pytest.mark.parametrize("typed", ["2026-06-31", "6/30/2026", "30 Juny 2026", "soon", "0000-01-01"])
def test_a_day_that_is_none_or_could_be_two_is_refused(typed):
    assert clean(DayField, typed) == (
        "Enter the day as year, month and day, for example 2026-06-30."
    )


def test_a_day_may_be_written_in_the_language_in_use():
    with translation.override("fr"):
        assert clean(DayField, "30 juin 2026") == "2026-06-30"


def test_states_are_read_by_code_or_name_in_their_order():
    assert clean(StatesField, "xd, State A; DE", required=False) == ["XD", "XA", "DE"]
    assert clean(StatesField, "state d (FICTIONAL)") == ["XD"]
    assert clean(StatesField, "", required=False) == []
    assert clean(StatesField, "Ruritania") == (
        "No State is called “Ruritania”. Use its two letters, for example XA."
    )


def test_a_state_is_one_of_the_list_and_stays_chosen():
    class One(CaseForm):
        state = StateField("Recipient")

    assert clean(StateField, "XA") == "XA"
    assert "is not offered" in clean(StateField, "QQ")
    assert '<option value="XA" selected>' in field(One({"state": "XA"})["state"])
    assert '<option value="QQ" selected>' in field(One({"state": "QQ"})["state"])


class Mitigation(CaseForm):
    prefix = "m"
    measures = MeasuresField(catalogue=[("M06", "Use monitoring"), ("M15", "Advisers")])


def measures_posted(codes, texts):
    given = QueryDict(mutable=True)
    given.setlist("m-measures-code", codes)
    given.setlist("m-measures-text", texts)
    return Mitigation(given)


def test_measures_are_rows_and_empty_rows_are_dropped():
    form = measures_posted(["M15", "", "M06", ""], [" two advisers ", "", "", "own idea"])

    assert form.is_valid()
    assert form.cleaned_data["measures"] == [
        {"code": "M15", "text": "two advisers"},
        {"code": "M06", "text": ""},
        {"code": "", "text": "own idea"},
    ]


def test_measures_show_two_blank_rows_and_codes_of_older_editions():
    form = Mitigation(initial={"measures": [{"code": "OLD", "text": HOSTILE}]})

    drawn = field(form["measures"])

    assert len(Page(drawn).all("select")) == 3
    assert '<option value="OLD" selected>' in drawn
    assert "<script" not in drawn


def test_at_least_one_measure_is_asked_for_where_one_is_needed():
    assert measures_posted(["", ""], ["", " "]).errors["measures"] == ["Name at least one measure."]


def test_yes_and_no_are_three_things_with_no_answer():
    assert clean(YesNoField, "yes") is True
    assert clean(YesNoField, "no") is False
    assert clean(YesNoField, "", required=False) is None
    assert clean(YesNoField, "") == "Answer yes or no."


def test_yes_and_no_are_shown_as_they_were_kept():
    class One(CaseForm):
        relied = YesNoField("Does it rely on a measure?")

    drawn = field(One(initial={"relied": False})["relied"])

    assert 'value="no" checked' in drawn
    assert 'value="yes" checked' not in drawn


def test_no_is_an_answer_to_a_question_that_an_answer_opened():
    class Opened(CaseForm):
        answer = AnswerField("?", wording.answers("mitigation"), opens={"adequate": "relied"})
        relied = YesNoField("Relied on?", when_opened="Answer yes or no.")

    assert Opened({"answer": "adequate", "relied": "no"}).is_valid()
    assert not Opened({"answer": "adequate"}).is_valid()


def test_a_box_is_ticked_or_not():
    assert clean(TickField, "on") is True
    assert clean(TickField, None) is False


def test_zero_bytes_never_reach_the_database():
    assert clean(ReasonField, "a\x00b") == "ab"
    assert measures_posted(["M15"], ["a\x00b"])["measures"].value()[0]["text"] == "ab"


def test_the_wording_asked_is_that_of_the_language_in_use():
    assert Step().wording()["answer"] == "Would it breach a measure?"


def test_choices_may_be_changed_on_one_form_alone():
    form = Step()

    form.fields["items"].offered = offer([("7", "7. Radar")])

    assert 'value="7"' in field(form["items"])
    assert 'value="7"' not in field(Step()["items"])


def test_text_that_is_typed_finds_its_own_direction():
    page = Page(fields(Step()))

    directions = {a["name"]: a["dir"] for a in page.all("input", "textarea") if "dir" in a}
    assert directions["6-1-reason"] == "auto"
    assert directions["6-1-missing"] == "auto"
    assert directions["6-1-by"] == "ltr"
