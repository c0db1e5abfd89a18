"""Builds the application: hands settings down as arguments, registers slices and commands."""

import tomllib
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

from config import Environment, Settings, SettingsError
from support import wiring
from support.booking import waiting_routes
from support.booking.entry_routes import calendars
from support.booking.routes import booking
from support.cli import add_commands, add_commands_without_settings
from support.demo.routes import demo
from support.desk import (
    alert_routes,
    attendance_routes,
    case_routes,
    coaching_routes,
    cohort_routes,
    duty_routes,
    feed_routes,
    follow_up_routes,
    hours_routes,
    meeting_routes,
    meeting_words_routes,
    monthly_routes,
    number_routes,
    pathway_draft_routes,
    pathway_routes,
    person_routes,
    phone_routes,
    pilot_routes,
    queue_routes,
    session_routes,
    supervisor_routes,
    talk_routes,
    text_routes,
    time_routes,
)
from support.desk.blueprint import desk
from support.messaging.carriers import connect
from support.messaging.queries import outbox_health
from support.messaging.sender import ProviderAccount, SmsSender
from support.messaging.webhook_address import report_address
from support.messaging.webhook_routes import webhooks
from support.my_support import check_in_routes, consent_routes, control_routes, evaluation_routes, way_routes
from support.my_support import meeting_routes as own_meeting_routes
from support.my_support.routes import my_support
from support.people import language_routes
from support.people.routes import people
from support.people.session_keeping import keep_sessions
from support.people.staff_routes import staff
from support.platform.begin_work import BeginWork
from support.platform.crypto import KeyRing
from support.platform.data_keys import Keys
from support.platform.database import (
    broken_promises,
    canonical_url,
    db,
    engine_options,
    prepare_postgresql,
    prepare_sqlite,
)
from support.platform.key_check import key_faults
from support.platform.logging import log_quietly
from support.public.routes import public_pages
from support.supervisor import agreed_routes, home_routes, link_routes
from support.supervisor import coaching_routes as supervisor_coaching_routes
from support.supervisor import meeting_routes as supervisor_meeting_routes
from support.supervisor.blueprint import supervisor
from support.triage import (
    call_routes,
    contact_routes,
    help_routes,
    idle_routes,
    question_routes,
    result_routes,
    resume_routes,
    start_routes,
    trial_routes,
)
from support.triage.blueprint import triage
from support.vocabulary.calendar import is_free_day, local_date
from support.vocabulary.clock import Clock, SystemClock
from support.vocabulary.ids import IdMaker, RandomIds
from support.web.access import keep_gate
from support.web.errors import answer_errors
from support.web.fetch_site import refuse_foreign_fetches
from support.web.headers import set_headers
from support.web.health import health
from support.web.languages import speak
from support.web.lean import LeanFlask, LeanSessions
from support.web.pages import prepare_templates
from support.web.policy_reports import reports
from support.web.proxies import believe_own_proxies
from support.web.static_files import serve_static

# The routes of these blueprints stand in several files; importing a file adds its routes.
ROUTE_FILES = (
    *(agreed_routes, alert_routes, attendance_routes, call_routes, case_routes, check_in_routes),
    *(coaching_routes, consent_routes, meeting_words_routes, supervisor_coaching_routes),
    *(contact_routes, duty_routes, feed_routes, follow_up_routes, help_routes, home_routes, hours_routes),
    *(idle_routes, language_routes, link_routes, meeting_routes, monthly_routes, number_routes),
    *(own_meeting_routes, phone_routes, question_routes, queue_routes, result_routes, resume_routes),
    *(session_routes, start_routes, supervisor_meeting_routes, supervisor_routes, time_routes),
    *(pathway_draft_routes, pathway_routes, talk_routes, text_routes, trial_routes, waiting_routes),
    *(cohort_routes, control_routes, evaluation_routes, person_routes, pilot_routes, way_routes),
)

ROOT = Path(__file__).parent.parent
VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
BLUEPRINTS = (
    *(health, reports, webhooks, public_pages, triage, people, staff, booking, calendars),
    *(my_support, desk, supervisor),
)
A_LOT_OF_TEXT = 256 * 1024


