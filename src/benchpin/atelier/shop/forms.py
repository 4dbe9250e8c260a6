"""What people type when they order, and what the office types about orders."""

from typing import Any

from django import forms

from benchpin.atelier.shop.services import Customer

__all__ = ["CancelForm", "CheckoutForm", "HandOverForm"]

DELIVERY = [("ship", "Insured parcel, within the United Kingdom"), ("collect", "I collect it at the workshop")]
PAYMENT = [("card", "By card, now"), ("shop", "At the workshop or by transfer, within two days")]


class CheckoutForm(forms.Form):
    """Everything an order needs besides the basket."""

    name = forms.CharField(
        label="Your name",
        max_length=120,
        error_messages={"required": "We need a name for the order."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label="E-mail",
        error_messages={
            "required": "We need an address to write to.",
            "invalid": "This is not an e-mail address: name@example.com.",
        },
        help_text="For the confirmation and news of your piece; for nothing else.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label="Phone", max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"})
    )
    delivery = forms.ChoiceField(label="How it comes to you", choices=DELIVERY, initial="ship", widget=forms.RadioSelect)
    address = forms.CharField(
        label="Address for the parcel",
        error_messages={"required": "A parcel needs an address. Or collect it at the workshop."},
        max_length=600,
        help_text="Name, street, town and postcode, as on an envelope.",
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
    )
    gift_message = forms.CharField(
        label="Words for the card", required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
    gift_from = forms.CharField(label="Signed", required=False, max_length=120)
    hide_price = forms.BooleanField(label="It is a gift: put no price in the parcel", required=False)
    note = forms.CharField(
        label="Anything the workshop should know", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    payment = forms.ChoiceField(label="The deposit", choices=PAYMENT, initial="card", widget=forms.RadioSelect)
    terms = forms.BooleanField(
        label="I have read what can and cannot be returned, and order with an obligation to pay",
        error_messages={"required": "Please confirm that you have read what can be returned."},
    )
    idempotency_key = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].required = self.data.get("delivery", "ship") == "ship"

    def customer(self) -> Customer:
        data = self.cleaned_data
        return Customer(
            name=data["name"],
            email=data["email"],
            phone=data["phone"],
            delivery=data["delivery"],
            address=data["address"],
            gift_message=data["gift_message"],
            gift_from=data["gift_from"],
            hide_price=data["hide_price"],
            note=data["note"],
        )


class HandOverForm(forms.Form):
    how = forms.ChoiceField(
        label="It was", choices=[("ship", "Sent by insured parcel"), ("collect", "Collected")], widget=forms.RadioSelect
    )
    tracking = forms.CharField(label="Tracking number", max_length=80, required=False)


class CancelForm(forms.Form):
    why = forms.CharField(label="Why, in words for the customer", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
