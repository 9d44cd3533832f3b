"""The addresses of the reference pages."""

from django.urls import path

from . import views

app_name = "reference"

urlpatterns = [
    path("sources/", views.sources, name="sources"),
    path("guidance/", views.guidance, name="guidance"),
    path("security/", views.security, name="security"),
    path("security/protection/", views.protected, name="protection"),
    path("security/conformance/", views.conformance, name="conformance"),
]
