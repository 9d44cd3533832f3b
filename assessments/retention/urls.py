"""The addresses of retention."""

from django.urls import path

from . import views

app_name = "retention"

urlpatterns = [
    path("retention/", views.due, name="due"),
    path("retention/<str:reference>/destroy/", views.propose, name="propose"),
    path("retention/proposals/<int:proposal>/confirm/", views.confirm, name="confirm"),
    path("retention/proposals/<int:proposal>/withdraw/", views.withdraw, name="withdraw"),
    path("cases/<str:reference>/holds/", views.holds, name="holds"),
    path("cases/<str:reference>/holds/<int:hold>/lift/", views.lift, name="lift"),
]
