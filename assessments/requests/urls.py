"""The addresses of requests for information."""

from django.urls import path

from . import views

app_name = "requests"

urlpatterns = [
    path("requests/", views.out, name="out"),
    path("cases/<str:reference>/requests/", views.requests, name="requests"),
    path("cases/<str:reference>/requests/new/", views.new, name="new"),
    path("cases/<str:reference>/requests/<int:number>/", views.show, name="request"),
    path("cases/<str:reference>/requests/<int:number>/edit/", views.edit, name="edit"),
    path("cases/<str:reference>/requests/<int:number>/letter/", views.letter, name="letter"),
    path("cases/<str:reference>/requests/<int:number>/text/", views.text, name="text"),
    path("cases/<str:reference>/requests/<int:number>/<str:kind>/", views.act, name="act"),
]
