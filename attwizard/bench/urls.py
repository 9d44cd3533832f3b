"""The application's addresses, and those of what it is measured against."""

from django.urls import include, path

from .admin import site
from .plain import PlainWizard, one_update

plain = PlainWizard.as_view(url_name="plain")

urlpatterns = [
    path("plain/<slug:step>/", plain, name="plain"),
    path("admin/", site.urls),
    path("one-update/<str:reference>/", one_update, name="one-update"),
    path("", include("attwizard.urls")),
]
