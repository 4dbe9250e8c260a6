from django.urls import path

from benchpin.atelier.stock import views

app_name = "stock"
urlpatterns = [
    path("", views.stock, name="stock"),
    path("receive/", views.receive, name="receive"),
    path("lots/<str:number>/", views.lot, name="lot"),
]
