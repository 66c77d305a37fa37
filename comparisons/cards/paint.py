"""Cards as PNG files. Colours are those of the light theme in `static/css/tokens.css`."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from comparisons.cards.facts import ArtifactCard, Bar, ComparisonCard, Side
from comparisons.cards.fonts import REGULAR, STRONG, font
from comparisons.cards.lines import wrapped

WIDTH, HEIGHT = 1200, 630
MARGIN = 64
INSIDE = WIDTH - 2 * MARGIN
PAPER, INK, MUTED, LINE, BAR, MARK = (
    *("#fbfbf9", "#1b1e22", "#575e67", "#dcded8", "#dfe2dc", "#0b5f7a"),
)
SIDES = ("#0a6b63", "#8f4a0b", "#6a3d9a", "#1f5fa8", "#a02c57", "#5b6414")
FOOT = HEIGHT - 62
COLOURS = 128
Box = tuple[int, int, int, int]  # left, top, width, height


@dataclass(frozen=True)
class Sheet:
    """Paper with its pen. Places are of a text's upper left corner."""

    image: Image.Image
    draw: ImageDraw.ImageDraw

    def text(self, x: int, y: int, words: str, size: int, colour: str, **style: str) -> None:
        """In the regular font from its upper left corner, unless told by `name` and `anchor`."""
        face = font(style.get("name", REGULAR), size)
        self.draw.text((x, y), words, fill=colour, font=face, anchor=style.get("anchor", "la"))

    def bar(self, box: Box, share: int | None, colour: str) -> None:
        x, y, width, height = box
        self.draw.rectangle((x, y, x + width, y + height), fill=BAR)
        if share:
            part = max(1, width * share // 1_000_000)
            self.draw.rectangle((x, y, x + part, y + height), fill=colour)


def artifact_png(card: ArtifactCard, site: str) -> bytes:
    sheet = _sheet(site, card.footer)
    side = card.side
    sheet.text(MARGIN, 52, _one(side.kicker, 26, INSIDE), 26, MUTED)
    y = _name(sheet, side.name, (MARGIN, 92, INSIDE), sizes=(72, 60, 48), most=2)
    for line in wrapped(card.summary, INSIDE, font(REGULAR, 28).getlength, most=2):
        y += 40
        sheet.text(MARGIN, y - 26, line, 28, MUTED)
    _rank(sheet, side)
    _bars(sheet, card.bars)
    return _png(sheet)


def comparison_png(card: ComparisonCard, site: str) -> bytes:
    sheet = _sheet(site, card.footer)
    room = (FOOT - 56) // len(card.sides)
    for place, side in enumerate(card.sides):
        _side(sheet, side, 44 + room // 12 + place * room, room, SIDES[place])
    return _png(sheet)


def _sheet(site: str, footer: str) -> Sheet:
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    sheet = Sheet(image, ImageDraw.Draw(image))
    sheet.draw.rectangle((0, 0, WIDTH, 11), fill=MARK)
    sheet.draw.line((MARGIN, FOOT, WIDTH - MARGIN, FOOT), fill=LINE, width=2)
    for place, width in enumerate((30, 20, 25)):
        top = FOOT + 17 + place * 9
        sheet.draw.rectangle((MARGIN, top, MARGIN + width, top + 5), fill=MARK)
    sheet.text(MARGIN + 44, FOOT + 29, site, 26, INK, name=STRONG, anchor="lm")
    sheet.text(WIDTH - MARGIN, FOOT + 29, footer, 24, MUTED, anchor="rm")
    return sheet


def _name(
    sheet: Sheet, name: str, place: tuple[int, int, int], *, sizes: Sequence[int], most: int
) -> int:
    """In the largest size that all of it fits in, else cut in the smallest; gives where it ends.

    `place` is left, top and width.
    """
    x, y, width = place
    lines: tuple[str, ...] = ()
    for size in sizes:
        lines = wrapped(name, width, font(STRONG, size).getlength, most=most)
        if "".join("".join(lines).split()) == "".join(name.split()):
            break
    for line in lines:
        sheet.text(x, y, line, size, INK, name=STRONG)
        y += size * 6 // 5
    return y


def _rank(sheet: Sheet, side: Side) -> None:
    if side.rank:
        sheet.text(MARGIN, 428, side.rank, 112, MARK, name=STRONG, anchor="ls")
        sheet.text(MARGIN, 452, "of 100", 28, MUTED)
    sheet.text(MARGIN, 492, _one(side.place, 28, 400), 28, INK)


def _bars(sheet: Sheet, bars: Sequence[Bar]) -> None:
    for place, bar in enumerate(bars):
        y = 334 + place * 44
        sheet.text(520, y, bar.label, 24, INK, anchor="lm")
        sheet.bar((680, y - 7, 260, 14), bar.share, MARK)
        sheet.text(WIDTH - MARGIN, y, bar.words, 24, MUTED, anchor="rm")


def _side(sheet: Sheet, side: Side, top: int, room: int, colour: str) -> None:
    """A name over a bar, with the rank at the right; smaller the more of them there are."""
    width, size = INSIDE - 220, max(24, min(60, room // 4))
    small, sizes = max(20, size * 2 // 5), (size, size * 4 // 5, size * 2 // 3)
    y = _name(sheet, side.name, (MARGIN, top, width), sizes=sizes, most=2 if room > 150 else 1)
    words = _one(f"{side.place}; {side.kicker}", small, width)
    sheet.text(MARGIN, y + 4, words[:1].upper() + words[1:], small, MUTED)
    sheet.bar((MARGIN, y + 4 + small * 3 // 2, width, max(8, room // 16)), side.share, colour)
    if side.rank:
        sheet.text(WIDTH - MARGIN, y, side.rank, size * 3 // 2, colour, name=STRONG, anchor="rs")


def _one(text: str, size: int, width: float) -> str:
    return "".join(wrapped(text, width, font(REGULAR, size).getlength, most=1))


def _png(sheet: Sheet) -> bytes:
    """Few colours are enough, and a third of the bytes."""
    few = sheet.image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    written = BytesIO()
    few.save(written, format="PNG", compress_level=9)
    return written.getvalue()
