"""Serving a preview: the pages as they will be, with a script that reloads them, and problems."""

from __future__ import annotations

import html
import mimetypes
import multiprocessing
import os
import re
import socket
import sys
import threading
from contextlib import suppress
from datetime import date
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from partnership_register.shell.previewing import Edition, Preview
from partnership_register.shell.problems_found import CannotBuild
from partnership_register.shell.watching import Watch

_PATIENCE = 20.0
"""Seconds after which a page that waits for news is told that there are none."""

_RELOAD = """\
const asked = new URL(document.currentScript.src);
const own = asked.searchParams.get("edition");
let waiting = null;

const wait = async () => {
  while (!document.hidden && !waiting) {
    waiting = new AbortController();
    try {
      const answer = await fetch(`/-/changes?since=${own}`, { signal: waiting.signal });
      if (answer.ok && (await answer.text()) !== own) return location.reload();
    } catch {
      if (!document.hidden) await new Promise((over) => setTimeout(over, 1000));
    }
    waiting = null;
  }
};

/* A browser opens few connections to one server: a page that nobody sees gives its own back. */
document.addEventListener("visibilitychange", () => (document.hidden ? waiting?.abort() : wait()));
addEventListener("pagehide", () => waiting?.abort());
wait();
"""

_LOOK = """\
.preview-problems {
  background: #fff;
  border: 0.5rem solid #b3261e;
  color: #1b1b1b;
  font: 1rem/1.5 system-ui, sans-serif;
  padding: 1rem;
}
.preview-problems ul { margin: 0.5rem 0 0; padding-left: 1.25rem; }
.preview-problems li { overflow-wrap: anywhere; }
"""

_OWN = {"/-/reload.js": (_RELOAD, "text/javascript"), "/-/preview.css": (_LOOK, "text/css")}
_NOTHING_YET = (
    "<!doctype html>\n"
    '<html lang="en-GB"><head><meta charset="utf-8"><title>Preview</title></head>'
    "<body><p>There is no site to show yet.</p></body></html>\n"
)
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)"')
_BODY = re.compile(r"<body\b[^>]*>")


def serve(config_file: Path, address: str, as_of: date | None = None) -> None:
    """Serve the site and build it again at each change, until Ctrl-C.

    Raises CannotBuild where nothing can be built or the address cannot be had.
    """
    preview = Preview(config_file, sys.stdout, as_of)
    with _server(address, preview, urlsplit(preview.settings().site_url).path) as server, preview:
        watch = Watch()
        try:
            preview.build()
            # A process that has threads must not be forked.
            multiprocessing.set_start_method("spawn", force=True)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            _watch(preview, watch)
            preview.build()  # what changed during the first build is in no news
            preview.say(f"The preview is at {server.url} and follows your edits; Ctrl-C ends it.")
            _follow(preview, watch)
        except KeyboardInterrupt:
            pass
        finally:
            watch.stop()


def _follow(preview: Preview, watch: Watch) -> None:
    """Build after each change, for ever."""
    while True:
        changed = watch.wait()
        with suppress(CannotBuild):  # which the build says as well; the old folders count
            _watch(preview, watch)
        while not preview.build(changed):
            pass


def _watch(preview: Preview, watch: Watch) -> None:
    """Watch what the site is made of, as the settings now say. Raises CannotBuild."""
    if watch.over(preview.sources()):
        preview.look_everywhere()


class _Server(ThreadingHTTPServer):
    """Serves one preview. `mount` is the folder of the site's address, such as `/register/`."""

    allow_reuse_address = os.name != "nt"  # where it would let two have the same port

    def __init__(self, host: str, port: int, preview: Preview, mount: str) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.preview = preview
        self.mount = f"{mount.rstrip('/')}/"
        super().__init__((host, port), _Answer)
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{self.server_port}{self.mount}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _server(address: str, preview: Preview, mount: str) -> _Server:
    host, colon, port = address.rpartition(":")
    if not colon or not port.isdecimal() or int(port) > 65535:
        raise CannotBuild(f'"{address}" is no address; write host:port, such as 127.0.0.1:8000')
    try:
        return _Server(host.strip("[]") or "127.0.0.1", int(port), preview, mount)
    except OSError as error:
        reason = error.strerror or error
        raise CannotBuild(
            f"cannot listen at {address} ({reason}); try another with --address 127.0.0.1:8001"
        ) from error


