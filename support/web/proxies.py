"""Where a request comes from when proxies of our own stand in front (ASVS 4.1.3, 15.3.4; decision 0013)."""

from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix


def believe_own_proxies(app: Flask, hops: int) -> None:
    """Take address and scheme of the caller from what the last `hops` proxies wrote, and nothing else.

    What stands further left in these headers a caller can invent. The host is never taken from a header of a
    proxy: it passes the one on that was asked for, and that must be ours.
    """
    if hops == 0:
        return
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]  # as its manual says
    ours = urlsplit(app.config["PUBLIC_BASE_URL"])

    @app.before_request
    def _refuse_another_scheme() -> None:
        if request.host.partition(":")[0] == ours.hostname and request.scheme != ours.scheme:
            # A proxy that serves people on a plain line, or one that does not say how it was asked.
            raise SecurityError
