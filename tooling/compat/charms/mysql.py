"""The requirer is the original. The provider is written by a description of the wire, as the charm on ops writes it."""

from base import ENDPOINT, Charm, main
from ops import StoredState
from opslib.mysql import MySQLClient


class Provider(Charm):
    def act(self):
        for relation in self.relations:
            relation.data[self.unit].update(
                database='orders',
                host='db.test',
                port='3307',
                user='account',
                password=f'password-{self.edition}',
                root_password='root',
            )


class Requirer(Charm):
    stored = StoredState()

    def prepare(self):
        self.stored.set_default(known=[])
        self.mysql = MySQLClient(self, ENDPOINT)
        self.framework.observe(self.mysql.on.database_changed, self._on_database_changed)

    def _on_database_changed(self, event):
        details = [event.database, event.host, event.port, event.user, event.password]
        self.stored.known = [details] if event.is_available else []

    def known(self):
        return [list(details) for details in self.stored.known]


main(provider=Provider, requirer=Requirer)
