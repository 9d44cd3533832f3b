"""The addresses of people, units, proposals and substitutes."""

from django.urls import path

from . import grant_views, person_views, substitute_views, unit_views, views

app_name = "people"

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/add/", views.add, name="add"),
    path("people/<int:person>/", views.person, name="person"),
    path("people/<int:person>/roles/", person_views.roles, name="roles"),
    path("people/<int:person>/unit/", person_views.move, name="move"),
    path("people/<int:person>/password/", person_views.password, name="password"),
    path("people/<int:person>/deactivate/", person_views.deactivate, name="deactivate"),
    path("people/<int:person>/substitute/", substitute_views.name, name="substitute"),
    path("substitutes/<int:substitution>/end/", substitute_views.end, name="end"),
    path("grants/<int:grant>/confirm/", grant_views.confirm, name="confirm"),
    path("grants/<int:grant>/withdraw/", grant_views.withdraw, name="withdraw"),
    path("grants/<int:grant>/review/", grant_views.review, name="review"),
    path("units/", unit_views.units, name="units"),
    path("units/<int:unit>/", unit_views.rename, name="rename"),
    path("units/<int:unit>/close/", unit_views.close, name="close"),
]
