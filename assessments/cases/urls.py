"""The addresses of the lists and of what is done to a case as a whole."""

from django.urls import path

from . import case_views, circle_views, file_views, interest_views, views

app_name = "cases"

urlpatterns = [
    path("", views.home, name="home"),
    path("cases/", views.mine, name="mine"),
    path("review/", views.to_review, name="to_review"),
    path("decided/", views.decided, name="decided"),
    path("cases/open/", interest_views.open_one, name="open"),
    path("cases/<str:reference>/withdraw/", case_views.withdraw, name="withdraw"),
    path("cases/<str:reference>/hand-over/", case_views.hand_over_case, name="hand_over"),
    path("cases/<str:reference>/declare/", interest_views.declare_interest, name="declare"),
    path("interests/", interest_views.interests, name="interests"),
    path("interests/<int:declaration>/", interest_views.clear, name="clear_interest"),
    path("cases/<str:reference>/colleagues/", circle_views.colleagues, name="colleagues"),
    path(
        "cases/<str:reference>/colleagues/<int:person>/remove/",
        circle_views.remove_colleague,
        name="remove_colleague",
    ),
    path("cases/<str:reference>/notes/", case_views.notes, name="notes"),
    path(
        "cases/<str:reference>/readers/<int:person>/remove/",
        circle_views.remove_reader,
        name="remove_reader",
    ),
    path("cases/<str:reference>/assign/", circle_views.assign_reviewer, name="assign"),
    path(
        "cases/<str:reference>/assignments/<int:assignment>/end/",
        circle_views.unassign,
        name="unassign",
    ),
    path("cases/<str:reference>/unit/", circle_views.move_to_another_unit, name="move"),
    path("cases/<str:reference>/files/", file_views.add, name="files"),
    path("cases/<str:reference>/files/<int:file>/", file_views.download, name="file"),
    path("cases/<str:reference>/files/<int:file>/remove/", file_views.remove, name="remove_file"),
]
