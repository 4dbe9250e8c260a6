"""What a stranger types in to check a certificate."""

import json

from django import forms

__all__ = ["CheckForm"]

MOST_LETTERS = 40_000


class CheckForm(forms.Form):
    """A code, or the record and signature a certificate carries."""

    code = forms.CharField(
        label="Code on the certificate", required=False, max_length=40, help_text="Sixteen letters and figures."
    )
    record = forms.CharField(
        label="Or the signed record",
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="The text of the file “record.json” that came with the piece.",
    )

    def clean_code(self) -> str:
        return self.cleaned_data["code"].upper().replace("-", "").replace(" ", "")

    def clean_record(self) -> dict[str, str]:
        raw = self.cleaned_data["record"].strip()
        if not raw:
            return {}
        try:
            found = json.loads(raw)
            return {key: str(found[key]) for key in ("record", "signature")}
        except (ValueError, TypeError, KeyError):
            raise forms.ValidationError("This is not a record file: paste the whole text, from { to }.") from None

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("code") and not cleaned.get("record"):
            self.add_error("code", "Enter the code on the certificate, or paste the record.")
        return cleaned
