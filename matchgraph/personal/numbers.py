"""Numbers that may be somebody's: telephones, cards, accounts, ids. Versions and years stay."""

import re
from collections.abc import Iterator

FEWEST_DIGITS = 7
CARD_DIGITS = range(13, 20)
SHORTEST_IBAN, LONGEST_IBAN = 15, 34

_RUN = re.compile(r"(?<!\d)\d(?:[\W_]{0,3}\d)*")
_YEAR = r"(?:19|20)\d\d"
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_KNOWN = re.compile(
    rf"\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}|{_YEAR}"
    r"|20[12]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"  # a snapshot's day: 20240513
    r"|[1-9]\d{0,3}0{3,}|\d{1,3}(?:,\d{3}){1,3}"
)
_ISO = re.compile(rf"20[12]\d[-/.]{_MONTH}(?:[-/.]{_DAY})?")
_IBAN_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d\d(?=[ -]?[A-Za-z0-9])")


def without_numbers(text: str) -> str:
    """The text without words that hold seven digits or more in a row, whatever stands between."""
    for start, end in reversed([*_ibans(text), *_runs(text)]):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def passes_luhn(digits: str) -> bool:
    """The check digit of cards (ISO/IEC 7812-1)."""
    doubled = (int(digit) * 2 for digit in digits[-2::-2])
    total = sum(int(digit) for digit in digits[::-2])
    return (total + sum(value // 10 + value % 10 for value in doubled)) % 10 == 0


def passes_mod_97(iban: str) -> bool:
    """The check digits of account numbers (ISO 13616); letters count from A = 10."""
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def _runs(text: str) -> Iterator[tuple[int, int]]:
    for found in _RUN.finditer(text):
        start, end = _without_glued(text, *found.span())
        if start < end and _is_somebodys(text[start:end]):
            yield _words_around(text, start, end)


def _without_glued(text: str, start: int, end: int) -> tuple[int, int]:
    """Leaves out a short number that belongs to a word: the 4 of gpt-4, the 8 of 8b."""
    if re.search(r"[^\W\d_][-./_]?\Z", text[max(0, start - 2) : start]):
        short = re.match(r"\d{1,2}(?:\.\d{1,2})*(?!\d)[\W_]*", text[start:end])
        start += short.end() if short else 0
    if re.match(r"[^\W\d_]", text[end : end + 1]):
        short = re.search(r"(?<!\d)\d{1,3}\Z", text[start:end])
        end -= len(short[0]) if short else 0
    return start, end


def _is_somebodys(run: str) -> bool:
    digits = re.sub(r"\D", "", run)
    if len(digits) < FEWEST_DIGITS:
        return False
    is_card = len(digits) in CARD_DIGITS and passes_luhn(digits)
    return is_card or not all(_is_known(part.strip(",;:()")) for part in run.split())


def _is_known(part: str) -> bool:
    """Whether a number is a version, a year, a recent day, or round."""
    if not part or _ISO.fullmatch(part):
        return True
    return all(_KNOWN.fullmatch(piece) for piece in re.split(r"[-_/]", part))


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    for found in _IBAN_START.finditer(text):
        end = _end_of_iban(text, found.start())
        if end is not None:
            yield _words_around(text, found.start(), end)


def _end_of_iban(text: str, start: int) -> int | None:
    """Where the longest account number ends that begins there; written whole or in fours."""
    signs, end = "", None
    for place in range(start, len(text)):
        sign = text[place]
        if sign in " -" and len(signs) % 4 == 0:
            continue
        if not (sign.isascii() and sign.isalnum()) or len(signs) == LONGEST_IBAN:
            break
        signs += sign
        is_whole = not text[place + 1 : place + 2].isalnum()
        if is_whole and len(signs) >= SHORTEST_IBAN and passes_mod_97(signs):
            end = place + 1
    return end


def _words_around(text: str, start: int, end: int) -> tuple[int, int]:
    before = text.rfind(" ", 0, start) + 1
    after = text.find(" ", end)
    return before, len(text) if after < 0 else after
