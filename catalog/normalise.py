"""Identity keys: what an outside id or name says a model *is*, apart from how it is served.

`identify("Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8")` and `identify("qwen3-coder:480b")` have the
same `key`. Spelling, host prefixes, numeric formats, price and serving suffixes are folded away;
sizes, versions and words that tell models apart (thinking, mini, coder, 0528) stay. Where a suffix
may or may not name another model it stays: a split an editor can merge, a wrong merge is silent.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from catalog.publishers import (
    FAMILY_OWNER,
    HOSTS,
    PLAIN_WORDS,
    VENDOR_WORDS,
    organization_slug,
    words,
)

# Ids that move from model to model, or say nothing: they join nothing on their own.
MOVING = words(
    "auto auto-model balanced brave custom deepseek-chat deepseek-reasoner fast free "
    "frontier fusion general model-router owl router small standard"
)

_QUANTISED = re.compile(
    r"(?:^|[-_. :])(?:fp8|fp4|nvfp4|mxfp[48]|int[48]|bf16|fp16|awq|gptq|gguf|mlx|w8a8|w4a16"
    r"|[2-8]-?bit|i?q[2-8](?:_[a-z0-9]+)*|mixed-ar|dynamic|qat)(?=$|[-_. :])"
)
_DATES = re.compile(
    r"(?<!\d)(?:(20[12]\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])"
    r"|(2[3-9])(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?!\d)"
)
_TOKENS = re.compile(
    r"\d+x\d+(?:[.]\d+)?b(?![a-z0-9])"  # experts times size: 8x22b
    r"|[ae]?\d+(?:[._]\d+)?[bt](?![a-z0-9])"  # sizes: 480b, a35b, e4b, 0.6b, 1t
    r"|\d+e(?![a-z0-9])"  # experts: 128e
    r"|[a-z]+|\d+"
)
_SIZE = re.compile(r"^(?:\d+x)?e?\d+(?:-\d+)?[bt]$")
_ACTIVE = re.compile(r"^(?:a\d+(?:-\d+)?b|\d+e)$")
_DOTTED_VENDOR = re.compile(r"^(?:(?:us|eu|au|jp|ca|apac|global)\.)?([a-z0-9]+)\.(?=[a-z])")
_PARENTHESES = re.compile(r"\s*\((free|latest)\)\s*$")

# Always how, never what: price class, enclave, platform, throughput class.
_SERVED = words("free tee maas tput cs nitro floor extended exacto")
# How, once the size is told: "70b-versatile" is not a model, "gpt-3.5-turbo" is.
_SERVED_IF_SIZED = words("turbo fast instant versatile lightning highspeed")
_INSTRUCT = frozenset(("instruct", "it", "chat"))
_SWITCHES = words("thinking think free nitro floor extended exacto online low medium high max")
_CLAUDE_SIZES = ("opus", "sonnet", "haiku", "fable")


@dataclass(frozen=True, slots=True)
class Identity:
    """`key` joins; `exact` keeps every word; `snapshot` is an ISO date or empty.

    `head` is the key up to its `size` ("qwen-3-coder" and "480b"), both empty without one.
    `publisher` is an organisation slug, or empty where the reference does not tell. `quantised`
    says that a numeric format was told, and left out of the key.
    """

    key: str
    exact: str
    snapshot: str
    head: str
    size: str
    publisher: str
    quantised: bool = False

    @property
    def sized(self) -> bool:
        return bool(self.head)

    @property
    def moving(self) -> bool:
        return self.key in MOVING or "latest" in self.key.split("-")


def identify(reference: str) -> Identity:
    """The identity an id or a display name tells of. Never fails: the least it tells is itself."""
    organization, tail = _split(_fold(reference))
    text, snapshot = _without_date(tail)
    plain, quantised = _QUANTISED.subn("", text)
    tokens = _claude_order(_without_vendor(_tokens(plain if plain.strip("-_. :") else text)))
    kept = _without_active_size(_without_serving(tokens))
    head, size = _head(kept)
    exact = tokens if not quantised else _claude_order(_without_vendor(_tokens(text)))
    return Identity(
        key="-".join(kept),
        exact="-".join(exact),
        snapshot=snapshot,
        head=head,
        size=size,
        publisher=organization or _family_owner(kept),
        quantised=bool(quantised),
    )


def same_or_unknown(first: str, second: str) -> bool:
    """Whether two publishers can be one: equal, or one of them not known."""
    return not first or not second or first == second


def _fold(reference: str) -> str:
    text = unicodedata.normalize("NFKC", reference).strip().casefold().lstrip("~@")
    return _PARENTHESES.sub("", text.removeprefix("hf:"))


def _split(text: str) -> tuple[str, str]:
    """Organisation slug (or empty) and the part that names the model."""
    if ": " in text and "/" not in text:
        vendor, tail = text.split(": ", 1)
        return organization_slug(vendor), tail
    segments = [part.lstrip("@") for part in text.split("/") if part]
    tail = segments[-1] if segments else text
    named = [part for part in segments[:-1] if part not in HOSTS]
    organization = organization_slug(named[0]) if named else ""
    dotted = _DOTTED_VENDOR.match(tail)
    if dotted and dotted[1] in VENDOR_WORDS:
        return organization or organization_slug(dotted[1]), _bedrock(tail, dotted)
    return organization, _switched(tail)


def _bedrock(tail: str, dotted: re.Match[str]) -> str:
    """`us.anthropic.claude-opus-4-6-v1:0` without region, vendor and interface version."""
    rest = re.sub(r"(?:-v?\d+)?:\d+$", "", tail[dotted.end() :])
    rest = re.sub(r"-v1$", "", rest) if dotted[1] == "anthropic" else rest
    return f"deepseek-{rest}" if dotted[1] == "deepseek" and rest[1:2].isdigit() else rest


def _switched(tail: str) -> str:
    """The part before `:free`, `:thinking:1024`, `@default`; a size tag (`:480b`) stays."""
    head, *switches = re.split(r"[:@]", tail)
    kept = [part for part in switches if not (part in _SWITCHES or part == "default")]
    if "thinking" in switches or head.endswith("-thinking"):
        kept = [part for part in kept if not part.isdigit()]
    return "-".join([head, *kept])


def _without_date(tail: str) -> tuple[str, str]:
    """The text without a full date (day told) and that date; shorter dates name models."""
    for match in _DATES.finditer(tail):
        year, month, day = (int(part) for part in match.groups() if part)
        try:
            told = date(year if year > 99 else 2000 + year, month, day)
        except ValueError:
            continue
        rest = tail[: match.start()].rstrip("-_@. ") + tail[match.end() :]
        return (rest, told.isoformat()) if rest.strip("-_. :") else (tail, "")
    return tail, ""


def _tokens(text: str) -> list[str]:
    """Words and numbers; a size such as 0.6b is one token, written 0-6b."""
    text = re.sub(r"(?<=\d)p(?=\d)", ".", text.replace("+", "-plus-"))
    tokens = [re.sub(r"[._]", "-", token) for token in _TOKENS.findall(text)]
    return [t for i, t in enumerate(tokens) if not (t == "0" and i and tokens[i - 1].isdigit())]


def _without_vendor(tokens: list[str]) -> list[str]:
    """`meta-llama-3`, `anthropic-claude-4`, `databricks-gpt-5`: the family's own name starts it."""
    for length in (2, 1):
        word, rest = "-".join(tokens[:length]), tokens[length:]
        vendor = word in VENDOR_WORDS or word in HOSTS
        if vendor and rest and rest[0] in FAMILY_OWNER and tokens[0] not in ("llama", "qwen"):
            return rest
    return tokens


