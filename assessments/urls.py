"""The table of contents: signing in, then one include a folder."""

from django.urls import include, path

urlpatterns = [
    path("", include("assessments.sign_in.urls")),
    path("", include("assessments.cases.urls")),
    path("", include("assessments.incidents.urls")),
    path("", include("assessments.wizard.urls")),
    path("", include("assessments.profiles.urls")),
    path("", include("assessments.precedents.urls")),
    path("", include("assessments.records.urls")),
    path("", include("assessments.review.urls")),
    path("", include("assessments.retention.urls")),
    path("", include("assessments.reference.urls")),
    path("", include("assessments.guidance.urls")),
    path("", include("assessments.requests.urls")),
    path("", include("assessments.standards.urls")),
    path("", include("assessments.evidence.urls")),
    path("", include("assessments.lists.urls")),
    path("", include("assessments.screening.urls")),
    path("", include("assessments.people.urls")),
    path("", include("assessments.auditing.urls")),
]
