"""The table of contents: signing in, then one include a folder."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from assessments.cases.sign_in_views import SignIn

urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("", include("assessments.cases.urls")),
    path("", include("assessments.wizard.urls")),
    path("", include("assessments.records.urls")),
    path("", include("assessments.review.urls")),
    path("", include("assessments.retention.urls")),
    path("", include("assessments.reference.urls")),
    path("", include("assessments.standards.urls")),
    path("", include("assessments.people.urls")),
    path("", include("assessments.auditing.urls")),
]
