"""A design with rules and no shape: what else is possible is decided without one."""

from benchpin.designs.drafted import drafted
from benchpin.designs.options import Choice, Conflict, Lettering, Measure, Value
from benchpin.smith.errors import DesignError


def choice(key, label, *values, **more):
    offered = tuple(Value(key=value, label=value.replace("_", " ").capitalize()) for value in values)
    return Choice(key=key, label=label, default=values[0], freezes_at="print_wax", values=offered, **more)


def measure(key, label, least, most, default, step):
    return Measure(key=key, label=label, default=default, freezes_at="print_wax", least=least, most=most, step=step)


PRINCESS = Conflict(
    option="claws",
    values=frozenset({"six"}),
    beside="cut",
    beside_values=frozenset({"princess"}),
    why="A princess cut is held at its four corners.",
    works="Choose four claws, or a round stone.",
)


def rules(choices):
    stone, width = choices.mm("stone_width"), choices.mm("band_width")
    if width < stone / 3:
        yield DesignError("band_width", f"A stone of {stone:g} mm needs a band of {stone / 3:.1f} mm. Choose a wider band.")
    if choices["words"] and choices["finish"] == "hammered":
        yield DesignError("words", "A hammered band carries no words. Choose another finish, or leave them out.")


def no_shape(choices):
    raise NotImplementedError


TRINKET = drafted(
    key="trinket",
    name="Trinket",
    kind="ring",
    summary="",
    options=(
        choice("metal", "Metal", "gold", "silver", "platinum"),
        choice("cut", "Cut", "round", "princess"),
        choice("claws", "Claws", "four", "six"),
        measure("stone_width", "Stone width", "3.0", "9.0", "4.5", "0.5"),
        measure("band_width", "Band width", "1.5", "3.5", "2.0", "0.1"),
        choice("finish", "Finish", "polished", "hammered"),
        Lettering(key="words", label="Words", default="", freezes_at="engrave", most_letters=20),
        choice("face", "Lettering", "roman", "script", only_if="words"),
    ),
    rules=rules,
    conflicts=(PRINCESS,),
    draft=no_shape,
)
