from django.urls import path

from benchpin.atelier.shop import views

app_name = "shop"
urlpatterns = [
    path("", views.home, name="home"),
    path("account/orders/", views.my_pieces, name="my_pieces"),
]
