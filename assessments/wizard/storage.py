"""formtools' storage on top of the answers: the work belongs to the case, not to the session."""

from django.utils.datastructures import MultiValueDict
from formtools.wizard.storage.base import BaseStorage

from .parts import as_posted, draft_data
from .steps import BY_NAME


class AnswerStorage(BaseStorage):
    """Reads confirmed answers; they are written by the view, part by part."""

    def __init__(self, prefix, request=None, file_storage=None):
        super().__init__(prefix, request, file_storage)
        self.init_data()  # formtools' own scratch space; it lives for one request
        self.route = request.route

    def get_step_data(self, step):
        """The confirmed answer as a browser would post it, for formtools' last check."""
        answer = self.route.answers.get(step)
        if step is None or answer is None or not answer.is_confirmed:
            return None
        form = BY_NAME[step].form(route=self.route, content=answer.content, prefix=step)
        return draft_data(step, as_posted(form)) or MultiValueDict()

    def set_step_data(self, step, cleaned_data):
        """Nothing: `AssessmentWizard.post` has saved the part, with its version and its voids."""

    def set_step_files(self, step, files):
        """Nothing: no step takes files; they have a page of their own."""

    def reset(self):
        """Never forget answers: they belong to the case file, not to the browser."""
