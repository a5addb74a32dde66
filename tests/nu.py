"""The Nu HTML checker, which says where HTML is not as it should be."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent


def java() -> list[str]:
    """Java for a short run, which ends before its second compiler has paid: half the time. Nothing where there is none."""
    found = shutil.which("java")
    return [found, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"] if found else []


def command() -> list[str] | str:
    """How it is run; or why it cannot be."""
    jar = Path(os.environ.get("DIGEST_VNU") or REPOSITORY / "node_modules/vnu-jar/build/dist/vnu.jar")
    if not java():
        return "no java: install a Java runtime"
    if not jar.is_file():
        return "no Nu HTML checker: run `npm install --no-save axe-core vnu-jar`, or name its vnu.jar in DIGEST_VNU"
    return [*java(), "-Xss16m", "-jar", str(jar), "--skip-non-html", "--format", "json"]


def errors(command: Sequence[str], folder: Path) -> list[str]:
    """What it says of the pages in a folder, each with its place."""
    ran = subprocess.run([*command, str(folder)], stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8")
    return [
        f"{message['url'].rpartition(f'/{folder.name}/')[2]}:{message.get('lastLine')}: {message['message']} {message.get('extract', '')!r}"
        for message in json.loads(ran.stderr)["messages"]
        if message["type"] != "info"
    ]
