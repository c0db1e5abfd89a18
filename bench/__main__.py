"""`python -m bench NAME [--json]`: measures something and says whether it keeps its bounds."""

import sys

from bench import audit, booking, messages, pages, refusals, triage

MEASUREMENTS = {
    "audit": audit.main,
    "booking": booking.main,
    "messages": messages.main,
    "pages": pages.main,
    "refusals": refusals.main,
    "triage": triage.main,
}


def main(arguments: list[str]) -> int:
    """Run the measurement named first; 2 when there is none of that name."""
    chosen = MEASUREMENTS.get(arguments[0]) if arguments else None
    if chosen is None:
        print("python -m bench NAME [--json], where NAME is one of: " + ", ".join(MEASUREMENTS))
        return 2
    return chosen(arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
