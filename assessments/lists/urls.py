"""The addresses of lists and of letters of exemption."""

from django.urls import path

from . import case_views, letter_views, views

app_name = "lists"
urlpatterns = [
    path("lists/", views.lists, name="lists"),
    path("lists/load/", views.upload, name="upload"),
    path("lists/load/<slug:digest>/", views.load, name="load"),
    path("lists/of/<slug:key>/", views.entries, name="entries"),
    path("lists/of/<slug:key>/<int:entry>/", views.entry, name="entry"),
    path("cases/<str:reference>/lists/", case_views.case, name="case"),
    path("letters/", letter_views.letters, name="letters"),
    path("letters/record/", letter_views.record, name="record"),
    path("letters/<int:letter>/", letter_views.letter, name="letter"),
    path("letters/<int:letter>/end/", letter_views.end, name="end"),
]
