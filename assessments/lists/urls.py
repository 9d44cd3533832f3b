"""The addresses of lists and of letters of exemption."""

from django.urls import path

from . import views

app_name = "lists"
urlpatterns = [
    path("lists/", views.lists, name="lists"),
    path("lists/load/", views.upload, name="upload"),
    path("lists/load/<slug:digest>/", views.load, name="load"),
    path("lists/of/<slug:key>/", views.entries, name="entries"),
    path("lists/of/<slug:key>/<int:entry>/", views.entry, name="entry"),
]
