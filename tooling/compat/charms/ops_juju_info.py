"""Written by a description of the wire, in which nobody writes."""

from base import Charm, main


class Requirer(Charm):
    def known(self):
        units = sorted((unit.name, relation.data[unit]['ingress-address']) for relation in self.relations for unit in relation.units)
        return dict(units)


main(requirer=Requirer)
