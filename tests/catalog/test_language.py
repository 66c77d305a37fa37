from catalog.language import figure, gettext, in_english, is_english, ngettext, pgettext, speak


class Shouting:
    """A language that is English, only louder, and parts thousands by apostrophes."""

    is_english = False

    def gettext(self, message: str) -> str:
        return message.upper()

    def ngettext(self, one: str, many: str, number: int) -> str:
        return (one if number < 2 else many).upper()

    def pgettext(self, context: str, message: str) -> str:
        return f"{message.upper()} ({context})"

    def separators(self) -> tuple[str, str]:
        return ",", "’"


def test_texts_stay_as_written_until_a_language_is_handed_in() -> None:
    assert gettext("some {number}") == "some {number}"
    assert [ngettext("limit", "limits", number) for number in (0, 1, 2)] == [
        "limits",
        "limit",
        "limits",
    ]
    assert pgettext("the month", "May") == "May"
    assert figure("1,234.5") == "1,234.5"
    assert is_english()


def test_texts_are_in_the_language_handed_in_but_where_english_is_asked_for() -> None:
    before = speak(Shouting())
    try:
        told = (gettext("one"), ngettext("limit", "limits", 0), pgettext("month", "May"))
        shown = (figure("1,234.5"), is_english())
        with in_english():
            kept = (gettext("one"), figure("1,234.5"), is_english())
    finally:
        speak(before)

    assert told == ("ONE", "LIMIT", "MAY (month)")
    assert shown == ("1’234,5", False)
    assert kept == ("one", "1,234.5", True)