class _Answer(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """Answer with a page, a file, or what the preview says of itself."""
        asked = urlsplit("/" + self.path.lstrip("/"))
        if asked.path in _OWN:
            text, kind = _OWN[asked.path]
            self._send(HTTPStatus.OK, text.encode(), kind)
        elif asked.path == "/-/changes":
            self._changes(parse_qs(asked.query).get("since", [""])[0])
        elif asked.path.startswith(self.server.mount):
            self._site(asked.path)
        else:
            self._redirect(self.server.mount)

    do_HEAD = do_GET  # noqa: N815  the library's name

    def log_message(self, *arguments: object) -> None:
        """Say nothing: the terminal is for what changes."""

    def _changes(self, since: str) -> None:
        run, _, number = since.partition("-")
        known = int(number) if run == str(os.getpid()) and number.isdecimal() else -1
        edition = self.server.preview.newer(known, _PATIENCE)
        self._send(HTTPStatus.OK, _name(edition).encode(), "text/plain")

    def _site(self, path: str) -> None:
        edition = self.server.preview.edition
        file = self._file(unquote(path.removeprefix(self.server.mount)))
        if file and file.is_dir():
            if not path.endswith("/"):
                self._redirect(f"{path}/")
                return
            file /= "index.html"
        status = HTTPStatus.OK
        if file is None or not file.is_file():
            status, file = HTTPStatus.NOT_FOUND, self.server.preview.site / "404.html"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        try:
            content = file.read_bytes()
        except OSError:
            content = _NOTHING_YET.encode()
        if kind == "text/html":
            content = shown(content.decode(errors="replace"), edition).encode()
        self._send(status, content, kind)

    def _file(self, path: str) -> Path | None:
        """What a path means, unless that lies outside the site."""
        site = self.server.preview.site
        if "\0" in path or "\\" in path or ".." in path.split("/"):
            return None
        file = site / path
        return file if file.is_relative_to(site) else None

    def _redirect(self, to: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        of_text = "; charset=utf-8" if kind.startswith("text/") else ""
        self.send_response(status)
        self.send_header("Content-Type", kind + of_text)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def shown(page: str, edition: Edition) -> str:
    """A page as the preview shows it: with the script that reloads it, and with its problems."""
    page = _POLICY.sub(_widened, page, count=1)
    head = (
        '<link rel="stylesheet" href="/-/preview.css">\n'
        f'<script src="/-/reload.js?edition={_name(edition)}" defer></script>\n'
    )
    page = page.replace("</head>", f"{head}</head>", 1)
    if not edition.problems:
        return page
    return _BODY.sub(lambda found: f"{found[0]}\n{_box(edition.problems)}", page, count=1)


def _widened(found: re.Match[str]) -> str:
    """The policy of a page, with leave to ask the server that it came from."""
    if "connect-src" in found[2]:
        return found[0].replace("connect-src", "connect-src &#39;self&#39;", 1)
    return f'{found[1]}{found[2]}; connect-src &#39;self&#39;"'


def _box(problems: str) -> str:
    lines = "".join(f"<li>{html.escape(line)}</li>\n" for line in problems.splitlines())
    return (
        '<div class="preview-problems" role="alert">\n'
        "<strong>The site is as it was before. To put right:</strong>\n"
        f"<ul>\n{lines}</ul>\n</div>\n"
    )


def _name(edition: Edition) -> str:
    """What a page knows its edition by; that of another run of the preview is another one."""
    return f"{os.getpid()}-{edition.number}"
