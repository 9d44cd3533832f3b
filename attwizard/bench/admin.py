"""Django's own list of cases, as one writes it in a minute: what ours is measured against."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from assessments.models import Case


class Site(admin.AdminSite):
    """Open to whoever is signed in."""

    def has_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active)


class CaseAdmin(admin.ModelAdmin):
    """Columns, filters and search of our lists, and as many cases on a page."""

    list_display = (
        "reference",
        "title",
        "recipient_state",
        "end_user",
        "officer",
        "status",
        "updated_at",
    )
    list_filter = ("status", "recipient_state", "officer")
    search_fields = ("reference", "title", "end_user")
    list_per_page = 25

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    has_add_permission = has_change_permission = has_delete_permission = (
        lambda self, request, obj=None: False
    )


site = Site(name="admin")
site.register(Case, CaseAdmin)
