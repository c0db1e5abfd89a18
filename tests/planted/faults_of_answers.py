"""What a browser gets: faults of headers, cookies and addresses."""

from tests.planted.fault import Fault

HEADERS = "support/web/headers.py"
A_REFUSAL = "tests/guards/test_headers.py::test_every_refusal_carries_the_headers[GET-/no-such-page-404]"

FAULTS = (
    Fault(
        "a page that looks alike says of nobody when her session ends",
        "support/web/alike.py",
        "    own = {_OWN_FORM: token, **spoken(end)}\n",
        '    own = {_OWN_FORM: token, **dict.fromkeys(spoken(end), "")}\n',
        "tests/pages/test_times.py::test_the_times_look_alike_for_two_but_each_has_her_own_token_and_session",
        "not enough values to unpack",
    ),
    Fault(
        "a header is dropped",
        HEADERS,
        '    "X-Content-Type-Options": "nosniff",\n',
        "",
        A_REFUSAL,
        "nosniff",
    ),
    Fault(
        "pages may be kept",
        HEADERS,
        'response.headers.setdefault("Cache-Control", "no-store")',
        'response.headers.setdefault("Cache-Control", "private")',
        A_REFUSAL,
        "may be kept: private",
    ),
    Fault(
        "styles in the page are allowed",
        HEADERS,
        "style-src 'self';",
        "style-src 'self' 'unsafe-inline';",
        A_REFUSAL,
        "style-src",
    ),
    Fault(
        "forms may be sent to another host",
        HEADERS,
        "form-action 'self'; ",
        "",
        A_REFUSAL,
        "form-action",
    ),
    Fault(
        "pictures may come from another host",
        HEADERS,
        "img-src 'self';",
        "img-src 'self' https:;",
        A_REFUSAL,
        "img-src",
    ),
    Fault(
        "other sites may read what is loaded",
        HEADERS,
        '    "Cross-Origin-Resource-Policy": "same-origin",\n',
        "",
        A_REFUSAL,
        "resource policy",
    ),
    Fault(
        "a cookie that scripts can read",
        "support/web/cookies.py",
        "        httponly=True,\n        samesite=same_site,\n",
        "        samesite=same_site,\n",
        "tests/guards/test_headers.py::test_every_cookie_is_out_of_reach_of_scripts_and_other_sites",
        "AssertionError: lang=",
    ),
    Fault(
        "a cookie that travels with foreign requests",
        "support/web/cookies.py",
        "        httponly=True,\n        samesite=same_site,\n",
        "        httponly=True,\n",
        "tests/guards/test_headers.py::test_every_cookie_is_out_of_reach_of_scripts_and_other_sites",
        "AssertionError: lang=",
    ),
    Fault(
        "a cookie of staff that travels without TLS",
        "support/web/cookies.py",
        '        secure=current_app.config["SESSION_COOKIE_SECURE"],\n',
        '        secure=name != "__Host-known" and current_app.config["SESSION_COOKIE_SECURE"],\n',
        "tests/guards/test_headers.py::test_over_tls_every_cookie_is_secure_and_secrets_are_bound_to_the_host",
        "AssertionError: __Host-known=",
    ),
    Fault(
        "every host name is ours",
        "support/app.py",
        '        TRUSTED_HOSTS=[urlsplit(settings.public_base_url).hostname, "127.0.0.1", "localhost"],\n',
        "",
        "tests/guards/test_foreign_addresses.py::test_under_a_foreign_host_name_there_is_no_page[evil.example]",
        "at evil.example",
    ),
    Fault(
        "a proxy that is not there is believed",
        "support/app.py",
        "    app.session_interface = LeanSessions()\n",
        "    app.session_interface = LeanSessions()\n"
        "    from werkzeug.middleware.proxy_fix import ProxyFix\n"
        "    app.wsgi_app = ProxyFix(app.wsgi_app, x_host=1, x_prefix=1)\n",
        "tests/guards/test_foreign_addresses.py::test_headers_of_a_proxy_that_is_not_there_change_no_page",
        "another page",
    ),
    Fault(
        "the sign-in leads wherever the address says",
        "support/people/staff_routes.py",
        '        return redirect(url_for("desk.signed_in" if begun',
        '        return redirect(request.args.get("next") or url_for("desk.signed_in" if begun',
        "tests/guards/test_foreign_addresses.py::test_a_sign_in_that_succeeds_leads_nowhere_else[nurse]",
        "evil.example",
    ),
    Fault(
        "back to the page before, wherever it was",
        "support/web/way_back.py",
        "    ours = came_from.netloc == request.host and not",
        "    ours = not",
        "tests/guards/test_foreign_addresses.py::"
        "test_the_page_before_is_gone_back_to_only_when_it_is_ours[http://evil.example-/about]",
        "'/about' == '/'",
    ),
    Fault(
        "two slashes are as good as one",
        "support/web/access.py",
        '.startswith("//"):\n',
        '.startswith("///"):\n',
        "tests/guards/test_fake_paths.py::test_two_slashes_before_an_address_are_one_too_many",
        "as anonymous",
    ),
    Fault(
        "the pages of the demo are in production",
        "support/app.py",
        "    if settings.environment is not Environment.PRODUCTION:\n        app.register_blueprint(demo)\n",
        "    app.register_blueprint(demo)\n",
        "tests/guards/test_fake_paths.py::test_production_has_no_back_rooms",
        "/demo: ",
    ),
    Fault(
        "a number in the address",
        "support/people/routes.py",
        '    return redirect(url_for("people.code", next=_wanted()))\n',
        '    return redirect(url_for("people.code", phone=number.e164, next=_wanted()))\n',
        "tests/guards/test_addresses_tell_nothing.py::"
        "test_no_form_leads_to_an_address_that_tells_anything[people.ask_code]",
        "a parameter that is not listed: phone",
    ),
    Fault(
        "what was decided in the address",
        "support/my_support/consent_routes.py",
        '    return _back("updated")\n',
        '    return _back("withdrawn")\n',
        "tests/guards/test_addresses_tell_nothing.py::"
        "test_no_form_leads_to_an_address_that_tells_anything[my_support.withdraw_consent]",
        "done is not neutral",
    ),
    Fault(
        "a word that tells what a supervisor has said",
        "support/supervisor/home_pages.py",
        '    "noted": mark(',
        '    "turned_down": mark(',
        "tests/guards/test_addresses_tell_nothing.py::test_the_words_of_what_has_been_done_are_neutral",
        "turned_down",
    ),
    Fault(
        "the kind of a meeting in the title",
        "templates/supervisor/meeting.html",
        '~ _("For the supervisor") %}',
        "~ page.meeting.title %}",
        "tests/guards/test_addresses_tell_nothing.py::"
        "test_no_title_of_the_employee_or_her_supervisor_tells_anything[supervisor]",
        "page.meeting.title",
    ),
    Fault(
        "templates do not escape",
        "support/web/pages.py",
        "    app.jinja_env.autoescape = True\n",
        "    app.jinja_env.autoescape = False\n",
        "tests/pages/test_every_form_takes_garbage.py::"
        "test_garbage_in_any_field_is_answered_with_a_page[people.ask_code-0]",
        "phone: markup",
    ),
    Fault(
        "a page of questions made for one is shown to another",
        "support/web/alike.py",
        "language_now(), chosen_theme(), request.path",
        "language_now(), request.path",
        "tests/race/test_two_readers_of_one_page.py::"
        "test_every_language_and_every_appearance_has_its_own_page",
        "data-theme",
    ),
    Fault(
        "requests of any size",
        "support/app.py",
        "        MAX_CONTENT_LENGTH=A_LOT_OF_TEXT,\n        MAX_FORM_MEMORY_SIZE=A_LOT_OF_TEXT,\n",
        "        MAX_FORM_MEMORY_SIZE=16 * A_LOT_OF_TEXT,\n",
        "tests/guards/test_headers.py::test_too_much_text_carries_the_headers",
        "== 413",
    ),
    Fault(
        "a browser may leave TLS",
        HEADERS,
        '            response.headers.setdefault("Strict-Transport-Security", ',
        '            response.headers.setdefault("X-Strict-Transport-Security", ',
        "tests/guards/test_headers.py::test_over_tls_the_browser_is_told_to_stay_there",
        "KeyError",
    ),
)
