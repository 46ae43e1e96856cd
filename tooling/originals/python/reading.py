"""How one side of a library is asked what it reads."""

from dataclasses import dataclass
from typing import Any, Callable


@dataclass
class Reading:
    # The charm to run, by the databags and the options of a question.
    charm: Callable[[dict, dict], type]
    # What its library reads, as JSON.
    read: Callable[[Any], Any]
    # What the application needs beside its databags.
    prepare: Callable[[Any], None] = lambda application: None
