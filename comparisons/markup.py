"""Markdown from the catalog as safe HTML: no raw HTML, no images, links that lend no standing."""

import nh3
from markdown_it import MarkdownIt

MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")
TAGS = {
    *("p", "br", "hr", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "a"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}}
LOWEST_HEADING = 6
SHIFT = 2


def rendered(markdown: str) -> str:
    """HTML that may stand in a page as it is. Headings begin at the third level."""
    tokens = MARKDOWN.parse(markdown)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + SHIFT, LOWEST_HEADING)}"
    html = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    )
