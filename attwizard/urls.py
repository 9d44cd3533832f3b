"""The addresses: the language switch of Django, and all of the application's."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("", include("assessments.urls")),
]

# Also where allauth looks for the page that says "too many".
handler429 = "assessments.sign_in.throttling.too_many"
handler500 = "assessments.cases.outage.failed"
handler400 = "assessments.cases.outage.refused"
