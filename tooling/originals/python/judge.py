"""Answers questions, one a line, until its input ends: what does a library read in databags? judge.py <library>."""

import json
import random
import sys
import traceback
from importlib import import_module

from model import Application, Model, Secret

LIBRARY = import_module(sys.argv[1])


def answer(role, databags, interface=None, unit=None, leader=True, options=None):
    """Runs the library's side of the relation over databags as they are, and says what it made of them."""
    random.seed(0)
    reading = LIBRARY.READINGS[role]
    charm = reading.charm(databags, options or {})
    model = restored(interface or LIBRARY.INTERFACE, role, charm, databags)
    application = getattr(model, role)
    reader = next(each for each in application.units if unit in (None, each.name))
    for each in application.units:
        each.leader = leader and each is reader
    reading.prepare(application)
    for event in hooks(model, reader):
        model.run(reader, event)
    events = model.events.pop(reader.name, [])
    read = model.run(reader, act=reading.read)
    return {
        'read': read,
        'events': list(dict.fromkeys(events)),
        'failures': model.failures.get(reader.name, []),
        'wrote': {'app': dict(application.data), 'unit': dict(reader.data)},
    }


def hooks(model, reader):
    other = model.other(reader.application)
    yield lambda on, relation: on.relation_created(relation)
    for unit in other.units:
        yield lambda on, relation: on.relation_joined(relation, remote_unit=unit.number)
        yield lambda on, relation: on.relation_changed(relation, remote_unit=unit.number)
    yield lambda on, relation: on.relation_changed(relation)


def restored(interface, role, charm, databags):
    sides = {}
    for side in ('provider', 'requirer'):
        units = databags[side]['units']
        name = next(iter(units)).split('/')[0] if units else side
        application = Application(side, name, LIBRARY.ENDPOINT, charm if side == role else None, 0, limit=1)
        application.data = dict(databags[side]['app'])
        for each, data in units.items():
            unit = application.add_unit()
            unit.number, unit.data, unit.leader = int(each.split('/')[1]), dict(data), False
        sides[side] = application
    model = Model(interface, sides['provider'], sides['requirer'])
    for uri, shown in databags.get('secrets', {}).items():
        secret = Secret(uri, shown['owner'], shown['owner'].split('/')[0])
        secret.label, secret.content = shown.get('label'), dict(shown['content'])
        secret.revision, secret.granted_to = shown.get('revision', 1), frozenset(shown.get('grantedTo', ()))
        model.secrets[uri] = secret
    return model


if __name__ == '__main__':
    for line in sys.stdin:
        try:
            result = answer(**json.loads(line))
        except Exception:
            result = {'broken': traceback.format_exc()}
        print(json.dumps(result), flush=True)
