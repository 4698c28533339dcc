"""Netron's page for a browser, where there is no web view: on this machine only, behind a path nobody can guess."""

import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from app.netron.site import Site

_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; form-action 'none'"


class Server:
    """Serves a site until it is closed."""

    def __init__(self, site: Site) -> None:
        self._token = secrets.token_urlsafe(24)
        self._server = _Listener(site, self._token)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="slimscope netron")
        self._thread.start()

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://{self._server.host}/{self._token}/"

    def close(self) -> None:
        """Serve no longer."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Listener(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self, site: Site, token: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site, self.token = site, token
        self.host = f"127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    """Answers who knows the path; for everybody else there is nothing here."""

    server: _Listener
    timeout = 1
    server_version = sys_version = ""

    def do_GET(self) -> None:
        """Give what is at the path."""
        parts = urlsplit(self.path)
        token, _, path = parts.path.removeprefix("/").partition("/")
        known = self.headers.get("Host") == self.server.host
        known = secrets.compare_digest(token.encode(), self.server.token.encode()) and known
        answer = self.server.site.answer(path, parts.query) if known else None
        if answer is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads of each request."""
