"""Who may find what: faults that let a word or its being there come to somebody for whom it is not."""

from tests.planted.fault import Fault

CATALOGUE = "tests/guards/test_field_catalogue.py"
LEAKS = "tests/guards/test_leaks.py"
EXISTENCE = "tests/guards/test_existence_leaks.py"
RELEASE = "support/consent/rules/release.py"
_HOLDS = "    return consent.state is State.GRANTED and now < consent.valid_until\n"

FAULTS = (
    Fault(
        "a supervisor whose permission has run out reads on",
        RELEASE,
        _HOLDS,
        "    return consent.state is State.GRANTED\n",
        f"{LEAKS}::test_no_reader_finds_what_is_not_for_her[a supervisor whose permission has run out]",
        "for a supervisor whose permission has run out",
    ),
    Fault(
        "what has run out shows that it was given",
        RELEASE,
        _HOLDS,
        "    return consent.state is State.GRANTED\n",
        f"{EXISTENCE}::test_her_page_is_the_same_whatever_somebody_else_has_said",
        "AssertionError: run out",
    ),
    Fault(
        "a colleague reads the goals of a person with whom she does not work",
        "support/desk/talk_pages.py",
        "    check_work(work.actor, case, way.enrolment.practitioner_id if way else None)\n"
        "    if way is None:\n",
        "    if way is None:\n",
        f"{LEAKS}::test_no_reader_finds_what_is_not_for_her[a colleague who does not work with her]",
        "goal of",
    ),
    Fault(
        "a confidential field into which nothing was planted",
        "support/platform/fields.yaml",
        "    wordless: [value]\n",
        "",
        f"{LEAKS}::test_a_word_lies_in_every_confidential_field",
        "goal_point.value",
    ),
    Fault(
        "a way of keeping that the paper does not know",
        "support/platform/fields.yaml",
        "lasts: 6 years",
        "lasts: 7 years",
        f"{CATALOGUE}::test_the_paper_of_retention_says_what_the_catalogue_says",
        "tools.retention",
    ),
    Fault(
        "unsent answers are promised to be gone sooner than they are",
        "support/platform/fields.yaml",
        "lasts: 24 hours",
        "lasts: 12 hours",
        f"{CATALOGUE}::test_how_long_something_lives_is_what_the_catalogue_says[unsent]",
        "timedelta",
    ),
)
