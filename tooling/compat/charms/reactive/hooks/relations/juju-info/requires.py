from charms.reactive import Endpoint, toggle_flag


class JujuInfoRequires(Endpoint):
    def manage_flags(self):
        toggle_flag(self.expand_name('{endpoint_name}.available'), self.is_joined)

    def known(self):
        return {unit.unit_name: unit.received_raw['ingress-address'] for unit in self.all_joined_units}
