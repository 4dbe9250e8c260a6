from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("administration/", admin.site.urls),
    path("account/", include("benchpin.atelier.accounts.urls")),
    path("workshop/drawings/", include("benchpin.atelier.catalogue.urls")),
    path("workshop/", include("benchpin.atelier.workshop.urls")),
    path("stock/", include("benchpin.atelier.stock.urls")),
    path("passport/", include("benchpin.atelier.passport.urls")),
    path("api/", include("benchpin.atelier.api.urls")),
    path("", include("benchpin.atelier.web.urls")),
    path("", include("benchpin.atelier.shop.urls")),
]

handler400 = "benchpin.atelier.web.views.bad_request"
handler403 = "benchpin.atelier.web.views.forbidden"
handler404 = "benchpin.atelier.web.views.not_found"
handler500 = "benchpin.atelier.web.views.server_error"
