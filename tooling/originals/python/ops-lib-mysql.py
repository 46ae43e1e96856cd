"""mysql, wire 0: the library has the requirer alone, so the provider is written here."""

from ops import CharmBase
from opslib.mysql import MySQLClient

from model import Application, Model
from reading import Reading
from story import Story

LIBRARY = 'ops-lib-mysql'
INTERFACE, ENDPOINT = 'mysql', 'db'


class Requirer(CharmBase):
    def __init__(self, framework):
        super().__init__(framework)
        self.mysql = MySQLClient(self, ENDPOINT)


ACCOUNT = {'database': 'app', 'host': '10.0.1.1', 'port': '3306', 'user': 'app', 'password': 's3cret'}


def details():
    provider = Application('provider', 'db', ENDPOINT, CharmBase, 1)
    model = Model(INTERFACE, provider, Application('requirer', 'app', ENDPOINT, Requirer, 2))
    model.provider.add_unit()
    model.requirer.add_unit()
    story = Story(LIBRARY, model, 0, ['requirer'])
    model.relate()
    story.step('joined', 'The requirer writes nothing.')
    for step, does, change in (
        ('no-root', 'All but the password of root: the requirer wants that, too.', ACCOUNT),
        ('all', 'With it the database is available.', {'root_password': 'root'}),
        ('no-port', 'Without a port it is 3306.', {'port': ''}),
        ('other-port', 'Another port is a change.', {'port': '3307'}),
        ('no-host', 'What is missing makes it unavailable.', {'host': ''}),
    ):
        data = model.provider.units[0].data
        data.update(change)
        model.provider.units[0].data = {key: value for key, value in data.items() if value != ''}
        model.settle()
        story.step(step, does)
    model.provider.units[0].data['host'] = '10.0.1.1'
    model.settle()
    model.remove()
    story.step('removed', 'The relation is removed.')
    return story


STORIES = {'details': details}


FIELDS = ('is_available', 'connection_string', 'database', 'host', 'port', 'user', 'password', 'root_password')


def reader(databags, options):
    """A requirer that keeps what it was told last."""

    class Reader(Requirer):
        told = None

        def __init__(self, framework):
            super().__init__(framework)
            framework.observe(self.mysql.on.database_changed, self._changed)

        def _changed(self, event):
            Reader.told = {field: getattr(event, field) for field in FIELDS}

    return Reader


READINGS = {'requirer': Reading(reader, lambda charm: charm.told)}
