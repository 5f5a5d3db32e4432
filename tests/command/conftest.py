import pytest

from enclair.command import cli


@pytest.fixture
def run(capsys):
    """Run a command: its exit code, what it prints, and what it says of errors."""

    def run_verb(*arguments):
        try:
            code = cli.main(arguments)
        except SystemExit as stopped:
            code = stopped.code
        return code, *capsys.readouterr()

    return run_verb
