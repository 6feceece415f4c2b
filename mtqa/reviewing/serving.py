"""A server on the loopback address, which lets the pages of a report write decisions to a file.

Other users of the machine, and pages of other places in the same browser, must reach nothing. So each request needs a
token that only this process and those who see its address know, and must say that it is meant for this very address
and comes from it. The network can't reach the loopback address; a name that is made to point to it (DNS rebinding) is
refused by the host that the browser names then.
"""

from __future__ import annotations

import contextlib
import secrets
import socket
import socketserver
import sys
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, quote, unquote, urlsplit

from mtqa.errors import MtqaError, OutputError, UsageError
from mtqa.reviewing.holding import ConflictError, Holder
from mtqa.reviewing.pages import Pages, StaleError

HOST = "127.0.0.1"
DECISIONS = "/decisions"
LIMIT = 64 << 20
"""Bytes of decisions above which they are refused."""
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "frame-ancestors 'none'",  # beside the page's own, which can't say this
}
_DISCARDED = 2 * LIMIT
_CHANGED = "the decisions file was changed by something else since it was read; load it again before you save"
_STALE = "the report was made anew, or removed; end the server and start it again"


class Server(ThreadingHTTPServer):
    """Serves a report on a port of its own.

    Attributes:
        token: what each request must carry.
        pages: the report.
        holder: the file of decisions.
    """

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there it lets another program take the port, too

    def __init__(
        self, pages: Pages, holder: Holder, port: int = 0, say: Callable[[str], None] = lambda _: None
    ) -> None:
        """Take the port.

        Args:
            pages: the report.
            holder: the file of decisions.
            port: the port; 0 for any that is free.
            say: is told, in a line, of failures of the program itself.

        Raises:
            UsageError: the port is taken, or not to be had.
        """
        self.token = secrets.token_urlsafe(24)
        self.pages = pages
        self.holder = holder
        self._say = say
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            why = error.strerror or str(error)
            raise UsageError(f"port {port} can't be had: {why}; choose another with --port, or leave it out") from None

    @property
    def address(self) -> str:
        """The address to open, with the token."""
        return f"http://{HOST}:{self.server_port}/{quote(self.pages.first)}?token={self.token}"

    @property
    def hosts(self) -> tuple[str, str]:
        """The names under which it may be called."""
        return f"{HOST}:{self.server_port}", f"localhost:{self.server_port}"

    @property
    def cookie(self) -> str:
        """The name of the cookie with the token; other ports of the machine share a browser's cookies."""
        return f"mtqa-token-{self.server_port}"

    def server_bind(self) -> None:
        """Bind without asking for the machine's name, which may take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - the base's signature
        """Tell of a failure in a line; a browser that hangs up is none."""
        error = sys.exception()
        if not isinstance(error, ConnectionError | TimeoutError):
            self._say(f"a request failed: {type(error).__name__}: {error}")


class _Handler(BaseHTTPRequestHandler):
    server: Server
    timeout: ClassVar[int] = 60

    def do_GET(self) -> None:
        """Send a page, or the decisions."""
        name = self._wanted()
        if name == DECISIONS:
            try:
                held = self.server.holder.read()
            except MtqaError as error:
                self._send(HTTPStatus.CONFLICT, str(error))
            else:
                self._send(HTTPStatus.OK, held.data, "application/json", ETag=held.tag)
        elif name:
            self._page(name)

    def do_PUT(self) -> None:
        """Replace the decisions."""
        name = self._wanted()
        if name == DECISIONS:
            self._replace()
        elif name:
            self._send(HTTPStatus.METHOD_NOT_ALLOWED, Allow="GET")

    def do_OTHER(self) -> None:
        """Refuse any other method."""
        name = self._wanted()
        if name:
            self._send(HTTPStatus.METHOD_NOT_ALLOWED, Allow="GET, PUT" if name == DECISIONS else "GET")

    do_HEAD = do_POST = do_PATCH = do_DELETE = do_OPTIONS = do_OTHER  # noqa: N815 - the base's names

    def _wanted(self) -> str:
        """Return the path that is asked for; empty where the answer is no, which is sent then."""
        url = urlsplit(self.path) if self.path.startswith("/") else urlsplit("")
        name = unquote(url.path)
        if not self._is_from_here(typed=self.command == "GET" and name != DECISIONS):
            self._forbid()
            return ""
        if name == DECISIONS:
            tokens = [self.headers.get("X-Mtqa-Token", "")]
        else:
            tokens = [*parse_qs(url.query).get("token", ()), *self._cookies()]
        if not any(self._fits(token) for token in tokens):
            self._forbid()
            return ""
        if name != DECISIONS and not self.server.pages.has(name):
            self._send(HTTPStatus.NOT_FOUND)
            return ""
        return name

    def _is_from_here(self, *, typed: bool) -> bool:
        """Tell whether a request is meant for this address, and comes from a page of it.

        Args:
            typed: whether it may come from the address bar, too.
        """
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or hosts[0] not in self.server.hosts:
            return False
        origins = self.headers.get_all("Origin", [])
        sites = self.headers.get_all("Sec-Fetch-Site", [])
        allowed = ("same-origin", "none") if typed else ("same-origin",)
        return all(origin == f"http://{hosts[0]}" for origin in origins) and all(site in allowed for site in sites)

    def _cookies(self) -> list[str]:
        pairs = (pair.strip().partition("=") for pair in self.headers.get("Cookie", "").split(";"))
        return [value for name, _, value in pairs if name == self.server.cookie]

    def _fits(self, token: str) -> bool:
        return secrets.compare_digest(token.encode("utf-8", "replace"), self.server.token.encode())

    def _page(self, name: str) -> None:
        token = self.server.token
        try:
            page = self.server.pages.read(name, DECISIONS, token)
        except StaleError:
            self._send(HTTPStatus.CONFLICT, _STALE)
            return
        # The links of a page don't carry the token; the cookie does.
        cookie = f"{self.server.cookie}={token}; HttpOnly; SameSite=Strict; Path=/"
        self._send(HTTPStatus.OK, page, "text/html", **{"Set-Cookie": cookie})

    def _replace(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or self.headers.get("Transfer-Encoding"):
            self._send(HTTPStatus.LENGTH_REQUIRED, "the length of the decisions must be said")
            return
        if len(length) > len(str(LIMIT)) or int(length) > LIMIT:
            self._send(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the decisions have more than {LIMIT >> 20} MiB")
            return
        data = self.rfile.read(int(length))
        if "If-Match" not in self.headers:
            self._send(HTTPStatus.PRECONDITION_REQUIRED, "If-Match must say what the decisions replace")
            return
        try:
            tag = self.server.holder.replace(data, self.headers["If-Match"])
        except ConflictError:
            self._send(HTTPStatus.CONFLICT, _CHANGED)
        except OutputError as error:
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, str(error))
        except UsageError as error:
            self._send(HTTPStatus.BAD_REQUEST, str(error))
        else:
            self._send(HTTPStatus.NO_CONTENT, ETag=tag)

    def _forbid(self) -> None:
        self._send(HTTPStatus.FORBIDDEN)

    def _send(self, status: HTTPStatus, body: str | bytes = b"", kind: str = "text/plain", **headers: str) -> None:
        data = body.encode("utf-8", "backslashreplace") if isinstance(body, str) else body
        self.send_response(status)
        for name, value in {**_HEADERS, **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        if status is not HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)
        if status >= HTTPStatus.BAD_REQUEST:
            self._discard()

    def _discard(self) -> None:
        """Read what is still to come, or the browser may take the end of the connection for a failure."""
        with contextlib.suppress(OSError):
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(2)
            left = _DISCARDED
            while left > 0 and (read := len(self.connection.recv(1 << 16))):
                left -= read

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Answer what is no request, or of an unknown method, with its number alone."""
        self.close_connection = True
        self.send_response(code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def version_string(self) -> str:
        """Name the program, and not its version."""
        return "mtqa"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing: what matters is in the file."""
