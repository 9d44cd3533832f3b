"""The addresses of the guidance, beside the page that shows it whole."""

from django.urls import path

from . import own_views, views

app_name = "guidance"

urlpatterns = [
    path("guidance/search/", views.search, name="search"),
    path("guidance/glossary/", views.glossary, name="glossary"),
    path("guidance/questions/<str:place>/", views.question, name="question"),
    path("guidance/own/", own_views.own, name="own"),
    path("guidance/own/write/", own_views.write, name="write_own"),
    path("guidance/own/<int:version>/change/", own_views.change, name="change_own"),
    path("guidance/own/<int:version>/publish/", own_views.publish, name="publish_own"),
    path("guidance/own/<int:version>/withdraw/", own_views.withdraw, name="withdraw_own"),
    path("guidance/treaty-text/", own_views.treaty_text, name="treaty_text"),
    path("guidance/examples/", views.examples, name="examples"),
    path("guidance/examples/<slug:name>/", views.example, name="example"),
    path("guidance/examples/<slug:name>/<slug:part>/", views.example, name="example_part"),
]
