"""The addresses of the record."""

from django.urls import path

from . import verify_views, views

app_name = "records"

urlpatterns = [
    path("verify/", verify_views.page, name="verify"),
    path("verify/<str:code>/", verify_views.by_code, name="verified"),
    path("cases/<str:reference>/record.pdf", views.record, name="record"),
    path("cases/<str:reference>/records/", views.editions, name="editions"),
    path("cases/<str:reference>/record.docx", views.word, name="word"),
    path("cases/<str:reference>/records/correct/", views.correct, name="correct"),
    path("cases/<str:reference>/records/<str:code>.pdf", views.edition, name="edition"),
    path(
        "cases/<str:reference>/records/make/<str:edition>/",
        views.make_edition,
        name="make_edition",
    ),
    path("cases/<str:reference>/draft.pdf", views.draft, name="draft"),
    path("cases/<str:reference>/record/", views.issue, name="issue"),
]
