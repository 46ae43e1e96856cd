#!/usr/bin/env python3
"""A website that tells others where it is."""

import ops


class Website(ops.CharmBase):
    """Every unit publishes its address and its port."""

    def __init__(self, framework):
        super().__init__(framework)
        framework.observe(self.on.start, self._serve)
        framework.observe(self.on.config_changed, self._publish)
        framework.observe(self.on['website'].relation_joined, self._join)

    def _serve(self, _):
        self.unit.status = ops.ActiveStatus('serves')

    def _publish(self, _):
        for relation in self.model.relations['website']:
            self._tell(relation)

    def _join(self, event):
        self._tell(event.relation)

    def _tell(self, relation):
        network = self.model.get_binding(relation).network
        relation.data[self.unit].update({'hostname': str(network.ingress_address), 'port': str(self.config['port'])})


if __name__ == '__main__':
    ops.main(Website)
