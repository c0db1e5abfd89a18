# Read by run and test: sets PYTHON to a Python 3.11 or newer, and what every later step relies on,
# however bare or crowded the surroundings are.
PATH="${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
LC_ALL=C.UTF-8
PYTHONUNBUFFERED=1
export PATH LC_ALL PYTHONUNBUFFERED
# Kept byte-code makes every start several times faster; foreign settings would mix in foreign packages.
unset PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH VIRTUAL_ENV PYTEST_ADDOPTS

PYTHON=
for candidate in .venv/bin/python python3.14 python3.13 python3.12 python3.11 python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        PYTHON=$candidate
        break
    fi
done
if [ -z "$PYTHON" ]; then
    echo "Python 3.11 or newer is needed and was not found (on Debian: apt-get install python3 python3-venv)." >&2
    exit 1
fi
