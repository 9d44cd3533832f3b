"""The addresses of the register of incidents, and of the incidents of a case."""

from django.urls import path

from . import case_views, views

app_name = "incidents"

urlpatterns = [
    path("incidents/", views.register, name="register"),
    path("incidents/add/", views.add, name="add"),
    path("incidents/pattern/", views.pattern, name="pattern"),
    path("incidents/<int:incident>/", views.incident, name="incident"),
    path("incidents/<int:incident>/correct/", views.correct, name="correct"),
    path("cases/<str:reference>/incidents/", case_views.incidents, name="of_case"),
    path(
        "cases/<str:reference>/incidents/<int:incident>/leave-out/",
        case_views.leave_one_out,
        name="leave_out",
    ),
]
