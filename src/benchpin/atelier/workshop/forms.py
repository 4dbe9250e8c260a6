"""What is typed at the bench."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from benchpin.smith.inspection import Point

__all__ = ["InspectionForm", "PhotoForm", "WeighForm"]

MOST_BYTES = 20_000_000  # a phone's largest pictures


class WeighForm(forms.Form):
    """Metal to the bench or back, as the balance shows it. `key` makes a second tap on the same form count once."""

    what = forms.ChoiceField(
        label="Direction",
        choices=[
            ("issue", "Out of the safe, to the bench"),
            ("return", "Back into the safe"),
            ("scrap", "Sprue and filings, to scrap"),
        ],
    )
    lot = forms.TypedChoiceField(label="Lot", coerce=int)
    grams = forms.DecimalField(label="Balance reads, g", min_value=0.001, max_value=5000, decimal_places=3, localize=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(self, *args: Any, lots: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lot = cast(forms.TypedChoiceField, self.fields["lot"])
        lot.choices = [(row.pk, f"{row.number}, {row.in_safe_mg / 1000:.2f} g in the safe") for row in lots]
        self.fields["grams"].widget.attrs["inputmode"] = "decimal"
        self.fields["lot"].error_messages["required"] = "There is no lot of this alloy in the safe. Receive one in Stock."


class PhotoForm(forms.Form):
    image = forms.FileField(label="Picture", help_text="JPEG, PNG or WebP. Where it was taken is removed from it.")
    operation = forms.TypedChoiceField(label="Shows", coerce=int, required=False, empty_value=None)
    caption = forms.CharField(label="Words under it", required=False, max_length=200)
    shown = forms.BooleanField(label="The customer may see it", required=False, initial=True)

    def __init__(self, *args: Any, operations: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.TypedChoiceField, self.fields["operation"]).choices = [("", "The whole piece"), *operations]
        self.fields["image"].widget.attrs["accept"] = "image/jpeg,image/png,image/webp"

    def clean_image(self) -> Any:
        image = self.cleaned_data["image"]
        if image.size > MOST_BYTES:
            raise forms.ValidationError("This picture is larger than 20 MB. Make it smaller.")
        return image


class InspectionForm(forms.Form):
    """One field a point; what a value must be is the point's business, not the form's."""

    note = forms.CharField(label="Note for the file", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, points: Iterable[Point], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = tuple(points)
        for point in self.points:
            self.fields[point.key] = self._field(point)
        self.order_fields([*(point.key for point in self.points), "note"])

    def rows(self) -> list[tuple[Point, forms.BoundField]]:
        return [(point, self[point.key]) for point in self.points]

    def values(self) -> dict[str, str]:
        return {point.key: self.cleaned_data.get(point.key) or "" for point in self.points}

    @staticmethod
    def _field(point: Point) -> forms.Field:
        if point.kind == "judged":
            choices = [("yes", "Yes"), ("no", "No")]
            return forms.ChoiceField(label=point.label, choices=choices, required=False, widget=forms.RadioSelect)
        attributes = {"inputmode": "decimal", "autocomplete": "off"} if point.kind == "measured" else {"autocomplete": "off"}
        label = f"{point.label}, {point.unit}" if point.unit else point.label
        return forms.CharField(label=label, required=False, max_length=200, widget=forms.TextInput(attrs=attributes))
