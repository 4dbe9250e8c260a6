from django.urls import path

from benchpin.atelier.catalogue import views

app_name = "catalogue"
urlpatterns = [
    path("", views.drawings, name="drawings"),
    path("<slug:token>/", views.drawing, name="drawing"),
    path("<slug:token>/sizes/", views.add_size, name="add_size"),
    path("<slug:token>/design/", views.make, name="make"),
    path("<slug:token>/listing/", views.offer, name="offer"),
    path("<slug:token>/piece.glb", views.model, name="model"),
]
