#!/usr/bin/env python3
import ops


class ProxyCharm(ops.CharmBase):
    _stored = ops.StoredState()

    def __init__(self, framework: ops.Framework):
        super().__init__(framework)
        self._stored.set_default(forwarding=False)
        framework.observe(self.on["upstream"].relation_changed, self._on_upstream_relation_changed)

    def _on_upstream_relation_changed(self, event: ops.RelationChangedEvent):
        hosts = self._upstream_hosts()
        self._stored.forwarding = bool(hosts)
        if not hosts:
            return
        for relation in self.model.relations["website"]:
            address = str(self.model.get_binding(relation).network.ingress_address)
            relation.data[self.unit].update({"port": str(10_000 + len(hosts)), "hostname": address})

    def _upstream_hosts(self):
        hosts = set()
        for relation in self.model.relations["upstream"]:
            for unit in relation.units:
                data = relation.data[unit]
                if data.get("port"):
                    address = data.get("private-address")
                    hosts.add((data.get("hostname") or address, address, int(data["port"])))
        return sorted(hosts)


if __name__ == "__main__":
    ops.main(ProxyCharm)
