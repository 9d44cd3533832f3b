"""What a web server calls. It does not start on a database server that would lose anything."""

import os
from importlib import import_module

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "attwizard.settings")

application = get_wsgi_application()

if faults := checks.run_checks(tags=[checks.Tags.database], databases=["default"]):
    raise ImproperlyConfigured("; ".join(fault.msg for fault in faults))
connections.close_all()  # each worker has connections of its own

# Every page is imported here, once, rather than in each worker at its first request.
import_module(settings.ROOT_URLCONF)
