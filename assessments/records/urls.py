"""The addresses of the record."""

from django.urls import path

from . import views

app_name = "records"

urlpatterns = [
    path("cases/<str:reference>/record.pdf", views.record, name="record"),
    path("cases/<str:reference>/draft.pdf", views.draft, name="draft"),
    path("cases/<str:reference>/record/", views.issue, name="issue"),
]
