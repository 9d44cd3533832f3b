"""The settings of what a rig serves: the same, and static files by their plain names.

The names with a fingerprint would have to be made first, and no rig asks for them.
"""

from attwizard.settings import *

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
