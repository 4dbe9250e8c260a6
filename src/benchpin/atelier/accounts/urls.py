from django.urls import path

from benchpin.atelier.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("register/", views.register, name="register"),
    path("password/forgotten/", views.forgotten, name="forgotten"),
    path("password/new/<uidb64>/<token>/", views.new_password, name="new_password"),
]
