"""Which tests stay together on one worker of a run in several processes."""

import re

from xdist.scheduler import LoadFileScheduling

_LANGUAGE = re.compile(r"\[(?:fi|sv|en)\]$")


class ByFileAndLanguage(LoadFileScheduling):
    """A file stays on one worker, as what it prepares once; what it does in each language goes by itself."""

    def _split_scope(self, nodeid: str) -> str:
        language = _LANGUAGE.search(nodeid)
        return nodeid.partition("::")[0] + (language.group() if language else "")
