"""The addresses of the register of sources."""

from django.urls import path

from . import views

app_name = "evidence"
urlpatterns = [
    path("sources/evidence/", views.sources, name="sources"),
    path("sources/evidence/add/", views.add, name="add"),
    path("sources/evidence/<int:source>/", views.source, name="source"),
    path("sources/evidence/<int:source>/revise/", views.revise, name="revise"),
    path("sources/evidence/<int:source>/confirm/", views.confirm, name="confirm"),
    path("sources/evidence/<int:source>/revisions/<int:number>/", views.revision, name="revision"),
    path(
        "sources/evidence/<int:source>/revisions/<int:number>/files/<slug:digest>/",
        views.file,
        name="file",
    ),
]
