"""What we rely on in django-formtools, and the traps we closed: the alarm for an upgrade."""

import pytest
from django import forms
from formtools.wizard.storage.base import BaseStorage
from formtools.wizard.storage.exceptions import NoFileStorageConfigured
from formtools.wizard.views import NamedUrlWizardView

from assessments.wizard.steps import STEPS
from assessments.wizard.storage import AnswerStorage
from assessments.wizard.views import AssessmentWizard


class Upload(forms.Form):
    paper = forms.FileField()


def test_a_step_that_gains_a_file_field_is_refused_at_start_up():
    class Papers(NamedUrlWizardView):
        storage_name = AssessmentWizard.storage_name
        form_list = [("papers", Upload)]

    with pytest.raises(NoFileStorageConfigured, match="file_storage"):
        Papers.as_view(url_name="x")


def test_our_storage_still_answers_all_that_the_base_asks():
    asked = {"get_step_data", "set_step_data", "set_step_files", "reset", "init_data"}

    assert asked <= set(dir(BaseStorage))
    assert asked <= set(dir(AnswerStorage))


def test_the_wizard_leaves_the_list_of_forms_to_formtools():
    """Overriding it breaks the cache that formtools deletes unguarded."""
    assert "get_form_list" not in vars(AssessmentWizard)
    assert hasattr(NamedUrlWizardView, "get_form_list")


def test_the_steps_are_those_of_the_table_in_its_order():
    initkwargs = AssessmentWizard.get_initkwargs(url_name="wizard:step", done_step_name="check")

    assert list(initkwargs["form_list"]) == [step.name for step in STEPS]
