"""The addresses of signing in. Names with an underscore are those that django-allauth asks for."""

from django.urls import path

from . import account_views, again_views, door_views, factor_views, provider_views

urlpatterns = [
    path("sign-in/", door_views.sign_in, name="sign-in"),
    path("sign-in/", door_views.sign_in, name="account_login"),
    path("sign-in/passkey/", door_views.sign_in_by_passkey, name="sign-in-passkey"),
    path("sign-in/second-factor/", door_views.second_factor, name="mfa_authenticate"),
    path("sign-in/with/<slug:provider_id>/", provider_views.leave, name="openid_connect_login"),
    path(
        "sign-in/with/<slug:provider_id>/back/",
        provider_views.back,
        name="openid_connect_callback",
    ),
    path("sign-in/again/", again_views.again, name="again"),
    path("sign-in/on/", door_views.carry_on, name="carry-on"),
    path("sign-in/stay/", again_views.stay, name="stay"),
    path("sign-in/left/", again_views.session_left, name="session-left"),
    path("sign-out/", door_views.sign_out, name="sign-out"),
    path("your-sign-in/", account_views.account, name="account"),
    path("your-sign-in/password/", account_views.password, name="password"),
    path("your-sign-in/sessions/end/", account_views.end_sessions, name="end-sessions"),
    path("your-sign-in/add/", factor_views.choose, name="second-factor"),
    path("your-sign-in/add/app/", factor_views.add_app, name="add-app"),
    path("your-sign-in/add/app/picture/", factor_views.app_picture, name="app-picture"),
    path("your-sign-in/add/passkey/", factor_views.add_passkey, name="add-passkey"),
    path("your-sign-in/<int:factor>/remove/", factor_views.remove, name="remove-factor"),
    path("your-sign-in/recovery-codes/", factor_views.recovery_codes, name="recovery-codes"),
]
