"""Who publishes what: the names outside catalogs give the same organisation, as data.

Pure knowledge of spelling, kept apart from the rules that use it (`normalise.py`). A name that
is not listed stands for itself, folded to a slug; a name listed under HOSTS says where a model
is served, never who made it.
"""

import re


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set: a readable way to write a long one."""
    return frozenset(text.split())


_SPELLINGS = {
    "ai21": "ai21 ai21-labs ai21labs",
    "aion-labs": "aion-labs",
    "allenai": "allenai allen-ai",
    "amazon": "amazon aws",
    "anthropic": "anthropic",
    "arcee-ai": "arcee-ai arcee arcee_ai",
    "baai": "baai",
    "baidu": "baidu paddlepaddle",
    "black-forest-labs": "black-forest-labs bfl",
    "bytedance": "bytedance bytedance-seed",
    "cohere": "cohere cohereforai coherelabs",
    "deepcogito": "deepcogito",
    "deepseek": "deepseek deepseek-ai",
    "google": "google google-deepmind",
    "ibm-granite": "ibm-granite ibm",
    "inclusionai": "inclusionai bailing",
    "kwaipilot": "kwaipilot kuaishou",
    "liquid": "liquid liquidai",
    "meta": "meta meta-llama facebook llama",
    "microsoft": "microsoft",
    "minimax": "minimax minimaxai",
    "mistral": "mistral mistralai mistral-ai",
    "moonshotai": "moonshotai moonshot kimi",
    "nous-research": "nousresearch nous-research nous",
    "nvidia": "nvidia",
    "openai": "openai",
    "perplexity": "perplexity",
    "prime-intellect": "prime-intellect primeintellect",
    "qwen": "qwen",
    "rekaai": "rekaai reka",
    "sarvam": "sarvam sarvamai",
    "sentence-transformers": "sentence-transformers",
    "stability-ai": "stabilityai stability-ai stability",
    "stepfun": "stepfun stepfun-ai",
    "tencent": "tencent tencenthunyuan tencent-hunyuan",
    "voyage": "voyage voyageai",
    "wan-ai": "wan-ai",
    "writer": "writer",
    "xai": "xai x-ai grok",
    "xiaomi": "xiaomi xiaomimimo",
    "zai": "zai z-ai zai-org zhipuai thudm z.ai",
}

_NAMES = {
    "ai21": "AI21 Labs",
    "aion-labs": "Aion Labs",
    "allenai": "Ai2",
    "amazon": "Amazon",
    "anthropic": "Anthropic",
    "arcee-ai": "Arcee AI",
    "baai": "BAAI",
    "baidu": "Baidu",
    "black-forest-labs": "Black Forest Labs",
    "bytedance": "ByteDance",
    "cohere": "Cohere",
    "deepcogito": "Deep Cogito",
    "deepseek": "DeepSeek",
    "google": "Google",
    "ibm-granite": "IBM Granite",
    "inclusionai": "inclusionAI",
    "kwaipilot": "Kwaipilot",
    "liquid": "Liquid AI",
    "meta": "Meta",
    "microsoft": "Microsoft",
    "minimax": "MiniMax",
    "mistral": "Mistral AI",
    "moonshotai": "Moonshot AI",
    "nous-research": "Nous Research",
    "nvidia": "NVIDIA",
    "openai": "OpenAI",
    "perplexity": "Perplexity",
    "prime-intellect": "Prime Intellect",
    "qwen": "Qwen",
    "rekaai": "Reka AI",
    "sarvam": "Sarvam AI",
    "sentence-transformers": "Sentence Transformers",
    "stability-ai": "Stability AI",
    "stepfun": "StepFun",
    "tencent": "Tencent",
    "voyage": "Voyage AI",
    "wan-ai": "Wan AI",
    "writer": "Writer",
    "xai": "xAI",
    "xiaomi": "Xiaomi",
    "zai": "Z.ai",
}

# The families whose plain members (see PLAIN_WORDS) come from one publisher only.
_FAMILIES = {
    "anthropic": "claude",
    "amazon": "nova titan",
    "cohere": "command",
    "deepseek": "deepseek",
    "google": "gemini gemma imagen veo lyria",
    "inclusionai": "ling ring",
    "meta": "llama",
    "microsoft": "phi",
    "minimax": "minimax",
    "mistral": "mistral codestral devstral ministral magistral pixtral voxtral mixtral",
    "moonshotai": "kimi",
    "nvidia": "nemotron",
    "openai": "gpt chatgpt o whisper",
    "perplexity": "sonar",
    "qwen": "qwen qwq qvq",
    "stepfun": "step",
    "voyage": "voyage",
    "writer": "palmyra",
    "xai": "grok",
    "xiaomi": "mimo",
    "zai": "glm",
}

# Path segments and first words that say who serves a model, or how.
HOSTS = words(
    "accounts alibaba azure alicloud bedrock cf chat-completion completion databricks fal-"
    "ai fireworks fireworks-ai groq hf main models novita openrouter orcarouter poetools "
    "prodia pro public route routers siliconflow stealth switchpoint tee together "
    "togetherai vertex volcengine workers-ai baseten cerebras featherless-ai free mancer "
    "nanogpt qwenlm qwencoder afm kilo-auto stable-audio-25 tts flux deepseek-ocr"
)

# Words that tell members of a family apart without telling of another maker.
PLAIN_WORDS = words(
    "a air audio b base beta chat code coder codex customtools deep distill embed embedding "
    "exp experimental flash high image instruct instant it large latest lite llama long low "
    "m math max maverick medium micro mini multimodal n nano nemo next non o omni oss plus "
    "preview pro prover qwen r reasoner reasoning realtime research reranker safeguard "
    "scout search small speciale super spark terminus thinking transcribe translate tts "
    "turbo ultra v video vision vl x y opus sonnet haiku fable e k s t c d w nothinking "
    "multi agent ocr build"
)

_SLUG_OF = {
    spelling: slug for slug, spellings in _SPELLINGS.items() for spelling in spellings.split()
}
FAMILY_OWNER = {family: slug for slug, families in _FAMILIES.items() for family in families.split()}
VENDOR_WORDS = frozenset(_SLUG_OF)


# Providers that serve their own models under another name than the publisher's.
_OWN_SHOPS = {
    "alibaba": "qwen",
    "amazon-bedrock": "amazon",
    "bailing": "inclusionai",
    "zhipuai": "zai",
}


def slugify(text: str) -> str:
    """The slug form of a name: lower-case letters and digits joined by single hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def organization_slug(name: str) -> str:
    """The slug of the organisation an outside catalog calls `name`; empty if it names a host."""
    folded = name.casefold().strip().lstrip("@~")
    slug = _SLUG_OF.get(folded) or _SLUG_OF.get(slugify(folded))
    if slug:
        return slug
    return "" if folded in HOSTS else slugify(folded)


def organization_name(slug: str, spelled: str) -> str:
    """How to write the organisation's name: as we know it, else as the source spells it."""
    return _NAMES.get(slug, spelled)


def sells_own(provider: str) -> str:
    """The publisher whose own shop this provider is, for its models a first-hand source."""
    return _OWN_SHOPS.get(provider) or organization_slug(provider)
