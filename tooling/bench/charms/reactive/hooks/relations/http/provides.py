from charmhelpers.core import hookenv
from charms.reactive import Endpoint, toggle_flag


class HttpProvides(Endpoint):
    def manage_flags(self):
        toggle_flag(self.expand_name("{endpoint_name}.available"), self.is_joined)

    def configure(self, port, hostname=None, private_address=None):
        for relation in self.relations:
            address = hookenv.ingress_address(relation.relation_id, hookenv.local_unit())
            bag = relation.to_publish_raw
            bag["port"] = str(port)
            bag["hostname"] = hostname or address
            bag["private-address"] = private_address or address
