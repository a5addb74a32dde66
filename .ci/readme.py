"""Print the commands that README.md shows below its line `<!-- run: NAME -->`, so that what runs is what people read."""

import os
import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"

name = sys.argv[1]
blocks = re.findall(rf"^<!-- run: {re.escape(name)} -->\s+```sh\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
if len(blocks) != 1:
    sys.exit(f"README.md: {len(blocks)} blocks ```sh stand below a line `<!-- run: {name} -->`, and there must be one")
commands = blocks[0]
if os.name == "nt":  # as the readme tells those who use Windows
    commands = commands.replace("python3", "python").replace(".venv/bin/", ".venv/Scripts/")
sys.stdout.buffer.write(commands.encode("utf-8"))
