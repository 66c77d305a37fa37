import pytest

from comparisons.markup import rendered


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**bold** and *more*", "<p><strong>bold</strong> and <em>more</em></p>\n"),
        ("# Title", "<h3>Title</h3>\n"),
        ("##### Deep", "<h6>Deep</h6>\n"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("![x](https://image.example/x.png)", "<p></p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
    ],
)
def test_rendered_keeps_text_and_drops_what_is_dangerous(markdown: str, html: str) -> None:
    assert html in rendered(markdown)


def test_rendered_link_lends_no_standing() -> None:
    assert rendered("[card](https://card.example/)") == (
        '<p><a href="https://card.example/" rel="nofollow noopener">card</a></p>\n'
    )
