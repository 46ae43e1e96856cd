"""A Juju model with one relation, in which each side runs the charm of a library on ops.testing.

Units see what Juju would show them: the application's own databag is the leader's alone, a secret is seen by who owns
it and by whom it is granted to. `settle` runs hooks until nobody has anything new to see.
"""

import itertools
import logging
from dataclasses import dataclass, field

import scenario.state
from ops import testing

RELATION = 7
MODEL = testing.Model(name='m1', uuid='11111111-2222-4333-8444-555555555555')
# Longest conversation, in rounds of hooks, before the two sides count as never going silent.
ROUNDS = 20

logging.disable(logging.CRITICAL)


class Secret:
    def __init__(self, uri, owner, application):
        self.uri, self.owner, self.application = uri, owner, application
        self.label = None
        self.content = {}
        self.revision = 0
        self.granted_to = frozenset()
        self.expires = None

    def shown(self):
        shown = {
            'owner': self.owner,
            'label': self.label,
            'content': in_order(self.content),
            'revision': self.revision,
            'grantedTo': sorted(self.granted_to),
        }
        return shown if self.expires is None else shown | {'expires': self.expires.isoformat()}


@dataclass
class Unit:
    application: 'Application'
    number: int
    data: dict
    leader: bool = False
    stored: frozenset = frozenset()
    deferred: list = field(default_factory=list)
    # What the unit saw last of each databag of the other side, and of each secret.
    seen: dict = field(default_factory=dict)
    # The label that this unit gave to a secret of others, and the revision it tracks.
    labels: dict = field(default_factory=dict)
    tracked: dict = field(default_factory=dict)

    @property
    def name(self):
        return f'{self.application.name}/{self.number}'


class Application:
    """One side: `endpoint` is of its charm, `charm` a class on ops, and `network` the third number of its addresses."""

    def __init__(self, role, name, endpoint, charm, network, limit=None):
        self.role, self.name, self.endpoint, self.charm, self.network = role, name, endpoint, charm, network
        self.limit = limit
        self.data = {}
        self.units = []
        # What the leader shares with its followers other than by relations: leadership settings.
        self.settings = {}

    def add_unit(self):
        number = self.units[-1].number + 1 if self.units else 0
        address = f'10.0.{self.network}.{number + 1}'
        data = {'egress-subnets': f'{address}/32', 'ingress-address': address, 'private-address': address}
        self.units.append(Unit(self, number, data, leader=not self.units))
        return self.units[-1]

    @property
    def leader(self):
        return next(unit for unit in self.units if unit.leader)

    def shown(self):
        return {'app': in_order(self.data), 'units': {unit.name: in_order(unit.data) for unit in self.units}}


