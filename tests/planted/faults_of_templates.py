"""How pages are written: faults of templates and of texts."""

from tests.planted.fault import Fault

PO = "support/translations/fi/LC_MESSAGES/messages.po"
EMBEDDED = "tests/guards/test_templates.py::test_style_and_script_stand_in_files_of_their_own"
ABOUT = "templates/public/about.html"
LEAD = '<p class="lead">'
SENTENCES = "tests/guards/test_texts.py::test_every_sentence_has_its_text_and_no_text_is_left_over[fi]"

FAULTS = (
    Fault(
        "what somebody wrote is taken as markup",
        "templates/desk/case.html",
        "{{ page.own_words }}</blockquote>",
        "{{ page.own_words|safe }}</blockquote>",
        f"{EMBEDDED}[desk/case.html]",
        "text taken as markup",
    ),
    Fault(
        "a style in the page",
        ABOUT,
        LEAD,
        '<p class="lead" style="color: red">',
        f"{EMBEDDED}[public/about.html]",
        "a style attribute",
    ),
    Fault(
        "a script in the page",
        ABOUT,
        LEAD,
        '<script>console.log("here")</script><p class="lead">',
        f"{EMBEDDED}[public/about.html]",
        "a script in the page",
    ),
    Fault(
        "a picture of another host",
        ABOUT,
        LEAD,
        '<img src="https://pictures.example/x.png" alt=""><p class="lead">',
        f"{EMBEDDED}[public/about.html]",
        "an address of another host",
    ),
    Fault(
        "a form without its token",
        "templates/people/sign_in.html",
        '<form method="post" novalidate>{{ token() }}',
        '<form method="post" novalidate>',
        "tests/guards/test_templates.py::test_every_form_that_posts_sends_its_token[people/sign_in.html]",
        "<form method=",
    ),
    Fault(
        "our number as plain text",
        "templates/people/sign_in.html",
        "phone=our_phone(page.our_phone)",
        "phone=page.our_phone",
        "tests/guards/test_templates.py::test_our_own_number_is_written_where_one_tap_calls_it[people/sign_in.html]",
        "page.our_phone",
    ),
    Fault(
        "a template that nothing uses",
        "templates/people/left_over.html",
        "",
        "<p></p>\n",
        "tests/guards/test_templates.py::test_every_template_is_used_by_the_program_or_by_another_template",
        "people/left_over.html",
    ),
    Fault(
        "a translation that somebody should look at",
        PO,
        '#, python-format\nmsgid "%(count)s waiting"',
        '#, fuzzy, python-format\nmsgid "%(count)s waiting"',
        SENTENCES,
        "is fuzzy: %(count)s waiting",
    ),
    Fault(
        "a translation that is missing",
        PO,
        'msgstr "%(count)s odottaa"',
        'msgstr ""',
        SENTENCES,
        "is empty: %(count)s waiting",
    ),
    Fault(
        "a sentence that nobody has translated",
        ABOUT,
        LEAD,
        '<p>{{ _("Ask your nurse.") }}</p><p class="lead">',
        SENTENCES,
        "has no text: Ask your nurse.",
    ),
    Fault(
        "a word that we avoid",
        PO,
        'msgstr "%(count)s odottaa"',
        'msgstr "%(count)s potilasta odottaa"',
        SENTENCES,
        "potila",
    ),
    Fault(
        "a component that stands on no sheet",
        "templates/components/badge.html",
        "",
        "{%- macro badge(text) -%}<b>{{ text }}</b>{%- endmacro -%}\n",
        "tests/guards/test_sheet.py::test_every_macro_of_the_components_is_on_the_sheet",
        "badge",
    ),
    Fault(
        "a style that nothing carries",
        "static/queue.css",
        "/* The table and the waiting */\n",
        ".left-over { color: var(--c-ink); }\n",
        "tests/guards/test_styles.py::test_every_class_with_a_rule_is_called_by_a_template[queue.css]",
        "left-over",
    ),
    Fault(
        "a token that no rule reads",
        "static/tokens.css",
        "  --lh-head: 1.25;\n",
        "  --lh-head: 1.25;\n  --lh-left-over: 2;\n",
        "tests/guards/test_styles.py::test_every_token_is_read_by_a_rule",
        "left-over",
    ),
    Fault(
        "an icon that nobody draws",
        "static/icons.svg",
        '<symbol id="phone" ',
        '<symbol id="left-over" ',
        "tests/guards/test_styles.py::test_every_icon_is_drawn_by_a_page",
        "left-over",
    ),
)
