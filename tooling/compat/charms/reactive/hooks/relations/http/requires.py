from charms.reactive import Endpoint, toggle_flag


class HttpRequires(Endpoint):
    def manage_flags(self):
        toggle_flag(self.expand_name('{endpoint_name}.available'), bool(self.known()))

    def known(self):
        found = set()
        for unit in self.all_joined_units:
            data = unit.received_raw
            if data.get('port'):
                address = data.get('private-address')
                found.add((data.get('hostname') or address, int(data['port']), address))
            for host in unit.received.get('extended_data') or []:
                found.add((host['hostname'], host['port'], host['private-address']))
        return sorted(found)
