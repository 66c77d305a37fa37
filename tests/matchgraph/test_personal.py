"""Nothing that tells of a person or opens a door is left in a text, and little else is taken."""

import base64
import random
import string
from ipaddress import IPv6Address
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matchgraph.personal import LONGEST_READ, without_personal
from matchgraph.personal.numbers import passes_luhn, passes_mod_97
from matchgraph.wording import kept

RUN = 4
# Words without four letters in common with what is planted.
BEFORE = st.sampled_from(["", "find", "summarise", "agents for", "please use", "(see", '{"q":"'])
AFTER = st.sampled_from(["", "now", "please", "in German", ", thanks", ").", '"}'])
BASE62 = string.ascii_letters + string.digits


def survives(secret: str, text: str) -> list[str]:
    """Runs of the secret's letters and digits that are still in the text, signs left out."""
    plain = [sign for sign in secret.lower() if sign.isalnum()]
    left = "".join(sign for sign in text.lower() if sign.isalnum())
    runs = {"".join(plain[at : at + RUN]) for at in range(len(plain) - RUN + 1)}
    return sorted(run for run in runs if run in left)


def check(before: str, secret: str, after: str) -> None:
    planted = " ".join(part for part in (before, secret, after) if part)
    for left in (without_personal(planted), kept(planted)):
        found = survives(secret, left or "")
        assert [run for run in found if not survives(run, f"{before} {after}")] == [], planted


def mixed(seed: int, size: int, alphabet: str = BASE62) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(alphabet) for _ in range(size))


SEEDS = st.integers(0, 2**32)
LABEL = st.from_regex(r"\A[a-z0-9]{3,10}\Z")


@given(BEFORE, AFTER, LABEL, LABEL, st.sampled_from(["com", "org", "co.uk", "dev"]))
def test_mail_address_goes(before: str, after: str, name: str, host: str, top: str) -> None:
    check(before, f"{name}.kowalski+x@{host}.{top}", after)
    check(before, f"<{name}@{host}.{top}>,", after)
    check(before, f"mailto:{name}@{host}.{top}", after)
    check(before, f"{name} @ {host}.{top}", after)
    check(before, f"{name} [at] {host} [dot] {top}", after)
    check(before, f"{name} at {host} dot com", after)


@given(BEFORE, AFTER, st.integers(2_000_000, 9_999_999), st.integers(201, 998))
def test_telephone_number_goes(before: str, after: str, line: int, area: int) -> None:
    first, last = str(line)[:3], str(line)[3:]
    for written in (
        *(f"+1 ({area}) {first}-{last}", f"{area}-{first}-{last}", f"{area}.{first}.{last}"),
        *(f"+44{area}{first}{last}", f"00 49 {area} {first} {last}", f"tel:{area} {first} {last}"),
        *(f"{area}/{first}{last}", f"{area}_{first}_{last}", f"{area},{first},{last}"),
        *(f"06 {last[:2]} {last[2:]} {first[:2]} {area}", f"tel{area}{first}{last}"),
    ):
        check(before, written, after)


@given(BEFORE, AFTER, st.ip_addresses(v=4))
def test_ipv4_address_goes(before: str, after: str, address: object) -> None:
    assert without_personal(f"{before} {address}:8080 {after}") == without_personal(
        f"{before} {after}"
    )


@given(st.ip_addresses(v=6))
@example(IPv6Address("::1"))
@example(IPv6Address("2001:db8::8a2e:370:7334"))
@example(IPv6Address("::ffff:192.0.2.33"))
def test_ipv6_address_goes(address: IPv6Address) -> None:
    assert without_personal(f"ping {address} now") == "ping now"
    assert without_personal(f"open [{address}]:443 now") == "open now"


@given(BEFORE, AFTER, SEEDS)
def test_link_with_credentials_or_a_token_goes(before: str, after: str, seed: int) -> None:
    word = mixed(seed, 8)
    for link in (
        f"https://maria:{word}@db.example.net/x",
        f"postgres://maria:{word}@db:5432/x",
        f"https://files.example.net/get?sig={word}",
        f"files.example.net/get?a=1&token={word}",
        f"https://example.net/#access_token={word}",
        f"data:text/plain;base64,{word}",
    ):
        check(before, link, after)


PREFIXES = [
    *("sk-", "sk-proj-", "sk-ant-api03-", "sk_live_", "rk_live_", "ghp_", "gho_", "github_pat_"),
    *("glpat-", "hf_", "xoxb-", "xoxp-", "npm_", "pypi-", "AKIA", "ASIA", "AIza", "ya29.", "SG."),
    *("gsk_", "r8_", "dop_v1_", "whsec_", "Bearer ", "api_key=", "token: ", "password is "),
]


def test_bearer_goes_with_a_token_of_letters_alone() -> None:
    assert without_personal("agents for Bearer RxFUwfyTjWLtKkLS") == "agents for"


@given(BEFORE, AFTER, st.sampled_from(PREFIXES), st.integers(16, 48), SEEDS)
def test_key_with_a_known_beginning_goes(
    before: str, after: str, prefix: str, size: int, seed: int
) -> None:
    check(before, mixed(seed, size).join([prefix, ""]), after)


@given(BEFORE, AFTER, SEEDS)
def test_web_token_goes(before: str, after: str, seed: int) -> None:
    parts = [base64.urlsafe_b64encode(mixed(seed + n, 30).encode()).decode() for n in range(3)]
    check(before, f"eyJ{parts[0]}.eyJ{parts[1]}.{parts[2]}".replace("=", ""), after)


