"""The addresses of the precedents."""

from django.urls import path

from . import views

app_name = "precedents"

urlpatterns = [
    path("cases/<str:reference>/precedents/", views.of_case, name="of_case"),
    path("precedents/", views.search, name="search"),
]
