"""How the program is built: faults of imports, sizes, time, statements, settings and papers."""

from tests.planted.fault import RUFF, Fault

SHORT_CUT = "tests/guards/test_code_takes_no_short_cut.py::test_no_module_takes_a_short_cut"
CONTRACTS = "tests/guards/test_layers.py::test_every_import_contract_holds"
SIZES = "tests/guards/test_sizes.py::test_no_module_and_no_function_is_too_long"
A_STATEMENT = '        look.session.execute(text("SELECT 1"))\n'
HEALTH = "support/web/health.py"

FAULTS = (
    Fault(
        "cases know of bookings",
        "support/cases/queries.py",
        "from support.cases.facts import CaseFacts\n",
        "from support.booking.facts import Booked as Booked\nfrom support.cases.facts import CaseFacts\n",
        CONTRACTS,
        "support.cases is not allowed to import support.booking",
    ),
    Fault(
        "a rule that asks the database",
        "support/cases/rules/access.py",
        "from typing import Protocol\n",
        "from typing import Protocol\n\nimport sqlalchemy as sqlalchemy\n",
        CONTRACTS,
        "is not allowed to import sqlalchemy",
    ),
    Fault(
        "a part that stands in no stack",
        "support/reports.py",
        "",
        '"""Reports."""\n',
        "tests/guards/test_layers.py::test_every_part_of_the_program_stands_in_the_stack",
        "reports",
    ),
    Fault(
        "a module of too many lines",
        "support/cases/long_rules.py",
        "",
        "X = 1\n" * 251,
        f"{SIZES}[support/cases/long_rules.py]",
        "251 <= 250",
    ),
    Fault(
        "a function of too many statements",
        "support/cases/long_rules.py",
        "",
        "def does_everything() -> None:\n" + "    print()\n" * 26,
        f"{SIZES}[support/cases/long_rules.py]",
        "does_everything: 26",
    ),
    Fault(
        "a statement with a value glued in",
        HEALTH,
        A_STATEMENT,
        '        look.session.execute(text(f"SELECT {look.now}"))\n',
        f"{SHORT_CUT}[support/web/health.py]",
        "text: glued together",
    ),
    Fault(
        "a statement that was glued together a line before",
        HEALTH,
        A_STATEMENT,
        '        wanted = "SELECT " + str(look.now)\n        look.session.execute(text(wanted))\n',
        f"{SHORT_CUT}[support/web/health.py]",
        "text: glued together",
    ),
    Fault(
        "a statement that is glued together in a string",
        HEALTH,
        A_STATEMENT,
        "        wanted = f\"SELECT id FROM account WHERE id = '{look.now}'\"\n"
        "        look.session.execute(text(wanted))\n",
        RUFF,
        "S608",
    ),
    Fault(
        "chance that can be guessed",
        "support/vocabulary/ids.py",
        "import secrets\n",
        "import random as secrets\n",
        f"{SHORT_CUT}[support/vocabulary/ids.py]",
        "random: guessable chance",
    ),
    Fault(
        "the day of the machine",
        "support/booking/queries.py",
        "from datetime import timedelta\n",
        "from datetime import date, timedelta\n\nTODAY = date.today()\n",
        RUFF,
        "DTZ011",
    ),
    Fault(
        "the time of the machine, in its zone",
        "support/triage/visit_cookie.py",
        "from http import HTTPStatus\n",
        "from datetime import UTC, datetime\nfrom http import HTTPStatus\n\nSTARTED = datetime.now(UTC)\n",
        RUFF,
        "TID251",
    ),
    Fault(
        "a sentence of markup with a person's word in it",
        "support/web/languages.py",
        '    return sentence % values if "%" in sentence else sentence\n',
        "    return Markup(str(sentence) % values)\n",
        RUFF,
        "S704",
    ),
    Fault(
        "a setting that need not be set",
        "config.py",
        'self.env.get(name, "").strip()',
        'self.env.get(name, "on" if name == "ROUTING" else "").strip()',
        "tests/guards/test_settings.py::test_everything_that_is_missing_is_named_at_once",
        "ROUTING is missing",
    ),
    Fault(
        "a secret of a few signs",
        "config.py",
        "    if len(raw) < 32:\n",
        "    if len(raw) < 3:\n",
        "tests/guards/test_settings.py::test_a_malformed_setting_is_named_without_its_value[SECRET_KEY-short]",
        "DID NOT RAISE",
    ),
    Fault(
        "a key in what the settings print",
        "config.py",
        "    lookup_key: bytes = field(repr=False)\n",
        "    lookup_key: bytes\n",
        "tests/guards/test_settings.py::test_secrets_never_show_in_the_settings_as_text",
        "1111111111",
    ),
    Fault(
        "production starts with a sender that sends nothing",
        "config.py",
        '        if self.env.get("SMS_SENDER", "") in ("null", "console"):\n',
        '        if self.env.get("SMS_SENDER", "") == "":\n',
        "tests/guards/test_settings.py::test_production_asks_for_more",
        "SMS_SENDER",
    ),
    Fault(
        "a proof that has been given another name",
        "tests/rules/messaging/test_templates.py",
        "def test_a_value_is_never_read_as_a_field(",
        "def test_no_value_is_read_as_a_field(",
        "tests/guards/test_asvs_paper.py::test_the_paper_is_whole_and_names_only_tests_that_exist",
        "there is no tests/rules/messaging/test_templates.py::test_a_value_is_never_read_as_a_field",
    ),
    Fault(
        "a demand that has gone from the paper",
        "docs/asvs.md",
        "| 66 |",
        "| 67 |",
        "tests/guards/test_asvs_paper.py::test_the_paper_is_whole_and_names_only_tests_that_exist",
        "66 is missing",
    ),
)
