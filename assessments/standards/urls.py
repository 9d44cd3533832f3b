"""The addresses of the standards."""

from django.urls import path

from . import views

app_name = "standards"

urlpatterns = [
    path("standards/", views.standards, name="standards"),
    path("standards/propose/", views.propose, name="propose"),
    path("standards/<int:number>/confirm/", views.confirm, name="confirm"),
    path("standards/<int:number>/withdraw/", views.withdraw, name="withdraw"),
]
