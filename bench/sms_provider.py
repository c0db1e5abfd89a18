"""A provider of text messages on this machine: takes every message after a while and remembers when.

A program of its own: `python -m bench.sms_provider MILLISECONDS` prints its port.
"""

import json
import secrets
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from bench.servers import HOST
from support.vocabulary.clock import SystemClock

TAKEN = "/taken"


class _Provider(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, seconds: float) -> None:
        super().__init__((HOST, 0), _Answering)
        self.seconds = seconds
        self.taken: list[str] = []
        self.taking = threading.Lock()


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Provider

    def setup(self) -> None:
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().setup()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.server.seconds)
        with self.server.taking:
            self.server.taken.append(SystemClock().now().isoformat())
        self._answer(201, {"sid": f"SM{secrets.token_hex(16)}", "status": "queued"})

    def do_GET(self) -> None:
        with self.server.taking:
            self._answer(200, self.server.taken)

    def _answer(self, status: int, found: object) -> None:
        body = json.dumps(found).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Nothing: what is asked holds numbers."""


if __name__ == "__main__":
    provider = _Provider(int(sys.argv[1]) / 1000)
    print(provider.server_address[1], flush=True)
    provider.serve_forever()
