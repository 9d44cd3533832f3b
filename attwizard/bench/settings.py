"""The settings of what is measured: the same, with Django's admin and a plain wizard beside it."""

from pathlib import Path

import django

from attwizard.settings import *

ADMIN = Path(django.__path__[0]) / "contrib" / "admin"
INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin.apps.SimpleAdminConfig"]
ROOT_URLCONF = "attwizard.bench.urls"
STATICFILES_DIRS = [*STATICFILES_DIRS, ADMIN / "static"]
TEMPLATES[0]["DIRS"].append(ADMIN / "templates")
