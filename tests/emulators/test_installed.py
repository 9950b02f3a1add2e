"""Home Assistant finds a pretend integration, and only as long as it is wanted."""

import subprocess
import sys
from pathlib import Path

import custom_components
from emulators.installed import install, installed


def test_it_is_found_only_inside_the_block() -> None:
    """Nothing is left where Home Assistant looks."""
    before = list(custom_components.__path__)
    with installed():
        added = [path for path in custom_components.__path__ if path not in before]
    assert [(Path(path) / "alexa_media").is_dir() for path in added] == [True]
    assert list(custom_components.__path__) == before


def test_it_stands_alone_in_a_configuration(tmp_path: Path) -> None:
    """It imports nothing of this project, which is not there."""
    install(tmp_path, "alexa_media")
    code = "import sys; sys.path.insert(0, sys.argv[1]); import custom_components"
    code += ".alexa_media.media_player, custom_components.alexa_media.config_flow"
    ran = subprocess.run(  # noqa: S603 - it is our own
        [sys.executable, "-P", "-c", code, tmp_path], cwd=tmp_path, check=False
    )
    assert ran.returncode == 0
