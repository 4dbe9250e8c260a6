"""A piece: its solids, and the anatomy that everything else is derived from."""

from dataclasses import dataclass
from functools import cached_property

from benchpin.smith.anatomy import Anatomy, Coating, Kind, MetalPart, StoneSet
from benchpin.smith.checks import Check, judged, require_sound
from benchpin.smith.draft import Draft, Part, Stones
from benchpin.smith.geometry import (
    Floats,
    Probe,
    Solid,
    Survey,
    composed,
    kept,
    outline_svg,
    placed_union,
    stl,
    survey,
    then,
    three_mf,
)
from benchpin.smith.materials import cut, gem, metal
from benchpin.smith.sizes import parse_ring_size
from benchpin.smith.view import preview_glb

__all__ = ["TOLERANCE_MM", "Casting", "Piece"]

# Half the spot of a casting printer's laser; the volume does not depend on it (area-true tessellation).
TOLERANCE_MM = 0.01
NEXT_TO_CLASP = 8  # links of a chain that are drawn


@dataclass(frozen=True, eq=False, kw_only=True)
class Casting:
    """Metal that leaves the flask as one: the parts of one body in one alloy, of the finished size, in the piece's axes.

    body: castings of one body are joined to each other; others move against it.
    count: how many alike one piece needs: two of a pair, every link of a bracelet.
    frames: where they stand in the piece, of one of a pair.
    """

    key: str
    name: str
    body: str
    alloy: str
    finish: str
    solid: Solid
    count: int
    frames: tuple[Floats, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Piece:
    """What is made. Everything that leaves the house is of a sound piece; the preview alone is drawn before it is judged."""

    design: str
    kind: Kind
    alloy: str
    finish: str
    draft: Draft

    @cached_property
    def survey(self) -> Survey:
        """What was measured on the solids, good or not."""
        stones = tuple((stones.stone.solid(), stones.frames) for stones in self.draft.stones)
        bodies = [(casting.solid, casting.frames) for casting in self._castings]
        bought = [part for part in self.draft.parts if part.bought is not None and part.loose]
        bodies += [(part.solid, part.frames) for part in bought]
        groups = [casting.body for casting in self._castings] + [part.key for part in bought]
        return _survey(tuple(bodies), stones, self.draft.probes, tuple(groups))

    @cached_property
    def castings(self) -> tuple[Casting, ...]:
        """What goes to the foundry. Raises DesignRefused, with a sentence for each fault, if it cannot be made."""
        require_sound(
            self.survey,
            alloy=self.alloy,
            field=self.draft.blames,
            figures=self.draft.figures,
            engravings=self.draft.engravings,
        )
        return self._castings

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Everything that was held against a limit, passed or not."""
        return judged(
            self.survey,
            alloy=self.alloy,
            field=self.draft.blames,
            figures=self.draft.figures,
            engravings=self.draft.engravings,
        )

    @cached_property
    def anatomy(self) -> Anatomy:
        """The figures of the piece. Raises DesignRefused if it cannot be made."""
        draft, pair = self.draft, len(self.draft.pair) or 1
        bought = {id(part.bought): part.bought for part in draft.parts if part.bought is not None}
        return Anatomy(
            design=self.design,
            kind=self.kind,
            alloy=self.alloy,
            finish=self.finish,
            parts=tuple(_metal_part(casting) for casting in self.castings),
            stones=tuple(_stone_set(stones, pair) for stones in draft.stones),
            findings=(*bought.values(), *draft.findings),
            engravings=draft.engravings,
            coatings=tuple(self._coatings()),
            measures=draft.measures,
            ring_size=draft.ring_size,
            resizing=draft.resizing,
            description=draft.description,
        )

    @cached_property
    def cast(self) -> Solid:
        """All that is cast of one piece (of a pair, of one), each where it stands."""
        return composed([casting.solid.transform(frame) for casting in self.castings for frame in casting.frames])

    @property
    def cast_volume_mm3(self) -> float:
        return float(self.cast.volume())

    def preview_glb(self) -> bytes:
        """The piece for the viewer: metres, Y up; see view.py for what the names mean."""
        return preview_glb(self.kind, self.alloy, self.finish, self.draft)

    def stl(self, *, shrinkage_percent: float = 0.0, alloy: str = "") -> bytes:
        """What is cast of one alloy, the piece's own unless another is named, as binary STL, grown by the shrinkage."""
        parts = [casting for casting in self.castings if casting.alloy == (alloy or self.alloy)]
        whole = composed([casting.solid.transform(frame) for casting in parts for frame in casting.frames])
        return stl(whole, self.draft.cast_name, shrinkage_percent)

    def three_mf(self, *, shrinkage_percent: float = 0.0) -> bytes:
        """What is cast as 3MF, each casting a named object; metadata state alloy, finished volume and shrinkage.

        A second alloy is grown by its own shrinkage, if the piece is grown at all.
        """

        def percent(alloy: str) -> float:
            own = alloy == self.alloy or shrinkage_percent == 0
            return shrinkage_percent if own else metal(alloy).shrinkage_percent

        parts = [(casting.name, casting.solid, percent(casting.alloy)) for casting in self.castings]
        alloys = ", ".join(dict.fromkeys(metal(casting.alloy).name for casting in self.castings))
        about = {
            "Designer": "Benchpin",
            "LicenseTerms": f"Alloy: {alloys}. Finished volume: {self.cast_volume_mm3:.2f} mm3.",
        }
        return three_mf(parts, self.draft.cast_name, about)

    def drawing_svg(self) -> str:
        """Front, side and top for the traveller: what is cast, its stones numbered, dimensioned in millimetres.

        Of what is only put together, its clasp and what lies next to it.
        """
        stones = [s.stone.solid().transform(frame) for s in self.draft.stones for frame in s.frames]
        bore_mm = 2 * self.draft.inner_radius_mm
        return outline_svg(self._drawn(), stones, f"Drawing: {self.draft.cast_name}", tuple(self._notes()), bore_mm)

    def _drawn(self) -> Solid:
        if self.castings:
            return self.cast
        return composed([part.solid.transform(frame) for part in self.draft.parts for frame in part.frames[:NEXT_TO_CLASP]])

    @cached_property
    def _castings(self) -> tuple[Casting, ...]:
        pair = len(self.draft.pair) or 1
        groups: dict[tuple[str, str], list[Part]] = {}
        for part in self.draft.parts:
            if part.bought is None:
                groups.setdefault((part.key if part.loose else part.body, part.alloy or self.alloy), []).append(part)
        return tuple(self._casting(parts, alloy, pair) for (_, alloy), parts in groups.items())

    def _casting(self, parts: list[Part], alloy: str, pair: int) -> Casting:
        first = parts[0]
        others = [part.name.lower() for part in parts if part.name != first.name]
        name = ", ".join(dict.fromkeys([first.name, *others]))
        body = first.key if first.loose else first.body
        about = {"key": first.key, "name": name, "body": body, "alloy": alloy, "finish": first.finish or self.finish}
        if first.loose:
            return Casting(solid=first.solid, count=pair * len(first.frames), frames=first.frames, **about)
        solid = placed_union(tuple((part.solid, frame.tobytes()) for part in parts for frame in part.frames))
        return Casting(solid=solid, count=pair, frames=(then(),), **about)

    def _coatings(self) -> list[Coating]:
        pair = len(self.draft.pair) or 1
        found = []
        for part in self.draft.parts:
            times = pair * len(part.frames)
            if part.coat:
                area = times * float(part.solid.surface_area())
                found.append(Coating(key=part.key, name=part.name, coat=part.coat, surface_mm2=round(area, 1)))
            for letters in part.letters:
                if letters.coat:
                    area = times * float((letters.cutter ^ part.solid).surface_area()) / 2
                    found.append(
                        Coating(key=f"{part.key}_letters", name="Letters", coat=letters.coat, surface_mm2=round(area, 1))
                    )
        return found

    def _notes(self) -> list[str]:
        notes = []
        first = 1
        for group, stone in zip(self.draft.stones, self.anatomy.stones, strict=True):
            last = first + len(group.frames) - 1
            number = f"Stone {first}" if first == last else f"Stones {first} to {last}"
            first = last + 1
            held = f"{stone.claws} claws" if stone.claws else stone.setting
            sides = f"{stone.length_mm:.2f} × {stone.width_mm:.2f} × {stone.depth_mm:.2f} mm"
            each = f"{stone.carats:.2f} ct" + (" each" if stone.count > 1 else "")
            stone_name = f"{gem(stone.gem).name}, {cut(stone.cut).name.lower()}"
            notes.append(f"{number}: {stone.count} × {stone_name}, {sides}, {each}, {held}")
        if self.anatomy.ring_size:
            notes.append(f"Ring size {parse_ring_size(self.anatomy.ring_size)}")
        notes += [f"{m.label}: {m.value:g} ± {m.tolerance:g} {m.unit}" for m in self.anatomy.measures]
        return notes


Placed = tuple[Solid, tuple[Floats, ...]]


def _survey(
    bodies: tuple[Placed, ...], stones: tuple[Placed, ...], probes: tuple[Probe, ...], groups: tuple[str, ...]
) -> Survey:
    def still(placed: tuple[Placed, ...]) -> tuple[tuple[Solid, tuple[bytes, ...]], ...]:
        return tuple((solid, tuple(frame.tobytes() for frame in frames)) for solid, frames in placed)

    return _surveyed(still(bodies), still(stones), probes, groups)


_surveyed = kept(survey)


def _metal_part(casting: Casting) -> MetalPart:
    """Weigh a casting: its exact volume and the alloy's density."""
    volume = float(casting.solid.volume())
    return MetalPart(
        key=casting.key,
        name=casting.name,
        alloy=casting.alloy,
        volume_mm3=round(volume, 3),
        surface_mm2=round(float(casting.solid.surface_area()), 2),
        mass_g=round(metal(casting.alloy).mass_g(volume), 4),
        count=casting.count,
        finish=casting.finish,
    )


def _stone_set(stones: Stones, pair: int) -> StoneSet:
    """Weigh a stone: its exact volume and the gem's density. As the trade says it, its length is the longer side."""
    stone = stones.stone
    sides_mm = sorted((stone.width_mm, stone.length_mm))
    return StoneSet(
        key=stones.key,
        name=stones.name,
        gem=stones.gem,
        cut=stones.cut,
        width_mm=round(sides_mm[0], 3),
        length_mm=round(sides_mm[1], 3),
        depth_mm=round(stone.depth_below_mm + stone.height_above_mm, 3),
        carats=round(gem(stones.gem).carats(stone.volume_mm3), 3),
        setting=stones.setting,
        claws=stones.claws,
        count=pair * len(stones.frames),
    )
