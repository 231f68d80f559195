"""The server of the review page, which answers this machine's browser and nothing else.

It listens on 127.0.0.1, on a port that the system chooses, below an address that holds a secret. A request with another
host is refused, so that no name of another site leads here (DNS rebinding), and so is a decision that another site
sends (OWASP, Cross-Site Request Forgery Prevention: origin and token).
"""

from __future__ import annotations

import contextlib
import gc
import hmac
import importlib.resources
import json
import logging
import secrets
import socket
import threading
import webbrowser
from collections.abc import Callable
from functools import partial
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from vexas_evidence.publish.review.article_view import PagePicture
from vexas_evidence.publish.review.requests import OpenReview, Refused
from vexas_evidence.publish.review.screen import in_fields
from vexas_evidence.system.problems import BadInput

LONGEST = 100_000
"""Bytes of a decision, at most."""
FILES = {"": ("review.html", "text/html"), "review.css": ("review.css", "text/css")}
FILES |= {name: (name, "text/javascript") for name in ("review.js", "study.js")}
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
Work = Callable[[Any], dict[str, Any]]
"""Answers a request from what it asks or decides."""
_LOG = logging.getLogger(__name__)
_FAULT = "a fault of the program, which the window of the command shows: nothing was written, and you may go on"


class Guard:
    """Refuses what does not come from the page itself, before anything else looks at it."""

    def __init__(self, app: ASGIApp, host: str, token: str) -> None:
        self.app, self.host, self.token = app, host, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            return
        if (refusal := self.refusal(Request(scope))) is not None:
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def refusal(self, request: Request) -> Response | None:
        """Return why a request is refused; None where it is not."""
        given = request.url.path.split("/")[1].encode("utf-8", "replace")
        if request.headers.getlist("host") != [self.host]:
            return _plain("another host: open the address that the command printed", 421)
        if not hmac.compare_digest(given, self.token.encode()):
            return _plain("no such page: open the address that the command printed", 404)
        origins, site = request.headers.getlist("origin"), request.headers.get("sec-fetch-site", "same-origin")
        if request.method == "POST" and (origins != [f"http://{self.host}"] or site != "same-origin"):
            return _plain("a decision from another site", 403)
        if origins not in ([], [f"http://{self.host}"]):
            return _plain("a request from another site", 403)
        return None


def _plain(words: str, status: int) -> Response:
    return Response(f"{words}\n", status, HEADERS, "text/plain")


def application(review: OpenReview, pictures: tuple[PagePicture, ...], host: str, token: str) -> ASGIApp:
    """Return the pages and answers of a review, behind their guard."""
    lock = threading.Lock()

    def locked(work: Work, given: Any) -> Response:
        with lock:
            return _answered(review, work, given)

    async def page(request: Request) -> Response:
        number = request.path_params["number"]
        if not 1 <= number <= len(pictures):
            return _plain("no such page of the article", 404)
        return Response(pictures[number - 1].png, headers=HEADERS, media_type="image/png")

    async def ask(work: Work, request: Request) -> Response:
        return await run_in_threadpool(locked, work, dict(request.query_params))

    async def decide(request: Request) -> Response:
        if request.headers.get("content-type") != "application/json":
            return _plain("a decision in another form", 415)
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > LONGEST:
                return _plain("a decision that is too long", 413)
        try:
            given = json.loads(body)
        except ValueError:
            return _plain("a decision that is no JSON", 400)
        return await run_in_threadpool(locked, review.decide, given)

    asked = {"article": review.article, "state": review.state, "reading": review.reading}
    routes = [
        *(Route(f"/{name}", partial(_file, *file)) for name, file in FILES.items()),
        *(Route(f"/{what}.json", partial(ask, work)) for what, work in asked.items()),
        Route("/page/{number:int}.png", page),
        Route("/decide", decide, methods=["POST"]),
    ]
    return Guard(Starlette(routes=[Mount(f"/{token}", routes=routes)]), host, token)


async def _file(name: str, kind: str, _: Request) -> Response:
    """One of the files that the page is made of."""
    content = importlib.resources.files(__package__).joinpath("resources", name).read_bytes()
    return Response(content, headers=HEADERS, media_type=kind)


def _answered(review: OpenReview, work: Work, given: Any) -> Response:
    """What came of a request, or why it was refused; of a fault of the program the page says so, and goes on."""
    try:
        return JSONResponse(work(given), headers=HEADERS)
    except BadInput as error:
        names = review.names_in(given) if isinstance(given, dict) else []
        refused = [in_fields(each) for each in error.problems]
        return JSONResponse({"refused": refused, "names": names}, 422, HEADERS)
    except Refused as error:
        return JSONResponse({"refused": [str(error)]}, 400, HEADERS)
    except Exception:
        _LOG.exception("a fault of the program; nothing was written")
        return JSONResponse({"refused": [_FAULT]}, 500, HEADERS)


def serve(
    review: OpenReview, pictures: tuple[PagePicture, ...], say: Callable[[str], None], opens_browser: bool = True
) -> None:
    """Serve the page until the command is interrupted. Its address is said first, and opened in the browser."""
    gc.enable()
    token = secrets.token_urlsafe(32)
    ended = contextlib.suppress(KeyboardInterrupt)  # which is how a review ends
    with ended, socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        address = f"http://{host}/{token}/"
        config = uvicorn.Config(
            application(review, pictures, host, token),
            log_level="warning",
            access_log=False,
            lifespan="off",
            ws="none",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
        say(address)
        if opens_browser:
            webbrowser.open(address)
        uvicorn.Server(config).run(sockets=[listening])