@given(BEFORE, AFTER, SEEDS, st.integers(20, 64))
def test_long_mixed_string_goes(before: str, after: str, seed: int, size: int) -> None:
    check(before, mixed(seed, size, BASE62) + "a1", after)
    check(before, mixed(seed, size, "0123456789abcdef") + "a1", after)
    check(before, mixed(seed, size, string.ascii_uppercase + "234567") + "A2", after)


@given(BEFORE, AFTER, SEEDS, st.integers(24, 64))
def test_base64_goes(before: str, after: str, seed: int, size: int) -> None:
    secret = random.Random(seed).randbytes(size)

    check(before, base64.b64encode(secret).decode(), after)
    check(before, base64.urlsafe_b64encode(secret).decode(), after)


@given(BEFORE, AFTER, st.uuids())
def test_uuid_goes(before: str, after: str, key: UUID) -> None:
    check(before, str(key), after)
    check(before, f"id={key}", after)


def card(seed: int) -> str:
    """Sixteen digits with a right check digit."""
    body = mixed(seed, 15, string.digits)
    return next(body + last for last in string.digits if passes_luhn(body + last))


@given(BEFORE, AFTER, SEEDS)
@example("", "", 0)
def test_card_number_goes(before: str, after: str, seed: int) -> None:
    digits = card(seed)

    check(before, digits, after)
    check(before, " ".join(digits[at : at + 4] for at in range(0, 16, 4)), after)
    check(before, "-".join(digits[at : at + 4] for at in range(0, 16, 4)), after)


def iban(seed: int) -> str:
    body = mixed(seed, 18, string.digits)
    return next(made for check in range(100) if passes_mod_97(made := f"DE{check:02}{body}"))


@given(BEFORE, AFTER, SEEDS)
def test_iban_goes(before: str, after: str, seed: int) -> None:
    account = iban(seed)

    check(before, account, after)
    check(before, account.lower(), after)
    check(before, " ".join(account[at : at + 4] for at in range(0, 22, 4)), after)


@given(st.text(max_size=400))
def test_no_input_fails_and_nothing_is_taken_twice(text: str) -> None:
    rest = without_personal(text)

    assert rest is None or without_personal(rest) == rest


@given(st.text(st.sampled_from("a @.:/1-_ =?"), max_size=200))
def test_no_arrangement_of_signs_fails(text: str) -> None:
    rest = without_personal(text)

    assert rest is None or without_personal(rest) == rest


def test_secret_cut_by_the_bound_is_left_out() -> None:
    text = "word " * (LONGEST_READ // 5) + "sk-" + mixed(1, 30)

    assert survives(mixed(1, 30), without_personal(text[: LONGEST_READ + 8]) or "") == []


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("jo\u200b.doe@exam\u200bple.org agents", "agents"),
        ("ｊｏ＠ｅｘａｍｐｌｅ．ｏｒｇ agents", "agents"),
        ("555\u2011123\u20114567 agents", "agents"),
        ('"jo doe"@example.org agents', "agents"),
        ("-----BEGIN RSA PRIVATE KEY----- MIIEow agents", None),
        ("my name is Jo Doe, agents for law", "agents for law"),
        ("passport no X1234567L check", "passport check"),
        ("customer id 48213 lookup", "customer lookup"),
        ("NHS AB123456C check", "NHS check"),
        ("born 1985-03-12 horoscope", "born horoscope"),
        ("52.5200, 13.4050 weather", "weather"),
        ("00:1B:44:11:3A:B7 lookup", "lookup"),
        ("@johndoe posts", "posts"),
        ("@jo@social.example posts", "posts"),
        (
            "https://chat.example/hook/B0/aB3dEf6hIj9kLmNoPqRsTu2w agents",
            "agents",
        ),
    ],
)
def test_takes_what_hides(text: str, rest: str | None) -> None:
    assert without_personal(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "python 3.11 3.12 3.13",
        "meta-llama/Llama-3.1-8B-Instruct-FP8",
        "sentence-transformers/all-MiniLM-L6-v2",
        "Qwen3-Coder-480B-A35B-Instruct",
        "NousResearch/Hermes-3-Llama-3.1-8B-GGUF-Q4_K_M",
        "stable-diffusion-xl-base-1.0",
        "gpt-4-0125-preview and gpt-4o-2024-05-13",
        "model of 20240513",
        "react@18.2.0 @angular/core @scope/tool@latest",
        "https://github.com/pallets/flask",
        "hf_transfer sk-learn npm_config_registry",
        "context of 1000000 tokens, 128,000 words",
        "std::vector in C++ and node.js",
        "ISO27001 RFC9457 SHA256 RTX4090 MI300X",
        "password manager with token rotation",
        "top 10 datasets of 2023-2024",
        "internationalization of electroencephalography",
        "हिन्दी अनुवाद 日本語 翻訳",
        "auth is broken in nextjs",
        "a 4.1 or 4.5, 8b or 70b",
        "fa706gyu0 dmy212i2",
    ],
)
def test_leaves_what_names_things(text: str) -> None:
    assert without_personal(text) == text


def test_check_digits_of_the_standards_examples() -> None:
    assert passes_luhn("4111111111111111")
    assert not passes_luhn("4111111111111112")
    assert passes_mod_97("GB82WEST12345698765432")
    assert not passes_mod_97("GB82WEST12345698765433")


@given(st.lists(LABEL, min_size=1, max_size=6))
def test_order_of_what_stays_is_that_of_the_text(labels: list[str]) -> None:
    rest = (without_personal(" ".join(labels)) or "").split()

    left = iter(labels)
    assert all(word in left for word in rest)
