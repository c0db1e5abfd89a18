"""The only list of timed work. The scheduler is a metronome: what is due stands in our tables."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from apscheduler.schedulers.blocking import BlockingScheduler

from support.booking.cell_actions import forget_holds_run_out
from support.booking.coaching_ending_actions import remind_of_due_coaching
from support.booking.proposing_actions import forget_ended_waiting, propose_due_times
from support.booking.reminding_actions import Addresses, remind_of_due_times
from support.cases.target_actions import watch_targets
from support.cases.telling_actions import escalate_due_alerts
from support.consent.withdrawing_actions import end_next_run_out
from support.followup.asking_actions import ask_due_check_in, forget_old_links
from support.followup.failure_actions import tell_of_failures
from support.followup.silence_actions import drop_out_the_silent
from support.messaging.actions import forget_old_codes_sent
from support.messaging.reconcile_actions import ask_after_next_message, is_any_to_ask_after
from support.messaging.send_actions import expire_old_messages, is_any_due, send_next_message
from support.messaging.sender import SmsSender
from support.pathways.reminding_actions import remind_of_due_actions
from support.people.code_actions import forget_old_codes
from support.people.known_browser_actions import forget_old_browsers
from support.people.refused_actions import forget_old_refused
from support.people.sessions import forget_ended
from support.people.supervisor_actions import forget_old_invitations
from support.platform.audit_anchors import anchor_when_due
from support.platform.audit_sealing import seal_next
from support.platform.begin_work import BeginWork
from support.platform.heartbeat import beat, has_beaten_since
from support.platform.rate_limit import forget_old_counts
from support.triage.retention_actions import forget_unsent_answers
from support.vocabulary.actor import Actor

log = logging.getLogger("kynnys.jobs")

_BEAT_EVERY = timedelta(seconds=20)
# A job that has much to do comes to an end and begins anew, so that its heart is heard meanwhile.
_SECONDS_AT_A_STRETCH = 20


@dataclass(frozen=True)
class Job:
    """A name, how often in seconds, and the action; it gets the address of the service for its links."""

    name: str
    every: float
    run: Callable[[BeginWork, SmsSender, str], None]


def _send_messages(begin_work: BeginWork, sender: SmsSender, _address: str) -> None:
    # Looking first keeps an idle worker from asking for the write lock every second.
    _for_a_stretch(lambda: is_any_due(begin_work) and send_next_message(begin_work, sender))


def _ask_after_messages(begin_work: BeginWork, sender: SmsSender, _address: str) -> None:
    _for_a_stretch(lambda: is_any_to_ask_after(begin_work) and ask_after_next_message(begin_work, sender))


def _for_a_stretch(do_one: Callable[[], bool]) -> None:
    """One after the other until there is none, or enough for once."""
    began = time.monotonic()
    while time.monotonic() - began < _SECONDS_AT_A_STRETCH and do_one():
        pass


def _forget(begin_work: BeginWork, _sender: SmsSender, _address: str) -> None:
    with begin_work(Actor.job("forget")) as work:
        expire_old_messages(work)
        forget_old_codes_sent(work)
        forget_old_codes(work)
        forget_ended(work)
        forget_old_counts(work)
        forget_old_browsers(work)
        forget_old_refused(work)
        forget_unsent_answers(work)
        forget_holds_run_out(work)
        forget_ended_waiting(work)
        forget_old_links(work)
        forget_old_invitations(work)
    begin_work.erase_for_good()


def _propose_times(begin_work: BeginWork, _sender: SmsSender, _address: str) -> None:
    propose_due_times(begin_work)


def _remind(begin_work: BeginWork, _sender: SmsSender, address: str) -> None:
    remind_of_due_times(begin_work, Addresses(f"{address}/my", f"{address}/s/"))
    remind_of_due_actions(begin_work, f"{address}/my", f"{address}/s/")
    remind_of_due_coaching(begin_work, f"{address}/s/")


def _ask_check_ins(begin_work: BeginWork, sender: SmsSender, address: str) -> None:
    while ask_due_check_in(begin_work, f"{address}/c/", takes_replies=sender.takes_replies):
        pass


def _end_consents(begin_work: BeginWork, _sender: SmsSender, _address: str) -> None:
    while end_next_run_out(begin_work):
        pass


def _escalate_alerts(begin_work: BeginWork, _sender: SmsSender, address: str) -> None:
    escalate_due_alerts(begin_work, f"{address}/staff")


def _tell_of_failures(begin_work: BeginWork, _sender: SmsSender, _address: str) -> None:
    tell_of_failures(begin_work)


def _watch_targets(begin_work: BeginWork, _sender: SmsSender, _address: str) -> None:
    watch_targets(begin_work)


def _drop_out(begin_work: BeginWork, _sender: SmsSender, _address: str) -> None:
    drop_out_the_silent(begin_work)


def _seal_audit(begin_work: BeginWork, _sender: SmsSender, _address: str) -> None:
    _for_a_stretch(lambda: seal_next(begin_work))


def _anchor_audit(begin_work: BeginWork, _sender: SmsSender, _address: str) -> None:
    anchor_when_due(begin_work)


JOBS = (
    Job("send-messages", 1, _send_messages),
    Job("forget", 60, _forget),
    Job("propose-times", 1, _propose_times),
    Job("remind", 1, _remind),
    Job("ask-check-ins", 1, _ask_check_ins),
    Job("end-consents", 60, _end_consents),
    Job("escalate-alerts", 1, _escalate_alerts),
    Job("ask-after-messages", 2, _ask_after_messages),
    Job("tell-of-failures", 2, _tell_of_failures),
    Job("watch-targets", 60, _watch_targets),
    Job("drop-out", 60, _drop_out),
    Job("seal-audit", 60, _seal_audit),
    Job("anchor-audit", 60, _anchor_audit),
)


def run_job(job: Job, begin_work: BeginWork, sender: SmsSender, address: str) -> None:
    """Run one job to its end and note that it ran; a fault is logged and the metronome goes on."""
    try:
        job.run(begin_work, sender, address)
        with begin_work.to_read(Actor.job(job.name)) as look:
            is_fresh = has_beaten_since(look, job.name, look.now - _BEAT_EVERY)
        if not is_fresh:
            with begin_work(Actor.job(job.name)) as work:
                beat(work, job.name)
    except Exception:
        log.exception("job failed", extra={"job": job.name})


def run_forever(begin_work: BeginWork, sender: SmsSender, address: str) -> None:
    """Run every job at its rhythm until the process is told to stop."""
    # It warns at each beat of a job that is still at work. That is as it should be; /health names a late one.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    scheduler = BlockingScheduler(timezone="UTC")
    for job in JOBS:
        scheduler.add_job(
            run_job,
            "interval",
            args=(job, begin_work, sender, address),
            seconds=job.every,
            # Late is better than never, and one at a time.
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
    log.info("worker started")
    scheduler.start()
