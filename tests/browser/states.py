"""Which page has which states: the names under which the walk looks at them. A new page says its own here.

empty: there is nothing to show. error: something is missing or wrong in what was sent. conflict: somebody or
something came first. expired: time ran out. A kind that a page does not have is not written.
"""

STATES: dict[str, dict[str, str]] = {
    "booking/booked.html": {"usual": "booked"},
    "booking/cancel.html": {"usual": "cancel", "conflict": "cancel-late", "expired": "cancel-too-late"},
    "booking/times.html": {
        "usual": "times",
        "chosen": "times-chosen",
        "empty": "times-none",
        "error": "times-error",
        "conflict": "times-gone",
    },
    "demo/components.html": {"usual": "demo-components"},
    "demo/messages.html": {"usual": "demo"},
    "desk/case.html": {"usual": "case", "claimed": "case-claimed", "error": "case-error"},
    "desk/queue.html": {
        "usual": "queue",
        "preview": "queue-preview",
        "filtered": "queue-empty",
        "empty": "queue-nothing",
        "conflict": "queue-taken",
    },
    "desk/sessions.html": {"usual": "staff-sessions"},
    "errors/offline.html": {"usual": "error-503"},
    "errors/page.html": {
        "usual": "error-404",
        "staff": "staff-error-404",
        "expired": "error-400",
        "used up": "invitation-unknown",
        "too late": "invitation-expired",
        "answers gone": "answers-gone",
    },
    "my_support/delete.html": {"usual": "my-delete"},
    "my_support/home.html": {
        "usual": "my-support",
        "empty": "my-support-cancelled",
    },
    "my_support/sessions.html": {"usual": "my-sessions"},
    "people/code.html": {
        "usual": "code",
        "error": "code-error",
        "conflict": "code-locked",
        "expired": "code-expired",
        "too soon": "sign-in-code-too-soon",
    },
    "people/invitation.html": {"usual": "invitation", "error": "invitation-error"},
    "people/sign_in.html": {
        "usual": "sign-in-notice",
        "error": "sign-in-error",
        "expired": "sign-in-after-the-end",
    },
    "people/staff_code.html": {"usual": "staff-code", "error": "staff-code-error"},
    "people/staff_sign_in.html": {
        "usual": "staff-sign-in",
        "error": "staff-sign-in-error",
        "expired": "staff-session-over",
    },
    "public/about.html": {"usual": "about"},
    "public/accessibility.html": {"usual": "accessibility"},
    "public/crisis.html": {"usual": "crisis", "closed": "crisis-closed"},
    "public/landing.html": {"usual": "landing", "answers kept": "landing-again"},
    "public/privacy.html": {"usual": "privacy"},
    "triage/before.html": {"usual": "before"},
    "triage/call_me.html": {"usual": "call-me", "error": "call-me-error", "closed": "call-me-closed"},
    "triage/call_promised.html": {
        "usual": "call-promised",
        "word": "call-promised-word",
        "closed": "call-promised-closed",
        "no number": "call-promised-no-number",
    },
    "triage/contact.html": {"usual": "contact", "error": "contact-error", "direct": "contact-direct"},
    "triage/deleted.html": {"usual": "deleted"},
    "triage/elsewhere.html": {"usual": "elsewhere"},
    "triage/help_card.html": {"usual": "help-card-self", "closed": "help-card-closed"},
    "triage/paused.html": {"usual": "stop"},
    "triage/question.html": {
        "usual": "question-3",
        "error": "question-3-error",
        "again": "question-from-review",
    },
    "triage/result.html": {"usual": "result", "error": "result-error", "now": "result-now"},
    "triage/review.html": {"usual": "review"},
    "triage/unavailable.html": {"usual": "unavailable"},
}
