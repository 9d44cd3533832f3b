"""Signing in, with what was typed before; signing out is Django's own view."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import LoginView
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from . import kept, signing_in
from .refusals import Refusal


class SignIn(LoginView):
    """User name and password. What a page carried here goes on to where it was meant for."""

    template_name = "registration/sign_in.html"
    redirect_authenticated_user = False

    def get_context_data(self, **kwargs):
        carried = self.request.POST.get("kept", "")
        return super().get_context_data(kept=carried, **signing_in.demonstration(), **kwargs)

    def form_valid(self, form):
        typed = kept.read(self.request.POST.get("kept", ""))
        login(self.request, form.get_user())
        if typed is None:
            return redirect(self.get_success_url())
        if typed.person != self.request.user.pk:
            messages.warning(
                self.request,
                _("What another person had typed in this browser was not kept. It is theirs."),
            )
            return redirect(self.get_success_url())
        return carry_on(self.request, typed)


def carry_on(request, typed: kept.Typed):
    """Keep the text where it belongs; where the case has moved on, show it to be copied."""
    try:
        return kept.deliver(request, typed)
    except (Http404, Refusal):
        return kept.typed_page(request, kept.texts_of(typed.fields), status=409)
