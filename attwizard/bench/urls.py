"""The application's addresses, and those of the plain wizard that it is measured against."""

from django.urls import include, path

from .plain import PlainWizard

plain = PlainWizard.as_view(url_name="plain")

urlpatterns = [
    path("plain/<slug:step>/", plain, name="plain"),
    path("", include("attwizard.urls")),
]
