import json

from charmhelpers.core import hookenv
from charms.reactive import Endpoint, toggle_flag


class HttpProvides(Endpoint):
    def manage_flags(self):
        toggle_flag(self.expand_name('{endpoint_name}.available'), self.is_joined)

    def configure(self, port, addresses=None, hostnames=None):
        for relation in self.relations:
            own = hookenv.ingress_address(relation.relation_id, hookenv.local_unit())
            (address, *more_addresses), (hostname, *more_hostnames) = addresses or [own], hostnames or [own]
            further = [
                {'hostname': other, 'port': port, 'private-address': at}
                for other, at in zip(more_hostnames, more_addresses)
            ]
            relation.to_publish_raw.update(
                {
                    'hostname': hostname,
                    'port': port,
                    'private-address': address,
                    'extended_data': json.dumps(further) if further else None,
                }
            )