class Model:
    def __init__(self, interface, provider, requirer, remote_model=None):
        self.interface, self.provider, self.requirer = interface, provider, requirer
        self.remote_model = remote_model
        self.secrets = {}
        numbers = itertools.count(1)
        scenario.state._generate_secret_id = lambda: f'secret:c{next(numbers):019d}'
        # What the charms' libraries told them, by unit, and which hooks failed, since they were last asked for.
        self.events, self.failures = {}, {}

    def other(self, application):
        return self.requirer if application is self.provider else self.provider

    def relate(self):
        """All units get relation-created, then see each other."""
        for application in (self.requirer, self.provider):
            for unit in application.units:
                self.run(unit, lambda on, relation: on.relation_created(relation))
        self.settle()

    def settle(self):
        for _ in range(ROUNDS):
            if not any([self._catch_up(unit) for side in (self.provider, self.requirer) for unit in side.units]):
                return
        raise RuntimeError(f'still not silent after {ROUNDS} rounds')

    def join(self, application):
        """A new unit, which has yet to see the others."""
        unit = application.add_unit()
        self.run(unit, lambda on, relation: on.relation_created(relation))
        self.settle()
        return unit

    def depart(self, unit):
        """A unit that leaves: the other side gets relation-departed, the unit itself relation-broken."""
        other = self.other(unit.application)
        self.run(unit, lambda on, relation: on.relation_broken(relation), gone=True)
        unit.application.units.remove(unit)
        # Juju removes what a unit owned with the unit.
        self.secrets = {uri: secret for uri, secret in self.secrets.items() if secret.owner != unit.name}
        for remote in other.units:
            remote.seen.pop(unit.name, None)
            self.run(
                remote,
                lambda on, relation: on.relation_departed(
                    relation, remote_unit=unit.number, departing_unit=unit.number
                ),
            )
        self.settle()

    def remove(self):
        """The relation ends: every unit gets relation-broken, without units to see on the other side."""
        for application in (self.requirer, self.provider):
            for unit in application.units:
                self.run(unit, lambda on, relation: on.relation_broken(relation), gone=True)
        for application in (self.requirer, self.provider):
            application.data = {}
            for unit in application.units:
                unit.data, unit.seen = {}, {}
        for secret in self.secrets.values():
            secret.granted_to = frozenset()

    def expire(self, unit, uri):
        secret = self.secrets[uri]
        owned = testing.Secret(secret.content, id=uri, owner='unit', label=secret.label, expire=secret.expires)
        self.run(unit, lambda on, relation: on.secret_expired(owned, revision=secret.revision))
        self.settle()

    def elect(self, unit):
        for each in unit.application.units:
            each.leader = each is unit
        self.run(unit, lambda on, relation: on.leader_elected())
        self.settle()

    def run(self, unit, event=None, act=None, gone=False):
        """One hook of one unit, by default update-status; `act` gets the charm before the hook's handlers run."""
        context = testing.Context(
            unit.application.charm,
            meta=self._metadata(unit.application),
            app_name=unit.application.name,
            unit_id=unit.number,
            juju_version='3.6.9',
        )
        relation = self._relation(unit, gone)
        state = testing.State(
            relations={relation},
            secrets=self._visible_secrets(unit, gone),
            leader=unit.leader,
            model=MODEL,
            stored_states=unit.stored,
            deferred=unit.deferred,
            planned_units=len(unit.application.units),
        )
        event = (lambda on, relation: on.update_status()) if event is None else event
        unit.application.charm.unit_of_model = unit
        try:
            with context(event(context.on, relation), state) as manager:
                result = None if act is None else act(manager.charm)
                after = manager.run()
        except Exception as error:  # A hook that fails leaves no trace but this.
            self.failures.setdefault(unit.name, []).append(failure(error))
            return None
        told = [event.handle.kind for event in context.emitted_events if event.handle.parent.path.count('/') > 1]
        if told:
            self.events.setdefault(unit.name, []).extend(told)
        self._commit(unit, after)
        return result

    def shown(self):
        return {
            'provider': self.provider.shown(),
            'requirer': self.requirer.shown(),
            'secrets': {uri: secret.shown() for uri, secret in sorted(self.secrets.items())},
        }

    def _metadata(self, application):
        side = 'provides' if application is self.provider else 'requires'
        endpoint = {'interface': self.interface}
        if application.limit is not None:
            endpoint['limit'] = application.limit
        return {'name': application.name, side: {application.endpoint: endpoint}}

    def _relation(self, unit, gone):
        other = self.other(unit.application)
        return testing.Relation(
            unit.application.endpoint,
            interface=self.interface,
            id=RELATION,
            # Juju lists keys in their order, whatever order they were written in.
            local_app_data=in_order(unit.application.data),
            local_unit_data=in_order(unit.data),
            remote_app_name=other.name,
            remote_app_data=in_order(other.data),
            remote_units_data={} if gone else {each.number: in_order(each.data) for each in other.units},
            remote_model_uuid=self.remote_model,
        )

    def _visible_secrets(self, unit, gone):
        visible = []
        for secret in self.secrets.values():
            if secret.owner in (unit.name, unit.application.name):
                visible.append(
                    testing.Secret(
                        secret.content,
                        id=secret.uri,
                        owner='unit' if secret.owner == unit.name else 'app',
                        label=secret.label,
                        expire=secret.expires,
                        remote_grants={RELATION: secret.granted_to} if secret.granted_to else {},
                    )
                )
            elif unit.application.name in secret.granted_to and not gone:
                tracked = unit.tracked.get(secret.uri, secret.content)
                visible.append(
                    testing.Secret(
                        tracked, latest_content=secret.content, id=secret.uri, label=unit.labels.get(secret.uri)
                    )
                )
        return visible

    def _commit(self, unit, after):
        relation = after.get_relation(RELATION)
        if unit.leader:
            unit.application.data = dict(relation.local_app_data)
        unit.data = dict(relation.local_unit_data)
        unit.stored, unit.deferred = after.stored_states, after.deferred
        left = {secret.id: secret for secret in after.secrets}
        for uri, secret in list(self.secrets.items()):
            if secret.owner in (unit.name, unit.application.name) and uri not in left:
                del self.secrets[uri]
        for uri in sorted(left):
            self._commit_secret(unit, left[uri])

    def _commit_secret(self, unit, after):
        if after.owner is None:
            unit.labels[after.id] = after.label
            unit.seen.setdefault(after.id, self.secrets[after.id].revision)
            unit.tracked[after.id] = dict(after.tracked_content)
            return
        owner = unit.name if after.owner == 'unit' else unit.application.name
        secret = self.secrets.setdefault(after.id, Secret(after.id, owner, unit.application.name))
        if secret.content != after.latest_content:
            secret.revision += 1
        secret.content, secret.label, secret.expires = dict(after.latest_content), after.label, after.expire
        secret.granted_to = frozenset(after.remote_grants.get(RELATION, ()))

    def _catch_up(self, unit):
        """Whether there was anything that this unit had not seen."""
        other = self.other(unit.application)
        new = False
        for each in other.units:
            if each.name not in unit.seen:
                unit.seen[each.name] = None
                self.run(unit, lambda on, relation: on.relation_joined(relation, remote_unit=each.number))
                new = True
        for name, data, number in [(other.name, other.data, None)] + [(e.name, e.data, e.number) for e in other.units]:
            if unit.seen.get(name, {}) != data:
                unit.seen[name] = dict(data)
                self.run(unit, lambda on, relation: on.relation_changed(relation, remote_unit=number))
                new = True
        return self._rotate(unit) or new

    def _rotate(self, unit):
        new = False
        for uri in [uri for uri, label in unit.labels.items() if label is not None and uri in self.secrets]:
            secret = self.secrets[uri]
            if unit.application.name in secret.granted_to and unit.seen[uri] != secret.revision:
                unit.seen[uri] = secret.revision
                new = True
                self.run(
                    unit,
                    lambda on, relation: on.secret_changed(
                        testing.Secret(unit.tracked[uri], latest_content=secret.content, id=uri, label=unit.labels[uri])
                    ),
                )
        return new


def in_order(data):
    return dict(sorted(data.items()))


def failure(error):
    """The first cause of an error, as one line."""
    while error.__cause__ is not None:
        error = error.__cause__
    return f'{type(error).__name__}: {error}'.splitlines()[0]
