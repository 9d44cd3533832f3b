"""The addresses of review and decision."""

from django.urls import path

from . import views

app_name = "review"

urlpatterns = [
    path("waivers/", views.waivers, name="waivers"),
    path("waivers/<int:waiver>/", views.look_at_waiver, name="waiver"),
    path("review/<str:reference>/", views.review, name="review"),
    path("cases/<str:reference>/comments/", views.comments, name="comments"),
    path("review/<str:reference>/return/", views.return_for_changes, name="return"),
    path("review/<str:reference>/sign-off/<slug:kind>/", views.sign_off, name="sign_off"),
    path("review/<str:reference>/decide/", views.decide, name="decide"),
]
