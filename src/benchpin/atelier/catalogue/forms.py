"""A drawing that is uploaded, and what is said of its parts, as text turned into values."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from django import forms

from benchpin.atelier.catalogue.drawings import ReadFile, SeenPart, StoneKind, stone_kinds
from benchpin.designs import own
from benchpin.designs.offer import METAL_ORDER
from benchpin.smith.anatomy import Kind, SettingKind
from benchpin.smith.geometry import MOST_BYTES, UNITS
from benchpin.smith.materials import COATS, CUTS, FINISHES, GEMS, METALS
from benchpin.smith.sizes import parse_ring_size

__all__ = ["DescribeForm", "OfferForm", "SizeForm", "UploadForm"]

KINDS = (("ring", "Ring"), ("necklace", "Pendant or necklace"), ("bracelet", "Bracelet or charm"), ("earrings", "Earrings"))
SETTINGS = (("claw", "In claws"), ("bezel", "Rubbed over"), ("pave", "Pavé"), ("channel", "In a channel"), ("flush", "Flush"))
UNIT_NAMES = {"mm": "Millimetres", "cm": "Centimetres", "m": "Metres", "inch": "Inches"}
METAL_CHOICES = [(key, METALS[key].name) for key in METAL_ORDER]
FINISH_CHOICES = [(key, FINISHES[key].name) for key in ("polished", "satin", "matte", "hammered")]
ACCEPTED = ".stl,.obj,.3mf,.glb,.step,.stp"


class _FileForm(forms.Form):
    file = forms.FileField(
        label="The file",
        max_length=200,
        help_text="STL, OBJ, 3MF, GLB or STEP, up to 60 MB. Name each part in your CAD; stones as bodies of their own.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    unit = forms.ChoiceField(
        label="Its unit",
        required=False,
        choices=[("", "As the file says"), *((key, UNIT_NAMES[key]) for key in UNITS)],
        help_text="STL and OBJ do not say theirs.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"The file has {file.size / 1e6:.0f} MB; up to {MOST_BYTES / 1e6:.0f} MB can be read.")
        return file


def _ring_size(text: str) -> str:
    try:
        return parse_ring_size(text).canonical
    except ValueError as error:
        raise forms.ValidationError(str(error)) from None


class UploadForm(_FileForm):
    name = forms.CharField(label="What the design is called", max_length=80)
    kind = forms.ChoiceField(label="What it is", choices=KINDS)
    size = forms.CharField(
        label="Ring size it is drawn in", required=False, max_length=20, help_text="Of a ring: UK:M, US:6.5, ISO:53."
    )
    up = forms.ChoiceField(
        label="What is up in the file",
        choices=[(key, words) for key, (words, _) in own.UPS.items()],
        help_text="A ring is turned by its finger hole; this is for everything else.",
    )
    field_order = ("name", "kind", "file", "unit", "size", "up")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("kind") == "ring":
            try:
                given["size"] = _ring_size(given.get("size") or "")
            except forms.ValidationError as error:
                self.add_error("size", error)
        else:
            given["size"] = ""
        return given


class SizeForm(_FileForm):
    """The drawing of another size."""

    size = forms.CharField(label="The size of this drawing", max_length=20)
    field_order = ("size", "file", "unit")

    def __init__(self, *args: Any, ring: bool, **named: Any) -> None:
        super().__init__(*args, **named)
        self.ring = ring
        self.fields["size"].help_text = "UK:M, US:6.5, ISO:53." if ring else "As customers read it: small, medium, 18 cm."

    def clean_size(self) -> str:
        size = self.cleaned_data["size"].strip()
        return _ring_size(size) if self.ring else size


class DescribeForm(forms.Form):
    """What each part is, and what may be chosen. Fields follow from what was read."""

    summary = forms.CharField(label="In one sentence", max_length=200, help_text="Customers read it under the name.")
    metal = forms.ChoiceField(label="Metal it is first shown in", choices=METAL_CHOICES)
    second_metal = forms.ChoiceField(
        label="Second metal", required=False, choices=[("", "None"), *METAL_CHOICES], help_text="For parts that are made in it."
    )
    finishes = forms.MultipleChoiceField(
        label="Finishes you offer", choices=FINISH_CHOICES, widget=forms.CheckboxSelectMultiple, initial=["polished"]
    )
    sizing = forms.ChoiceField(label="Sizes", widget=forms.RadioSelect)
    head_deg = forms.FloatField(
        label="Keeps its shape, degrees either side of the top",
        required=False,
        min_value=0,
        max_value=own.MOST_HEAD_DEG,
        help_text="The head of a ring, all its stones within. 0 for a plain band.",
    )
    several = forms.BooleanField(label="It is made of several pieces that do not touch", required=False)
    engraved = forms.BooleanField(label="Words may be engraved inside the band", required=False)
    hung = forms.BooleanField(label="Hang it from our eye and chain", required=False)
    pair = forms.BooleanField(label="What is drawn is one of a pair", required=False)
    backs = forms.BooleanField(label="Butterfly backs come with it", required=False)

    def __init__(self, *args: Any, kind: Kind, name: str, files: tuple[ReadFile, ...], **named: Any) -> None:
        super().__init__(*args, **named)
        self.kind, self.design_name, self.drawn = kind, name, files
        self.kinds = stone_kinds(files[0])
        self._parts: list[tuple[str, SeenPart]] = [(f"part_{n}", part) for n, part in enumerate(files[0].parts)]
        for key, part in self._parts:
            self._add_part(key, part)
        for stones in self.kinds:
            self._add_stones(stones)
        self._fit_to_kind()

    def _add_part(self, key: str, part: SeenPart) -> None:
        roles = [(role, words) for role, words in own.ROLES.items() if role != "stone" or part.stone is not None]
        guess = "out" if part.faults else part.likely
        self.fields[key] = forms.ChoiceField(label=part.name, choices=roles, initial=guess)
        coats = [("", "Coat"), *((coat.id, coat.name) for coat in COATS.values())]
        self.fields[f"{key}_coat"] = forms.ChoiceField(label=f"Coat of {part.name}", choices=coats, required=False)

    def _add_stones(self, stones: StoneKind) -> None:
        seen = stones.seen
        words = f"{len(stones.names)} × {seen.length_mm:g} × {seen.width_mm:g} mm"
        self.fields[f"{stones.key}_label"] = forms.CharField(
            label="Called",
            max_length=30,
            required=False,
            initial="Stone" if stones.key == "gem" else "Small stones",
            help_text=words,
        )
        self.fields[f"{stones.key}_gem"] = forms.ChoiceField(
            label="Stone", choices=[(gem.id, gem.name) for gem in GEMS.values()], initial="diamond", required=False
        )
        self.fields[f"{stones.key}_cut"] = forms.ChoiceField(
            label="Cut", choices=[(cut.id, cut.name) for cut in CUTS.values()], initial=seen.cut, required=False
        )
        self.fields[f"{stones.key}_setting"] = forms.ChoiceField(label="Held", choices=SETTINGS, required=False)
        self.fields[f"{stones.key}_claws"] = forms.IntegerField(
            label="Claws of each", min_value=0, max_value=12, required=False, initial=4
        )

    def _fit_to_kind(self) -> None:
        ring, several = self.kind == "ring", len(self.drawn) > 1
        sizing = [("drawn", "Only as drawn, a drawing for each size" if several else "Only as it is drawn")]
        if not several:
            sizing.append(
                ("shank", "Any ring size: the head keeps its shape, the shank is bent")
                if ring
                else ("scaled", "Larger and smaller")
            )
        field = cast(forms.ChoiceField, self.fields["sizing"])
        field.choices = sizing
        field.initial = sizing[-1][0] if ring else "drawn"
        self.fields["head_deg"].initial = min(self.drawn[0].head_deg, own.MOST_HEAD_DEG)
        fitting = {"ring": {"engraved", "head_deg"}, "necklace": {"hung"}, "earrings": {"pair", "backs"}, "bracelet": set()}
        for name in ("engraved", "head_deg", "hung", "pair", "backs"):
            if name not in fitting[self.kind]:
                del self.fields[name]

    def parts(self) -> Iterator[dict[str, Any]]:
        """Each part with what was read of it and the fields that ask about it."""
        for key, part in self._parts:
            yield {"part": part, "role": self[key], "coat": self[f"{key}_coat"], "others": self._others(part)}

    def _others(self, part: SeenPart) -> list[str]:
        return [other.outline for _, other in self._parts if other is not part]

    def stones(self) -> Iterator[dict[str, Any]]:
        for kind in self.kinds:
            fields = [self[f"{kind.key}_{name}"] for name in ("label", "gem", "cut", "setting", "claws")]
            yield {"kind": kind, "fields": fields}

    def choices_of_the_whole(self) -> Iterator[forms.BoundField]:
        """The fields that ask about the piece, not about one of its parts."""
        return (self[name] for name in self.base_fields if name in self.fields)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for key, part in self._parts:
            if given.get(key) == "coated" and not given.get(f"{key}_coat"):
                self.add_error(f"{key}_coat", f"Say what covers {part.name}.")
        if given.get("sizing") == "shank" and given.get("head_deg") is None:
            given["head_deg"] = 0.0
        return given

    def model(self) -> own.OwnModel:
        """What was said, as the design's description."""
        given: Mapping[str, Any] = self.cleaned_data
        kind_of = {name: kind.key for kind in self.kinds for name in kind.names}
        parts = tuple(
            own.OwnPart(
                name=part.name,
                role=given[key],
                stone=kind_of.get(part.name, "") if given[key] == "stone" else "",
                coat=given[f"{key}_coat"] if given[key] == "coated" else "",
            )
            for key, part in self._parts
        )
        used = {part.stone for part in parts if part.stone}
        return own.OwnModel(
            name=self.design_name,
            summary=given["summary"],
            kind=self.kind,
            metal=given["metal"],
            second_metal=given["second_metal"] if any(part.role == "second" for part in parts) else "",
            finishes=tuple(given["finishes"]),
            parts=parts,
            stones=tuple(self._stone(kind, given) for kind in self.kinds if kind.key in used),
            files=tuple(own.OwnFile(size=file.size) for file in self.drawn),
            sizing=given["sizing"],
            head_deg=given.get("head_deg") or 0.0,
            several=given["several"],
            hung=given.get("hung", False),
            pair=given.get("pair", False),
            backs=given.get("backs", False),
            engraved=given.get("engraved", False),
        )

    def _stone(self, kind: StoneKind, given: Mapping[str, Any]) -> own.OwnStone:
        setting = given[f"{kind.key}_setting"] or "claw"
        return own.OwnStone(
            key=kind.key,
            label=given[f"{kind.key}_label"] or "Stone",
            gem=given[f"{kind.key}_gem"] or "diamond",
            cut=given[f"{kind.key}_cut"] or kind.seen.cut,
            setting=cast(SettingKind, setting),
            claws=(given[f"{kind.key}_claws"] or 0) if setting == "claw" else 0,
        )


class OfferForm(forms.Form):
    """The design in the window."""

    name = forms.CharField(label="Name in the window", max_length=120)
    slug = forms.SlugField(label="Its address", required=False, help_text="Made from the name if you leave it empty.")
    summary = forms.CharField(label="In one sentence", max_length=300)
    story = forms.CharField(label="Its story", required=False, widget=forms.Textarea, max_length=3000)
    deposit_percent = forms.IntegerField(label="Deposit, per cent", min_value=1, max_value=100, initial=50)
