"""What is kept of a search and of what came of it, and what is not."""

import logging
from datetime import timedelta
from ipaddress import ip_address

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from matchgraph.counting import Kind
from matchgraph.identity import Doubt, Surface, Visitor
from matchgraph.models import DailySalt, Event, Search
from matchgraph.services.recording import Shown, record_event, record_search, time_ordered_id
from matchgraph.services.salts import delete_salts, salt_of, salt_of_today
from matchgraph.tokens import Hit, read_token
from tests import builders
from tests.matchgraph.events import FIREFOX, NOON, searched, visitor

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def hit_of(token: str) -> Hit:
    return read_token(token, now=NOON)


def act(token: str, kind: Kind = Kind.CLICK, by: Visitor | None = None, after: int = 60) -> bool:
    now = NOON + timedelta(seconds=after)
    return record_event(hit=hit_of(token), kind=kind, visitor=by or visitor(), now=now)


def kinds() -> list[str]:
    return sorted(Event.objects.values_list("kind", flat=True))


def test_search_is_kept_with_an_impression_of_each_hit() -> None:
    tokens = searched((11, 1), (12, None))

    search = Search.objects.get()
    assert (search.day, search.surface, search.matched) == (NOON.date(), "page", [11, 12])
    assert list(
        Event.objects.order_by("position").values_list(
            *("kind", "position", "artifact_id", "capability_id", "search_id", "intent_id"),
            *("trusted", "reason"),
        )
    ) == [
        ("impression", 1, 11, 1, search.pk, search.intent_id, True, ""),
        ("impression", 2, 12, None, search.pk, search.intent_id, True, ""),
    ]
    assert list(tokens) == [11, 12]
    assert hit_of(tokens[12]) == Hit(search.pk, 12, None, 2, Surface.PAGE, NOON)


def test_what_comes_of_a_hit_is_kept_once() -> None:
    token = searched((11, 1))[11]

    assert [act(token), act(token), act(token, Kind.OUTBOUND)] == [True, True, True]

    assert kinds() == ["click", "impression", "outbound"]
    click = Event.objects.get(kind="click")
    search = Search.objects.get()
    assert (click.day, click.position, click.capability_id) == (NOON.date(), 1, 1)
    assert bytes(click.visitor_key) == bytes(search.visitor_key)


def test_what_comes_after_midnight_belongs_to_the_day_of_the_search() -> None:
    token = searched((11, 1))[11]

    assert act(token, after=13 * 3600)

    assert {event.day for event in Event.objects.all()} == {NOON.date()}
    assert Event.objects.get(kind="click").at == NOON + 13 * HOUR


@pytest.mark.parametrize(
    "other", [visitor("192.0.2.8"), visitor(agent="Other/1.0"), visitor("203.0.113.9")]
)
def test_token_in_other_hands_is_dropped(other: Visitor) -> None:
    token = searched((11, 1))[11]

    assert not act(token, Kind.POSITIVE, by=other)

    assert kinds() == ["impression"]


def test_token_of_a_search_that_was_not_kept_is_dropped() -> None:
    hit = Hit(time_ordered_id(NOON), 11, 1, 1, Surface.PAGE, NOON)

    assert not record_event(hit=hit, kind=Kind.POSITIVE, visitor=visitor(), now=NOON)

    assert kinds() == []


def test_token_is_worth_nothing_once_its_days_salt_is_gone() -> None:
    token = searched((11, 1))[11]
    delete_salts(today=NOON.date() + 2 * DAY)

    assert not act(token)


@pytest.mark.parametrize(
    ("kind", "seconds", "kept"),
    [
        (Kind.DWELL_10, 9, False),
        (Kind.DWELL_10, 10, True),
        (Kind.DWELL_30, 29, False),
        (Kind.DWELL_30, 30, True),
        (Kind.CLICK, 0, True),
    ],
)
def test_nobody_stays_longer_than_since_the_search(kind: Kind, seconds: int, kept: bool) -> None:
    token = searched((11, 1))[11]

    assert act(token, kind, after=seconds) is kept


def test_nothing_is_kept_of_nobody() -> None:
    tokens = record_search(
        visitor=None,
        text="review code",
        shown=[Shown(11, 1, 1)],
        matched=[11],
        found=1,
        strength=1,
        now=NOON,
    )

    assert tokens == {}
    assert (Search.objects.count(), Event.objects.count(), DailySalt.objects.count()) == (0, 0, 0)


def test_act_of_somebody_who_asks_meanwhile_not_to_be_recorded_is_dropped() -> None:
    hit = hit_of(searched((11, 1))[11])

    assert not record_event(hit=hit, kind=Kind.CLICK, visitor=None, now=NOON)


@pytest.mark.parametrize("doubt", [Doubt.BOT, Doubt.STAFF, Doubt.ELSEWHERE])
def test_doubted_visitors_are_kept_untrusted_with_the_reason(doubt: Doubt) -> None:
    somebody = Visitor(ip_address("192.0.2.7"), FIREFOX, Surface.PAGE, doubt)
    token = searched((11, 1), by=somebody)[11]
    act(token, by=visitor())

    assert [(search.trusted, search.reason) for search in Search.objects.all()] == [(False, doubt)]
    assert set(Event.objects.values_list("trusted", "reason")) == {(False, doubt.value)}


