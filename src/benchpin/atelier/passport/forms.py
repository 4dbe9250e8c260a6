"""What a stranger brings to have a certificate checked."""

from django import forms
from django.core.files.uploadedfile import UploadedFile

from benchpin.atelier.passport.codes import read_code
from benchpin.smith.passport import SignedRecord, UnreadableRecord, read_record_file

__all__ = ["CheckForm"]

MOST_LETTERS = 40_000


class CheckForm(forms.Form):
    """A code, or a record file, chosen or pasted."""

    code = forms.CharField(
        label="Code on the certificate",
        required=False,
        max_length=40,
        help_text="Sixteen letters and figures, under the name of the piece and in the QR code.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    file = forms.FileField(label="Or the record file", required=False, help_text="“record-….json”, from the passport's page.")
    record = forms.CharField(
        label="Or its text",
        required=False,
        max_length=MOST_LETTERS,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        return read_code(self.cleaned_data["code"])

    def clean_file(self) -> SignedRecord | None:
        upload: UploadedFile | None = self.cleaned_data["file"]
        if upload is None:
            return None
        if (upload.size or 0) > MOST_LETTERS:
            raise forms.ValidationError("This file is too long to be a record of ours.")
        return _read(upload.read().decode("utf-8", errors="replace"))

    def clean_record(self) -> SignedRecord | None:
        pasted = self.cleaned_data["record"]
        return _read(pasted) if pasted else None

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            self.add_error("code", "Enter the code on the certificate, or give us the record.")
        return cleaned


def _read(text: str) -> SignedRecord:
    try:
        return read_record_file(text)
    except UnreadableRecord as refusal:
        raise forms.ValidationError(str(refusal)) from refusal
