"""Pictures as text: boxes, lines and words, on a ground of their own so that they can be read on a dark page too."""

from pathlib import Path
from xml.sax.saxutils import escape

INK, FAINT, GROUND, NIGHT = "#2b2622", "#8d857b", "#fffdf9", "#efeae2"
GOLD, TEAL, BLUE, ROSE, STONE = "#b08d57", "#2f6f73", "#6d88a8", "#a8423b", "#c9c2b7"


class Picture:
    def __init__(self, width, height, title):
        self.width, self.height = width, height
        self._parts = [f"<title>{escape(title)}</title>", _rect(0, 0, width, height, GROUND, 8)]

    def box(self, x, y, width, height, fill, round_=2, opacity=1.0):
        self._parts.append(_rect(x, y, width, height, fill, round_, opacity))

    def line(self, x1, y1, x2, y2, stroke=INK, width=1.0, dashes=""):
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        self._parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}" stroke-width="{width}"{dashed}/>'
        )

    def curve(self, points, stroke, width=2.0):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self._parts.append(f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="{width}"/>')

    def dot(self, x, y, radius, fill):
        self._parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}"/>')

    def words(self, x, y, text, size=12, fill=INK, anchor="start", weight=400):
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}" '
            f'font-weight="{weight}">{escape(text)}</text>'
        )

    def save(self, path: Path):
        body = "\n".join(self._parts)
        path.write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" width="{self.width}" '
            f'font-family="system-ui, sans-serif" role="img">\n{body}\n</svg>\n'
        )


def _rect(x, y, width, height, fill, round_=0, opacity=1.0):
    see = f' opacity="{opacity}"' if opacity < 1 else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{round_}" fill="{fill}"{see}/>'
