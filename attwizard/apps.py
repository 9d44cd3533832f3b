"""The project as a Django application: it only brings the checks at start-up."""

from importlib import import_module

from django.apps import AppConfig


class AttwizardConfig(AppConfig):
    """Checks of the database server, run before anything is served."""

    name = "attwizard"

    def ready(self):
        import_module("attwizard.checks")  # the checks register themselves
        import_module("attwizard.hardening")
