from playwright.sync_api import Page, expect

from tests.e2e.conftest import Site


def test_docs_draw_every_operation_and_ask_no_other_host(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/api/v1/docs/")

    expect(page.get_by_text("List artifacts", exact=True)).to_be_visible()
    expect(page.locator(".opblock")).to_have_count(27)
    assert [url for url in asked if not url.startswith((site.url, "data:"))] == []


def test_docs_answer_a_request_tried_out(page: Page, site: Site) -> None:
    page.goto("/api/v1/docs/")
    operation = page.locator(".opblock", has_text="Read where everything is")
    operation.locator(".opblock-summary-control").click()
    operation.get_by_role("button", name="Try it out").click()

    operation.get_by_role("button", name="Execute").click()

    expect(operation.locator(".live-responses-table td.response-col_status").last).to_contain_text(
        "200"
    )
