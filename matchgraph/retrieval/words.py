"""How texts and names are spelled for search. Knows no framework.

Stems and stop words are the database's; here is what it does not do: accents, words run together,
names written with any separator or none, usual short forms, and slips of the finger.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import combinations

LONGEST_WORD = 40
SHORTEST_SPELLED = 4
TWO_SLIPS = range(8, 15)
MOST_WORDS_OF_A_NAME = 5

RUN_TOGETHER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
SEPARATOR = re.compile(r"[^\w.+#]|_")
WORD = re.compile(r"\w[\w.+#]*")
LETTERS = re.compile(r"[a-z]+")
NOT_OF_A_NAME = re.compile(r"[^a-z0-9+#]|(?<![a-z0-9+#])[+#]+")

# What people write for short, and how texts have it; both ways round.
SHORT_FORMS = {
    "a11y": "accessibility",
    "ai": "artificial intelligence",
    "asr": "speech recognition",
    "auth": "authentication",
    "ci": "continuous integration",
    "cv": "computer vision",
    "db": "database",
    "docs": "documentation",
    "i18n": "internationalization",
    "img": "image",
    "js": "javascript",
    "k8s": "kubernetes",
    "kb": "knowledge base",
    "l10n": "localization",
    "llm": "language model",
    "mcp": "model context protocol",
    "ml": "machine learning",
    "mongo": "mongodb",
    "mt": "machine translation",
    "ner": "entity recognition",
    "nlp": "natural language",
    "ocr": "text recognition",
    "pg": "postgresql",
    "postgres": "postgresql",
    "py": "python",
    "qa": "question answering",
    "rag": "retrieval augmented generation",
    "repo": "repository",
    "stt": "speech to text",
    "ts": "typescript",
    "tts": "text to speech",
    "vlm": "vision language model",
}


def plain(text: str) -> str:
    """Without accents and with words apart that were run together or joined by a sign.

    >>> plain("Préparer LangChain's text-to-speech_API")
    'Preparer Lang Chain s text to speech API'
    """
    return " ".join(SEPARATOR.sub(" ", RUN_TOGETHER.sub(" ", _bare(text))).split())


def searchable(text: str) -> str:
    """`plain`, and what was run together once more as it stands: people type it either way.

    >>> searchable("Built with LangGraph")
    'Built with Lang Graph LangGraph'
    """
    joined = [word for word in WORD.findall(text) if RUN_TOGETHER.search(word)]
    return " ".join([plain(text), *dict.fromkeys(joined)]).strip()


def words_of(text: str) -> list[str]:
    """The words of a query, each once, as they come, in small letters.

    >>> words_of("Review my C++ code, and GPT-4o code.")
    ['review', 'my', 'c++', 'code', 'and', 'gpt', '4o']
    """
    found = WORD.findall(plain(text).lower())
    return list(dict.fromkeys(word.rstrip(".")[:LONGEST_WORD] for word in found))


def compact(name: str) -> str:
    """A name without case, accents and separators: what all its spellings have in common.

    >>> compact("Claude-Code"), compact("claude code"), compact("llama.cpp"), compact("C++")
    ('claudecode', 'claudecode', 'llamacpp', 'c++')
    """
    parts = unicodedata.normalize("NFKD", name).casefold()
    return NOT_OF_A_NAME.sub("", parts)


def later_forms(name: str) -> list[str]:
    """The compact forms of a name from its second word on, for those who begin to type there.

    >>> later_forms("Claude Code Templates")
    ['codetemplates', 'templates']
    """
    words = plain(name).split()[: MOST_WORDS_OF_A_NAME + 1]
    forms = [compact("".join(words[start:])) for start in range(1, len(words))]
    return [form for form in forms if form]


def spans(text: str, most: int) -> list[str]:
    """Compact forms of each run of neighbouring words: the names a question may hold.

    >>> spans("use claude code", 9)
    ['useclaudecode', 'useclaude', 'claudecode', 'use', 'claude', 'code']
    """
    words = [word for word in plain(text).split() if compact(word)]
    found = [
        compact("".join(words[start : start + size]))
        for size in range(min(MOST_WORDS_OF_A_NAME, len(words)), 0, -1)
        for start in range(len(words) - size + 1)
    ]
    return list(dict.fromkeys(found))[:most]


@cache
def other_forms(word: str) -> tuple[str, ...]:
    """What else the word may be written as in one word: its long form, or its short ones.

    >>> other_forms("k8s"), other_forms("postgresql"), other_forms("tts")
    (('kubernetes',), ('pg', 'postgres'), ())
    """
    shorter = tuple(short for short, long in SHORT_FORMS.items() if long == word)
    longer = (SHORT_FORMS[word],) if word in SHORT_FORMS else ()
    if longer and " " in longer[0]:
        return ()
    siblings = tuple(
        short for short, long in SHORT_FORMS.items() if longer == (long,) and short != word
    )
    return longer + siblings + shorter


def long_forms(words: Iterable[str]) -> list[str]:
    """What the words are short for in several words.

    >>> long_forms(["tts", "for", "k8s"])
    ['text to speech']
    """
    found = (SHORT_FORMS.get(word, "") for word in words)
    return [long for long in found if " " in long]


def variants(word: str) -> list[str]:
    """The word, and what is left without any one letter, or any two of a longer word.

    Two words that are one slip apart have a variant in common. Words with digits or signs are
    names and numbers: those are not respelled.
    """
    if not SHORTEST_SPELLED <= len(word) <= LONGEST_WORD or not LETTERS.fullmatch(word):
        return []
    letters = range(most_slips(word) + 1)
    return sorted({left for gone in letters for left in _without(word, gone)})


def most_slips(word: str) -> int:
    return 2 if len(word) in TWO_SLIPS else 1


def slips(one: str, other: str) -> int:
    """How many letters were added, left out, changed or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, above, row = row, before, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            is_swapped = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted
            row.append(min(cost, above[j - 2] + 1) if is_swapped else cost)
    return row[-1]


def nearest(word: str, known: Iterable[tuple[str, int]]) -> tuple[str, int] | None:
    """The known word that is the fewest slips away, of those the most used; and the slips.

    `known` gives words with how often each is used. The first letter is seldom wrong: a slip there
    counts twice.
    """
    close = [
        (slips(word, other) + (other[:1] != word[:1]), -used, other)
        for other, used in known
        if abs(len(other) - len(word)) <= most_slips(word)
    ]
    within = [one for one in close if one[0] <= most_slips(word)]
    return (min(within)[2], min(within)[0]) if within else None


def _bare(text: str) -> str:
    """Without accents; plain letters are as they were, and most texts have no others."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _without(word: str, letters: int) -> Iterable[str]:
    for gone in combinations(range(len(word)), letters):
        yield "".join(letter for place, letter in enumerate(word) if place not in gone)
