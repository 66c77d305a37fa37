"""The Content-Security-Policy header: our own files and nothing inline, the admin excepted."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"
COMMON = "base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
PUBLIC_POLICY = f"default-src 'self'; img-src 'self' data:; {COMMON}"
# The admin's interface builds expressions and styles in the page.
ADMIN_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    f"script-src 'self' 'unsafe-inline' 'unsafe-eval'; {COMMON}"
)
ADMIN_PATH = "/admin/"


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware. A view that set the header itself keeps its own."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        policy = ADMIN_POLICY if request.path.startswith(ADMIN_PATH) else PUBLIC_POLICY
        response.headers.setdefault(HEADER, policy)
        return response

    return respond
