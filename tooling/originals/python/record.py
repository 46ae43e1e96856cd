"""Writes the stories of a library into a folder: record.py <library> <folder>."""

import random
import sys
from importlib import import_module
from pathlib import Path

library, folder = sys.argv[1], Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
for name, tell in import_module(library).STORIES.items():
    random.seed(0)
    (folder / f'{name}.json').write_text(tell().text(name))