def _claude_order(tokens: list[str]) -> list[str]:
    """`claude-3.5-sonnet` and `claude-sonnet-3.5` are written in one order."""
    if not tokens or tokens[0] != "claude":
        return tokens
    size = next((word for word in tokens if word in _CLAUDE_SIZES), None)
    return tokens if size is None else ["claude", size, *(t for t in tokens[1:] if t != size)]


def _without_serving(tokens: list[str]) -> list[str]:
    kept = list(tokens)
    while len(kept) > 1 and _is_serving(kept):
        kept.pop()
    size = _size_at(kept)
    if size is not None:
        kept = kept[: size + 1] + [word for word in kept[size + 1 :] if word not in _INSTRUCT]
    return kept


def _is_serving(tokens: list[str]) -> bool:
    last = tokens[-1]
    if last in _SERVED:
        return True
    if last in _SERVED_IF_SIZED:
        return _size_at(tokens) is not None
    return last in ("thinking", "think") and tokens[0] == "claude"


def _without_active_size(tokens: list[str]) -> list[str]:
    """`480b-a35b` and `17b-128e` are told by their first part; alone, a35b would stay."""
    return [
        token
        for index, token in enumerate(tokens)
        if not (index and _ACTIVE.match(token) and _SIZE.match(tokens[index - 1]))
    ]


def _size_at(tokens: list[str]) -> int | None:
    return next((i for i, token in enumerate(tokens) if i and _SIZE.match(token)), None)


def _head(tokens: list[str]) -> tuple[str, str]:
    size = _size_at(tokens)
    return ("-".join(tokens[:size]), tokens[size]) if size else ("", "")


def _family_owner(tokens: list[str]) -> str:
    """The family's publisher, if every other word is one that the family itself uses."""
    owner = FAMILY_OWNER.get(tokens[0], "") if tokens else ""
    plain = all(
        t in PLAIN_WORDS or t[0].isdigit() or _SIZE.match(t) or _ACTIVE.match(t) for t in tokens[1:]
    )
    return owner if plain else ""
