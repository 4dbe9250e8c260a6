from django.urls import path, re_path

from benchpin.atelier.shop.views import basket, drawing, office, orders, paying, product, window

app_name = "shop"
urlpatterns = [
    path("", window.home, name="home"),
    re_path(r"^(?P<slug>rings|necklaces|earrings|bracelets)/$", window.kind, name="kind"),
    path("p/<slug:slug>/", product.product, name="product"),
    path("p/<slug:slug>/quote", product.quote, name="quote"),
    path("p/<slug:slug>/drawings/<slug:key>/", drawing.drawing, name="drawing"),
    path("p/<slug:slug>/sooner", product.sooner, name="sooner"),
    path("p/<slug:slug>/piece.glb", product.piece, name="piece"),
    path("p/<slug:slug>/basket/", product.add, name="add"),
    path("basket/", basket.basket, name="basket"),
    path("basket/<int:line_id>/removal/", basket.remove, name="remove"),
    path("checkout/", basket.checkout, name="checkout"),
    path("account/orders/", orders.my_pieces, name="my_pieces"),
    path("orders/<str:token>/", orders.order, name="order"),
    path("orders/<str:token>/promised-day.ics", orders.calendar, name="calendar"),
    path("orders/<str:token>/photos/<int:photo_id>/", orders.photo, name="photo"),
    path("orders/<str:token>/pay/<str:purpose>/", paying.pay, name="pay"),
    path("orders/<str:token>/pay/<str:purpose>/approval/", paying.approval, name="approval"),
    path("orders/<str:token>/pay/<str:purpose>/return/", paying.back, name="paid_return"),
    path("payments/stripe/webhook/", paying.webhook, name="webhook"),
    path("office/", office.orders, name="office"),
    path("office/orders/<str:number>/", office.order, name="office_order"),
    path("office/orders/<str:number>/payment/", office.take_payment, name="office_payment"),
    path("office/orders/<str:number>/cancellation/", office.cancel, name="office_cancel"),
    path("office/lines/<uuid:line_id>/handover/", office.hand_over, name="office_handover"),
]
