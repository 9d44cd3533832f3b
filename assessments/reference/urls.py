"""The addresses of the reference pages."""

from django.urls import path

from . import views

app_name = "reference"

urlpatterns = [path("guidance/", views.guidance, name="guidance")]
