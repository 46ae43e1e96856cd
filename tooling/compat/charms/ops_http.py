"""Both sides are written by a description of the wire."""

import json

from base import ENDPOINT, Charm, main


class Provider(Charm):
    def configure(self, relation, port, addresses, hostnames):
        (address, *more_addresses), (hostname, *more_hostnames) = addresses, hostnames
        databag = relation.data[self.unit]
        databag.update({'hostname': hostname, 'port': str(port), 'private-address': address})
        further = [
            {'hostname': other, 'port': port, 'private-address': at} for other, at in zip(more_hostnames, more_addresses)
        ]
        databag['extended_data'] = json.dumps(further) if further else ''

    def act(self):
        for relation in self.relations:
            if not relation.units:
                continue
            own = str(self.model.get_binding(relation).network.ingress_address)
            if self.edition == '3':
                self.configure(relation, 80, ['10.0.0.1', '10.0.0.2'], ['a', 'h'])
            else:
                self.configure(relation, 8080 + int(self.edition), [own], [own])


class Requirer(Charm):
    def known(self):
        found = set()
        for relation in self.relations:
            for unit in relation.units:
                data = relation.data[unit]
                if data.get('port'):
                    address = data.get('private-address')
                    found.add((data.get('hostname') or address, int(data['port']), address))
                for host in json.loads(data.get('extended_data', '[]')):
                    found.add((host['hostname'], host['port'], host['private-address']))
        return sorted(list(host) for host in found)


main(provider=Provider, requirer=Requirer)
