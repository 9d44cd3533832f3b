"""The addresses, and one more of a view that believes what it is sent: the fuzz must find it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

from attwizard.urls import urlpatterns as ours


@login_not_required
def naive(request):
    return HttpResponse(f"<h1>{int(request.GET['number'])}</h1>")


urlpatterns = [path("naive/", naive, name="naive"), *ours]
handler429 = "assessments.sign_in.throttling.too_many"
