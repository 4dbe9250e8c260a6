"""Metal as it is delivered."""

from decimal import Decimal

from django import forms

from benchpin.smith.materials import METALS

__all__ = ["ReceiveForm"]


class ReceiveForm(forms.Form):
    number = forms.CharField(label="Lot number", max_length=30)
    alloy = forms.ChoiceField(label="Alloy", choices=[(row.id, row.name) for row in METALS.values()])
    supplier = forms.CharField(label="Supplier", max_length=120)
    grams = forms.DecimalField(
        label="Weight received, g",
        min_value=Decimal("0.001"),
        max_value=100_000,
        decimal_places=3,
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
    )
    received_on = forms.DateField(label="Received on", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    provenance = forms.CharField(
        label="Where it comes from",
        required=False,
        max_length=200,
        help_text="Shown to customers only with the paper that says so.",
    )
    document = forms.CharField(label="Paper that says so", required=False, max_length=120)
