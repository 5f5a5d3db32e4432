"""Where the command begins: nothing that takes time is imported before somebody may stop it quietly."""

import _signal  # type: ignore[import-not-found]  # built in, while `signal` takes some milliseconds

#: What came before anybody could say a sentence.
early: list[int] = []
for number in (_signal.SIGINT, _signal.SIGTERM):
    if _signal.getsignal(number) != _signal.SIG_IGN:
        _signal.signal(number, lambda number, _: early.append(number))

import atexit  # noqa: E402
import gc  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402

# Not `from enclair`: the package would look for a name of its own first, and import much.
import enclair.stopping as stopping  # noqa: E402


def main() -> int:
    """Run the command and return its exit code; 130 if it was stopped with Ctrl+C."""
    atexit.register(gc.freeze)  # at its end Python would look through all that was imported, for nothing
    # In its first tenth of a second the command does not know yet which language to say "Stopped." in.
    with stopping.uninterrupted():
        stopping.listen()
        for number in early:
            _signal.raise_signal(number)
        _open_streams()
        from enclair.command import cli
        from enclair.command.parser import wanted_language
        from enclair.text.locale import speaking, text

        with speaking(wanted_language(sys.argv[1:])):
            stopping.set_stop_message(text("Stopped. No file is left half made."))
    try:
        with cli.own_temporary_folder():
            return cli.main()
    finally:
        stopping.stop_listening()


def _open_streams() -> None:
    """Give a program that was started without output or input, as by ``>&-``, somewhere to write and read."""
    for number, (name, mode) in enumerate({"stdin": "r", "stdout": "w", "stderr": "w"}.items()):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, mode, encoding="utf-8", errors="replace", closefd=False))  # noqa: SIM115


if __name__ == "__main__":
    sys.exit(main())
