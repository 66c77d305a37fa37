import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.normalise import identify

# Ids and names of one model, as real catalogs write them.
SAME = [
    "Qwen/Qwen3-Coder-480B-A35B-Instruct",
    "Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8",
    "Qwen/Qwen3-Coder-480B-A35B-Instruct-Turbo",
    "qwen.qwen3-coder-480b-a35b-v1:0",
    "qwen3-coder:480b",
    "Qwen: Qwen3 Coder 480B A35B (free)",
]


@pytest.mark.parametrize("reference", SAME)
def test_served_variants_have_the_model_s_key(reference: str) -> None:
    assert identify(reference).key == "qwen-3-coder-480b"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("qwen3-coder-480b-a35b-instruct", "qwen3-coder-30b-a3b-instruct"),
        ("qwen3-coder", "qwen3-coder-480b-a35b-instruct"),
        ("deepseek-r1", "deepseek-r1-0528"),
        ("deepseek-v3.1", "deepseek-v3.2"),
        ("gpt-4o", "gpt-4o-mini"),
        ("gpt-4-turbo", "gpt-4"),
        ("gpt-3.5-turbo", "gpt-3.5-turbo-instruct"),
        ("kimi-k2", "kimi-k2-thinking"),
        ("qwen3-235b-a22b", "qwen3-235b-a22b-instruct-2507"),
        ("qwen3-235b-a22b-instruct-2507", "qwen3-235b-a22b-thinking-2507"),
        ("grok-4-fast", "grok-4"),
        ("grok-4-fast-reasoning", "grok-4-fast-non-reasoning"),
        ("mistral-small-2503", "mistral-small-2506"),
        ("whisper-large-v3", "whisper-large-v3-turbo"),
        ("command-r-08-2024", "command-r-plus-08-2024"),
        ("Qwen/Qwen3.5-9B", "Qwen/Qwen3.5-9B-Base"),
        ("gemini-2.5-flash", "gemini-2.5-flash-lite"),
        ("llama-3.1-8b", "llama-3.1-70b"),
        ("claude-opus-4.1", "claude-opus-4"),
        ("minimax-m2.1", "minimax-m21"),
    ],
)
def test_different_models_have_different_keys(first: str, second: str) -> None:
    assert identify(first).key != identify(second).key


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("claude-3.5-sonnet", "anthropic/claude-sonnet-3.5"),
        ("us.anthropic.claude-opus-4-6-v1", "claude-opus-4.6"),
        ("anthropic--claude-4.5-haiku", "claude-haiku-4-5@20251001"),
        ("claude-opus-4-1-thinking:1024", "claude-opus-4.1"),
        ("claude-opus-4-6@default", "Claude Opus 4.6 (latest)"),
        ("meta-llama/Meta-Llama-3.1-8B-Instruct", "@cf/meta/llama-3.1-8b-instruct-fp8"),
        ("accounts/fireworks/models/kimi-k2p6", "moonshotai/Kimi-K2.6"),
        ("hf:zai-org/GLM-4.7", "z-ai/glm-4.7"),
        ("zai-org-glm-5-1", "GLM-5.1"),
        ("gemini-3.0-flash-preview", "gemini-3-flash-preview"),
        ("gemma3:27b", "google/gemma-3-27b-it"),
        ("groq-llama-4-maverick-17b-128e-instruct", "llama-4-maverick-17b-instruct"),
        ("NVIDIA-Nemotron-3-Nano-30B-A3B-BF16", "nemotron-3-nano:30b"),
        ("Cohere: Command R+ (08-2024)", "command-r-plus-08-2024"),
        ("deepseek-r1-distill-qwen-1-5b", "DeepSeek-R1-Distill-Qwen-1.5B"),
    ],
)
def test_spellings_of_one_model_have_one_key(first: str, second: str) -> None:
    assert identify(first).key == identify(second).key


@pytest.mark.parametrize(
    ("reference", "publisher"),
    [
        ("Qwen/Qwen3-14B", "qwen"),
        ("zai-org/GLM-4.7", "zai"),
        ("THUDM/glm-4-9b", "zai"),
        ("mistral-ai/mistral-small-2503", "mistral"),
        ("claude-opus-4.6", "anthropic"),
        ("o3-mini", "openai"),
        ("OpenPipe/Qwen3-14B-Instruct", "openpipe"),
        ("fal-ai/flux-pro", ""),
        ("qwen3.5-27b-writer-derestricted", ""),
        ("big-pickle", ""),
    ],
)
def test_the_publisher_is_told_by_owner_or_plain_family_name(
    reference: str, publisher: str
) -> None:
    assert identify(reference).publisher == publisher


@pytest.mark.parametrize(
    ("reference", "snapshot"),
    [
        ("gpt-4o-2024-11-20", "2024-11-20"),
        ("claude-opus-4-5-20251101", "2025-11-01"),
        ("doubao-seed-1-6-250615", "2025-06-15"),
        ("deepseek-r1-0528", ""),
        ("command-r-08-2024", ""),
        ("model-20251399", ""),
    ],
)
def test_only_a_full_date_is_a_snapshot(reference: str, snapshot: str) -> None:
    assert identify(reference).snapshot == snapshot


def test_a_snapshot_leaves_the_key_as_it_is() -> None:
    assert identify("gpt-4o-2024-11-20").key == "gpt-4-o"


@pytest.mark.parametrize("reference", ["auto", "openrouter/free", "claude-haiku-latest"])
def test_pointers_and_words_for_anything_are_moving(reference: str) -> None:
    assert identify(reference).moving


def test_the_head_of_a_sized_key_is_what_comes_before_the_size() -> None:
    identity = identify("qwen3-coder-30b-a3b-instruct")

    assert (identity.head, identity.size) == ("qwen-3-coder", "30b")


def test_the_exact_key_keeps_instruct_and_format() -> None:
    assert identify("Qwen/Qwen3-14B-Instruct-FP8").exact == "qwen-3-14b-instruct-fp-8"


IDS = st.text(string.ascii_letters + string.digits + "-._/:@~ +()", max_size=60)


@given(st.text(max_size=80))
def test_any_text_has_an_identity(reference: str) -> None:
    identify(reference)


@given(IDS)
def test_case_does_not_matter(reference: str) -> None:
    assert identify(reference.upper()).key == identify(reference.lower()).key


@given(st.lists(st.sampled_from(["qwen", "3", "coder", "480b", "mini", "v2"]), min_size=1))
def test_separators_do_not_matter(words: list[str]) -> None:
    assert identify("-".join(words)).key == identify("_".join(words)).key


@given(IDS)
def test_a_key_is_made_of_words_and_hyphens(reference: str) -> None:
    assert set(identify(reference).key) <= set(string.ascii_lowercase + string.digits + "-")
