"""The addresses of a case and of its assessment."""

from django.urls import path

from . import (
    again_views,
    case_page,
    exchange_views,
    finishing_views,
    profile_views,
    row_views,
    source_views,
    views,
)

app_name = "wizard"

assess = views.AssessmentWizard.as_view(url_name="wizard:step", done_step_name="check")

urlpatterns = [
    path("import/", exchange_views.import_file, name="import"),
    path(
        "guidance/examples/<slug:name>/practise/",
        exchange_views.practise_example,
        name="practise",
    ),
    path("cases/<str:reference>/export/", exchange_views.export, name="export"),
    path(
        "cases/<str:reference>/case-file.json",
        exchange_views.download_case_file,
        name="download_case_file",
    ),
    path("cases/<str:reference>/copy/", exchange_views.copy, name="copy"),
    path("cases/<str:reference>/split/", exchange_views.split, name="split"),
    path("cases/<str:reference>/take-over/", exchange_views.take_over_steps, name="take_over"),
    path("cases/<str:reference>/", case_page.case, name="case"),
    path("cases/<str:reference>/answers/", views.check, name="answers"),
    path("cases/<str:reference>/assess/", assess, name="assess"),
    path("cases/<str:reference>/assess/<slug:step>/", assess, name="step"),
    path("cases/<str:reference>/recommendation/", finishing_views.recommend, name="recommend"),
    path("cases/<str:reference>/submit/", finishing_views.submit, name="submit"),
    path("cases/<str:reference>/profiles/", profile_views.profiles, name="profiles"),
    path(
        "cases/<str:reference>/profiles/<int:version>/adopt/",
        profile_views.adopt_version,
        name="adopt",
    ),
    path(
        "cases/<str:reference>/profiles/<int:version>/look/",
        profile_views.look,
        name="look_at_profile",
    ),
    path(
        "cases/<str:reference>/profiles/<int:adoption>/set-aside/",
        profile_views.put_aside,
        name="set_aside",
    ),
    path("cases/<str:reference>/again/", again_views.again, name="again"),
    path("cases/<str:reference>/sources/", source_views.sources, name="sources"),
    path(
        "cases/<str:reference>/sources/<str:row>/register/",
        source_views.register,
        name="register_source",
    ),
    path(
        "cases/<str:reference>/sources/<str:row>/newest/",
        source_views.newest,
        name="newest_revision",
    ),
    path("cases/<str:reference>/rows/<slug:name>/", row_views.rows, name="rows"),
    path("cases/<str:reference>/rows/<slug:name>/of/<str:group>/", row_views.rows, name="rows_of"),
    path("cases/<str:reference>/rows/<slug:kind>/<str:row>/", row_views.row, name="row"),
    path(
        "cases/<str:reference>/risks/<str:risk>/six-steps/", again_views.also_six, name="also_six"
    ),
]
