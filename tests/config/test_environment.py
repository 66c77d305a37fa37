import pytest

from config.environment import Environment, Problem, broker_url


def test_database_reads_every_part_of_the_address() -> None:
    env = Environment(
        {"DATABASE_URL": "postgres://ann:p%40ss@db.example:5433/facts?sslmode=require"}
    )

    assert env.database(default="") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "facts",
        "USER": "ann",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }
    assert env.problems == []


def test_database_reads_a_socket_folder() -> None:
    env = Environment({})

    found = env.database(default="postgresql:///lineup?host=/tmp/sockets&user=lineup")

    assert (found["HOST"], found["USER"], found["NAME"]) == ("/tmp/sockets", "lineup", "lineup")


@pytest.mark.parametrize("address", ["mysql://host/x", "host:5432", "postgres://host:notaport/x"])
def test_database_of_a_bad_address_is_recorded_with_a_hint(address: str) -> None:
    env = Environment({"DATABASE_URL": address})

    found = env.database(default="postgresql:///lineup")

    assert found["NAME"] == "lineup"
    assert env.problems == [
        Problem(
            "DATABASE_URL",
            "DATABASE_URL is not an address that starts with postgres:// or postgresql://.",
            "Write it like postgresql://user@host/name, or unset it to use the embedded server.",
        )
    ]


@pytest.mark.parametrize("written", ["0", "65536", "eighty", "-1", "８０"])
def test_integer_out_of_range_falls_back_and_is_recorded(written: str) -> None:
    env = Environment({"PORT": written})

    assert env.integer("PORT", 8000, low=1, high=65535) == 8000
    assert [problem.hint for problem in env.problems] == ["Try PORT=8000."]


@pytest.mark.parametrize(
    ("written", "read"), [("1", True), ("Yes", True), ("off", False), ("", False)]
)
def test_flag_reads_common_words(written: str, read: bool) -> None:
    assert Environment({"DEBUG": written}).flag("DEBUG", default=not read) is read


def test_flag_of_an_unknown_word_is_recorded() -> None:
    env = Environment({"DEBUG": "perhaps"})

    assert env.flag("DEBUG", default=False) is False
    assert [problem.message for problem in env.problems] == ["DEBUG is neither true nor false."]


@pytest.mark.parametrize(
    ("redis_url", "celery_url"),
    [
        ("redis://cache.example:6379/2", "redis://cache.example:6379/2"),
        ("unix:///tmp/v.sock?db=3", "redis+socket:///tmp/v.sock?virtual_host=3"),
        ("unix:///tmp/v.sock", "redis+socket:///tmp/v.sock?virtual_host=0"),
    ],
)
def test_broker_url_spells_sockets_for_celery(redis_url: str, celery_url: str) -> None:
    assert broker_url(redis_url) == celery_url


@pytest.mark.parametrize(
    ("written", "rate"),
    [("", "600/minute"), ("20/second", "20/second"), ("off", ""), ("0", "")],
)
def test_rate_is_read_or_switched_off(written: str, rate: str) -> None:
    env = Environment({"API_RATE": written})

    assert env.rate("API_RATE", "600/minute") == rate
    assert env.problems == []


@pytest.mark.parametrize("written", ["many", "10", "10/fortnight", "-1/minute", "0/minute"])
def test_rate_that_is_none_is_recorded(written: str) -> None:
    env = Environment({"API_RATE": written})

    assert env.rate("API_RATE", "600/minute") == "600/minute"
    assert env.problems == [
        Problem(
            "API_RATE",
            f"API_RATE is {written!r}, not a number per period.",
            "Try API_RATE=600/minute, or off.",
        )
    ]


def test_networks_are_read_with_commas_and_bad_ones_are_recorded_with_a_hint() -> None:
    env = Environment({"TRUSTED_PROXIES": "10.0.0.0/8, 192.0.2.7,2001:db8::/32,proxy.example"})

    found = env.networks("TRUSTED_PROXIES")

    assert [str(network) for network in found] == ["10.0.0.0/8", "192.0.2.7/32", "2001:db8::/32"]
    assert env.problems == [
        Problem(
            "TRUSTED_PROXIES",
            "TRUSTED_PROXIES holds 'proxy.example', which is no address and no network.",
            "Write it like TRUSTED_PROXIES=10.0.0.0/8,192.0.2.7.",
        )
    ]


def test_no_proxy_is_trusted_unless_named() -> None:
    assert Environment({}).networks("TRUSTED_PROXIES") == []


def test_languages_are_read_by_code_with_their_own_names() -> None:
    env = Environment({"LANGUAGES": "de, en, de"})

    assert env.languages("LANGUAGES", "en") == [("de", "Deutsch"), ("en", "English")]
    assert env.problems == []


def test_language_nobody_speaks_is_recorded_with_a_hint() -> None:
    env = Environment({"LANGUAGES": "english"})

    assert env.languages("LANGUAGES", "en") == [("en", "English")]
    assert env.problems == [
        Problem("LANGUAGES", "LANGUAGES names 'english', no language.", "Try LANGUAGES=en,de.")
    ]
