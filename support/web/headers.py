"""What every answer says to the browser: nothing inline, nothing kept, nobody framed (ASVS 3.4, 14.2)."""

from flask import Flask, Response

POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "report-uri /policy-report; report-to policy"
)

ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Reporting-Endpoints": 'policy="/policy-report"',
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "X-Robots-Tag": "noindex",
}


def set_headers(app: Flask, *, https: bool) -> None:
    """Add the headers to every answer, errors too."""

    @app.after_request
    def _add(response: Response) -> Response:
        # No view sets any of these, so none can come twice.
        response.headers.extend(ALWAYS)
        if https:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        # Only static files and the crisis page say otherwise themselves.
        response.headers.setdefault("Cache-Control", "no-store")
        return response
