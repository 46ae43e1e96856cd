"""Stories: named steps of a conversation, and what was in the databags and secrets after each."""

import json
import re
from importlib.metadata import version


class Story:
    """`original` names the sides that are the library's own; the other is written here, from the wire's description."""

    def __init__(self, library, model, wire, original=('provider', 'requirer'), library_version=None):
        self.library, self.model, self.wire, self.original = library, model, wire, original
        self.version = library_version or version(library)
        self.steps = []

    def step(self, name, does):
        """Ends a step: what happened since the last one, in a sentence."""
        step = {'step': name, 'does': does} | self.model.shown()
        for key in ('events', 'failures'):
            if getattr(self.model, key):
                step[key] = getattr(self.model, key)
            setattr(self.model, key, {})
        self.steps.append(step)

    def text(self, name):
        fixture = {
            'library': self.library,
            'version': self.version,
            'interface': self.model.interface,
            'wire': self.wire,
            'story': name,
            'original': list(self.original),
            'steps': self.steps,
        }
        return json_text(fixture)


# Longest line, as Prettier is set in this repository.
WIDTH = 120


def json_text(value):
    """JSON as Prettier formats it: a list of texts stands on one line if it fits."""
    text = json.dumps(value, indent=2, ensure_ascii=False)
    return re.sub(r'^( *"[^"\n]*": )\[\n((?: *"[^\n]*\n)+) *\](,?)$', one_line, text, flags=re.MULTILINE) + '\n'


def one_line(match):
    items = ' '.join(item.strip() for item in match.group(2).splitlines())
    line = f'{match.group(1)}[{items}]{match.group(3)}'
    return line if len(line) <= WIDTH else match.group(0)
