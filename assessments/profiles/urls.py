"""The addresses of the profiles."""

from django.urls import path

from . import editing_views, views

app_name = "profiles"

urlpatterns = [
    path("profiles/", views.profiles, name="profiles"),
    path("profiles/new/", editing_views.new, name="new"),
    path("profiles/<int:profile>/", views.profile, name="profile"),
    path("profiles/<int:profile>/versions/<int:number>/", views.version, name="version"),
    path("profiles/<int:profile>/start/", editing_views.start, name="start"),
    path("profiles/<int:profile>/draft/", editing_views.draft, name="draft"),
    path("profiles/<int:profile>/draft/publish/", editing_views.publish_draft, name="publish"),
    path("profiles/<int:profile>/draft/discard/", editing_views.discard_draft, name="discard"),
    path("profiles/<int:profile>/draft/forms/<str:row>/", editing_views.form, name="form"),
    path("profiles/<int:profile>/draft/<slug:part>/", editing_views.part, name="part"),
]