def test_visitor_who_turns_out_to_be_of_the_desk_is_kept_untrusted() -> None:
    token = searched((11, 1))[11]
    staff = Visitor(ip_address("192.0.2.7"), FIREFOX, Surface.PAGE, Doubt.STAFF)

    act(token, by=staff)

    assert Event.objects.get(kind="click").reason == "staff"


def test_searches_beyond_sixty_an_hour_are_kept_untrusted() -> None:
    for n in range(61):
        searched((11, 1), now=NOON + timedelta(seconds=n))
    searched((11, 1), now=NOON + HOUR + timedelta(seconds=30))
    searched((11, 1), by=visitor("192.0.2.8"))

    doubted = Search.objects.filter(trusted=False)
    assert [(search.at, search.reason) for search in doubted] == [
        (NOON + timedelta(seconds=60), "searches")
    ]
    assert Event.objects.filter(reason="searches").count() == 1


def test_artifacts_beyond_thirty_an_hour_are_kept_untrusted() -> None:
    tokens = searched(*((artifact, 1) for artifact in range(100, 140)))
    for n, token in enumerate(tokens.values()):
        act(token, after=n)
    again = act(tokens[100], Kind.POSITIVE, after=100)

    clicks = Event.objects.filter(kind="click").order_by("artifact_id")
    assert [click.trusted for click in clicks] == [True] * 30 + [False] * 10
    assert {click.reason for click in clicks} == {"", "clicks"}
    assert again


def test_who_searches_without_end_is_not_kept_at_all() -> None:
    token = searched((11, 1))[11]
    search = Search.objects.get()
    values = {f.attname: getattr(search, f.attname) for f in Search._meta.concrete_fields}
    Search.objects.bulk_create(Search(**values | {"id": time_ordered_id(NOON)}) for _ in range(599))

    assert searched((11, 1)) == {}

    assert token
    assert Search.objects.count() == 600


def test_recording_takes_as_many_statements_for_many_hits_as_for_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    searched((11, 1))
    for count in (1, 20):
        # Savepoint, salt, searches of the hour, the wording's form, the search, impressions.
        with django_assert_num_queries(9):
            searched(*((artifact, 1) for artifact in range(count)))


def test_failure_is_told_and_says_nothing_of_what_was_asked(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE matchgraph_event RENAME TO matchgraph_gone")
        with caplog.at_level(logging.ERROR):
            tokens = searched((11, 1), text="a very private wish")
        transaction.set_rollback(True)

    assert tokens == {}
    assert [record.getMessage() for record in caplog.records] == [
        "A search or what came of it was not recorded: ProgrammingError"
    ]
    assert "private" not in caplog.text
    assert Search.objects.count() == 0


# --- Salts ------------------------------------------------------------------------------------


def test_salt_is_made_once_a_day_and_differs_from_day_to_day() -> None:
    first = salt_of_today(now=NOON)

    assert salt_of_today(now=NOON + HOUR) == first
    assert salt_of_today(now=NOON + DAY) != first
    assert len(first) == 32


@pytest.mark.parametrize(("days", "left"), [(0, True), (1, True), (2, False)])
def test_salt_is_deleted_48_hours_after_its_day_began(days: int, left: bool) -> None:
    salt_of_today(now=NOON)

    delete_salts(today=NOON.date() + days * DAY)

    assert (salt_of(NOON.date()) is not None) is left


def test_no_salt_is_made_for_a_day_that_has_none() -> None:
    assert salt_of(NOON.date()) is None
    assert DailySalt.objects.count() == 0


# --- What always holds ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE matchgraph_event SET trusted = trusted",
        "DELETE FROM matchgraph_event",
        "DELETE FROM matchgraph_event_default",
        "TRUNCATE matchgraph_event",
    ],
)
def test_events_are_added_and_never_changed(statement: str) -> None:
    searched((11, 1))

    with (
        pytest.raises(IntegrityError, match="never changed or deleted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("column", "value", "constraint"),
    [
        ("kind", "'odd'", "event_kind_known"),
        ("position", "0", "event_has_a_position"),
        ("reason", "'bot'", "event_doubted_for_a_reason"),
        ("trusted", "false", "event_doubted_for_a_reason"),
    ],
)
def test_event_that_contradicts_itself_is_refused(column: str, value: str, constraint: str) -> None:
    searched((11, 1))
    names = [str(field.column) for field in Event._meta.concrete_fields]
    given = [value if name == column else name for name in names]
    given[names.index("search_id")] = "gen_random_uuid()"

    with (
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO matchgraph_event (" + ", ".join(names) + ")"  # noqa: S608
            " SELECT " + ", ".join(given) + " FROM matchgraph_event"
        )


def test_artifact_can_be_deleted_though_events_tell_of_it() -> None:
    artifact = builders.artifact()
    searched((artifact.pk, 1))

    artifact.delete()

    assert Event.objects.count() == 1


def test_search_ids_follow_the_time() -> None:
    earlier, later = time_ordered_id(NOON), time_ordered_id(NOON + timedelta(milliseconds=1))

    assert earlier < later
    assert (later.version, later.variant) == (7, "specified in RFC 4122")
