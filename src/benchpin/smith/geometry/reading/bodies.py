"""A mesh as it came from a file, and its bodies apart where the format has no names for them."""

from dataclasses import dataclass

import networkx
import numpy as np
from numpy.typing import NDArray

from benchpin.smith.geometry.surface import Floats

__all__ = ["RawPart", "apart"]

MOST_BODIES = 80  # more are dust or a chain: then the mesh stays whole


@dataclass(frozen=True, eq=False, kw_only=True)
class RawPart:
    """One named mesh as the file has it, in the file's unit."""

    name: str
    vertices: Floats  # (n, 3)
    triangles: NDArray[np.int64]  # (m, 3)


def apart(part: RawPart) -> tuple[RawPart, ...]:
    """The bodies of a mesh whose corners do not meet, largest first: an STL of a ring and its stones is two or more."""
    points, place = np.unique(part.vertices, axis=0, return_inverse=True)
    faces = place.reshape(-1)[part.triangles]
    joined = networkx.Graph()
    joined.add_nodes_from(range(len(points)))
    joined.add_edges_from(faces[:, :2].tolist())
    joined.add_edges_from(faces[:, 1:].tolist())
    groups = [np.array(list(group)) for group in networkx.connected_components(joined) if len(group) > 3]
    if not 1 < len(groups) <= MOST_BODIES:
        return (part,)
    body_of = np.full(len(points), -1)
    for number, group in enumerate(sorted(groups, key=len, reverse=True)):
        body_of[group] = number
    own = body_of[faces[:, 0]]
    return tuple(
        RawPart(name=f"Body {number + 1}", vertices=points, triangles=faces[own == number]) for number in range(len(groups))
    )