def create_app(
    settings: Settings,
    *,
    clock: Clock | None = None,
    sender: SmsSender | None = None,
) -> Flask:
    """The whole application.

    Raises RuntimeError when a route declares no access, or when the database does not keep its promises, and
    SettingsError when its keys are not those of the database.
    """
    app = _bare_app()
    clock = clock or SystemClock()
    _configure(app, settings)
    # Free days come from a large package: read now, or whoever asks first waits for it.
    is_free_day(local_date(clock.now()))
    log_quietly()
    _connect_database(app, settings, clock, RandomIds())
    app.extensions["settings"] = settings
    app.extensions["health_checks"] = {"messages": outbox_health}
    _connect_provider(app, settings, sender)
    speak(app)
    serve_static(app, ROOT / "static")
    prepare_templates(app, provider_name=settings.provider_name)
    _ask_for_form_tokens(app)
    refuse_foreign_fetches(app)
    believe_own_proxies(app, settings.trusted_proxies)
    keep_sessions(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if settings.environment is not Environment.PRODUCTION:
        app.register_blueprint(demo)
    set_headers(app, https=settings.is_https)
    answer_errors(app)
    keep_gate(app)
    add_commands(app)
    return app


def create_command_line() -> Flask:
    """Only the commands that need no database, no key and no setting."""
    app = _bare_app()
    add_commands_without_settings(app)
    return app


def _bare_app() -> Flask:
    app = LeanFlask(
        "support",
        root_path=str(ROOT / "support"),
        template_folder=str(ROOT / "templates"),
        static_folder=None,
    )
    app.session_interface = LeanSessions()
    # A page has one address; with two slashes in it there is none.
    app.url_map.merge_slashes = False
    return app


def _configure(app: Flask, settings: Settings) -> None:
    https = settings.is_https
    app.config.update(
        SECRET_KEY=settings.secret_key,
        VERSION=VERSION,
        PROVIDER_NAME=settings.provider_name,
        PROVIDER_PHONE=settings.provider_phone,
        EXIT_ADDRESS=settings.exit_address,
        PUBLIC_BASE_URL=settings.public_base_url,
        ROUTING_ON=settings.routing_on,
        IS_DEMO=not settings.is_production,
        SESSION_COOKIE_NAME="__Host-kynnys" if https else "kynnys",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=1),
        TRUSTED_HOSTS=[urlsplit(settings.public_base_url).hostname, "127.0.0.1", "localhost"],
        MAX_CONTENT_LENGTH=A_LOT_OF_TEXT,
        MAX_FORM_MEMORY_SIZE=A_LOT_OF_TEXT,
        WTF_CSRF_TIME_LIMIT=24 * 3600,
        SQLALCHEMY_DATABASE_URI=canonical_url(settings.database_url),
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
    )


def _connect_database(app: Flask, settings: Settings, clock: Clock, ids: IdMaker) -> None:
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":
        prepare_sqlite(engine)
    else:
        prepare_postgresql(engine)
    ring = KeyRing(settings.encryption_keys)
    keys = Keys(ring, settings.lookup_key, settings.audit_key, settings.audit_keys_before)
    begin_work = BeginWork(engine, clock, ids, keys, wiring.hear, Path(settings.audit_anchors))
    app.extensions["begin_work"] = begin_work
    faults = broken_promises(engine)
    if faults:
        raise RuntimeError("the database does not keep what we rely on: " + ", ".join(faults))
    wrong_keys = key_faults(begin_work)
    begin_work.let_go()
    if wrong_keys:
        engine.dispose()
        raise SettingsError(wrong_keys)


def _connect_provider(app: Flask, settings: Settings, sender: SmsSender | None) -> None:
    tokens = tuple(filter(None, (settings.twilio_token, settings.twilio_token_secondary)))
    account = ProviderAccount(settings.twilio_account, tokens, settings.twilio_from, settings.twilio_address)
    report_to = partial(report_address, settings.public_base_url, settings.lookup_key)
    connected, signature = connect(
        settings.sms_sender, account, report_to, takes_replies=settings.texts_can_be_answered
    )
    app.extensions.update(sms_sender=sender or connected, provider_signature=signature)


def _ask_for_form_tokens(app: Flask) -> None:
    tokens = CSRFProtect(app)
    # What these take comes from no form of ours; for the webhooks a signature stands in its place.
    tokens.exempt(reports)
    tokens.exempt(webhooks)
