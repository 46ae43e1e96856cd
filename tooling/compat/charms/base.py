"""What the charms on ops have in common: they act in every hook, say in their status what they know, and fail when told."""

import json
import logging
import os
import sys
import traceback

import ops
from fault import fail

ENDPOINT = os.environ['ENDPOINT']
# Each line would be a process of its own.
logging.disable()


class Charm(ops.CharmBase):
    """A subclass makes its library in `prepare`, acts in `act`, and tells by `known`."""

    def __init__(self, framework):
        super().__init__(framework)
        self.edition = self.config['edition']
        self.prepare()
        on = self.on
        events = [on.config_changed, on.leader_elected, on.update_status, on.secret_changed]
        if ENDPOINT in self.meta.relations:
            relation = on[ENDPOINT]
            events += [relation.relation_created, relation.relation_joined, relation.relation_changed]
            events += [relation.relation_departed, relation.relation_broken]
        # The library was first: what it does in a hook is done already.
        for event in events:
            framework.observe(event, self._on_event)
        framework.observe(on.collect_unit_status, self._on_collect_status)

    def prepare(self):
        pass

    def act(self):
        pass

    def known(self):
        return None

    @property
    def relations(self):
        return self.model.relations[ENDPOINT]

    def _on_event(self, event):
        self.act()
        fail(self.edition)

    def _on_collect_status(self, event):
        event.add_status(ops.ActiveStatus(json.dumps(self.known())))


def main(**charms):
    try:
        ops.main(charms[sys.argv[1]])
    except Exception:
        # The log, where ops would write it, is silent.
        traceback.print_exc()
        raise
