"""The addresses of the auditor's pages."""

from django.urls import path

from . import archive_views, flag_views, trail_views, verification_views

app_name = "auditing"

urlpatterns = [
    path("trail/", trail_views.trail, name="trail"),
    path("trail/<int:entry>/", trail_views.entry, name="entry"),
    path("verification/", verification_views.verification, name="verification"),
    path("records/", archive_views.page, name="records"),
    path("records/archive.zip", archive_views.archive, name="archive"),
    path("flags/", flag_views.flags, name="flags"),
]
