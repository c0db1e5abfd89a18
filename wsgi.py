"""Makes the application object for the web server and the command line."""

import os
import sys

from config import Settings, SettingsError
from support.app import create_app, create_command_line

# The commands about protocols and help lines need no setting, but for replay, which reads the database;
# everything else refuses to start without them.
if {"protocol", "lines"} & {*sys.argv[1:4]} and "replay" not in sys.argv[2:5]:
    app = create_command_line()
else:
    try:
        app = create_app(Settings.from_env(os.environ))
    except SettingsError as error:
        print("Kynnys cannot start. Settings:", *error.faults, sep="\n  ", file=sys.stderr)
        sys.exit(2)
