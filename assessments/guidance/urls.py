"""The addresses of the guidance, beside the page that shows it whole."""

from django.urls import path

from . import views

app_name = "guidance"

urlpatterns = [
    path("guidance/search/", views.search, name="search"),
    path("guidance/glossary/", views.glossary, name="glossary"),
    path("guidance/questions/<str:place>/", views.question, name="question"),
    path("guidance/examples/", views.examples, name="examples"),
    path("guidance/examples/<slug:name>/", views.example, name="example"),
    path("guidance/examples/<slug:name>/<slug:part>/", views.example, name="example_part"),
]
