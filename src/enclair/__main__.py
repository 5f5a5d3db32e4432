"""The command: it may be stopped at once and quietly, and has a temporary folder of its own."""

import os
import sys
import tempfile
from contextlib import ExitStack, suppress

from enclair import stopping

#: Bytes of the longest folder to put another one in: a browser's socket stands there, and has at most 103.
LONGEST = 40


def main() -> int:
    """Run the command and return its exit code."""
    stopping.listen()
    from enclair.command import cli
    from enclair.text.locale import text

    message = text("Stopped. No file is left half made.", cli.wanted_language(sys.argv[1:]))
    stopping.set_stop_message(message)
    with ExitStack() as stack:
        with suppress(OSError):  # there is no room for one: whoever needs it says so
            if len(os.fsencode(tempfile.gettempdir())) <= LONGEST:
                # Also for a browser, which leaves files there when it is stopped.
                folder = stack.enter_context(stopping.temporary_folder("enclair-"))
                tempfile.tempdir = os.environ["TMPDIR"] = str(folder)
        return cli.main()


if __name__ == "__main__":
    sys.exit(main())
