"""Words on lines of a given width, shortened where there are too many."""

from collections.abc import Callable, Iterator

Measure = Callable[[str], float]
MORE = "…"


def wrapped(text: str, width: float, measure: Measure, *, most: int) -> tuple[str, ...]:
    """At most `most` lines, each no wider than `width`; what does not fit ends in an ellipsis.

    A word wider than a line is broken. `measure` gives a text's width, a longer text's never less.
    """
    lines = _lines(text.split(), width, measure)
    kept = [line for _, line in zip(range(most), lines, strict=False)]
    if next(lines, None) is None or not kept:
        return tuple(kept)
    return (*kept[:-1], _cut(f"{kept[-1]}{MORE}", width, measure))


def _lines(words: list[str], width: float, measure: Measure) -> Iterator[str]:
    line = ""
    waiting = list(reversed(words))
    while waiting:
        word = waiting.pop()
        longer = f"{line} {word}" if line else word
        if measure(longer) <= width:
            line = longer
        elif line:
            yield line
            line = ""
            waiting.append(word)
        else:
            fits = _fitting(word, width, measure)
            yield word[:fits]
            waiting.extend([word[fits:]] if word[fits:] else [])
    if line:
        yield line


def _fitting(word: str, width: float, measure: Measure) -> int:
    """How many letters of it fit, but one at least."""
    return max((n for n in range(2, len(word)) if measure(word[:n]) <= width), default=1)


def _cut(line: str, width: float, measure: Measure) -> str:
    while measure(line) > width and len(line) > len(MORE):
        line = f"{line[: -len(MORE) - 1].rstrip()}{MORE}"
    return line
