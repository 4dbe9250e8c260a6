"""What the 3D view needs to know of the materials, so that no number is typed again in JavaScript."""

from benchpin.smith.materials.coats import COATS
from benchpin.smith.materials.tables import FINISHES, GEMS, METALS

__all__ = ["viewer_table"]


def viewer_table() -> dict[str, dict[str, object]]:
    """Return metals (f0, label), stones (ior, dispersion, tint, label), finishes (shader number) and coats, by id."""
    return {
        "metals": {m.id: {"f0": list(m.view_f0), "label": m.name} for m in METALS.values()},
        "stones": {
            g.id: {"ior": sum(g.ri) / 2, "dispersion": g.dispersion, "tint": list(g.view_tint), "label": g.name}
            for g in GEMS.values()
        },
        "finishes": {f.id: f.view for f in FINISHES.values()},
        "coats": {
            c.id: {"rgb": list(c.view_rgb), "metal": c.kind == "plating", "roughness": c.view_roughness, "label": c.name}
            for c in COATS.values()
        },
    }
