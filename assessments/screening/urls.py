"""The addresses of the screening of a case."""

from django.urls import path

from . import views

app_name = "screening"
urlpatterns = [
    path("cases/<str:reference>/screening/", views.screening, name="screening"),
    path("cases/<str:reference>/screening/<slug:key>/<int:entry>/", views.match, name="match"),
]
