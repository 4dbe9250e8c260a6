from django.urls import path

from benchpin.atelier.api import views

app_name = "api"
urlpatterns = [
    path("designs/", views.designs, name="designs"),
    path("designs/<slug:key>/", views.design, name="design"),
    path("designs/<slug:key>/configure", views.configure, name="configure"),
]
