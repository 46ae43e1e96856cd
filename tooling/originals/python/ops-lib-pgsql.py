"""pgsql: the library has the requirer alone, so the provider is written here."""

import yaml
from ops import CharmBase
from pgconnstr import ConnectionString
from pgsql import PostgreSQLClient, client

from model import RELATION, Application, Model
from reading import Reading
from story import Story

LIBRARY = 'ops-lib-pgsql'
INTERFACE, ENDPOINT = 'pgsql', 'db'


class Requirer(CharmBase):
    wants = {}

    def __init__(self, framework):
        super().__init__(framework)
        self.pgsql = PostgreSQLClient(self, ENDPOINT)
        framework.observe(self.pgsql.on.database_relation_joined, self._joined)

    def _joined(self, event):
        if self.unit.is_leader():
            for name, value in self.wants.items():
                setattr(event, name, value)


def settings(application):
    """Leadership settings instead of the tools leader-get and leader-set, which the library runs."""
    client._leader_get = lambda key: application.settings.get(key)
    client._leader_set = application.settings.update


class Conversation:
    def __init__(self, wants, units=2):
        charm = type('Wanting', (Requirer,), {'wants': wants})
        requirer = Application('requirer', 'app', ENDPOINT, charm, 2)
        self.model = Model(INTERFACE, Application('provider', 'db', ENDPOINT, CharmBase, 1), requirer)
        settings(requirer)
        for _ in range(2):
            self.model.provider.add_unit()
        for _ in range(units):
            requirer.add_unit()
        self.story = Story(LIBRARY, self.model, 0, ['requirer'])

    def write(self, number=0, **values):
        unit = self.model.provider.units[number]
        data = unit.data | {key.replace('_', '-'): value for key, value in values.items()}
        unit.data = {key: value for key, value in data.items() if value != ''}

    def provide(self, step, does, **values):
        self.write(**values)
        self.model.settle()
        self.story.step(step, does)


def server(host, **more):
    return str(ConnectionString(host=host, port=5432, dbname='orders', user='app', password="p'\\x y", **more))


def life():
    talk = Conversation({'database': 'orders', 'roles': ['reader', 'admin'], 'extensions': ['hstore']})
    talk.model.relate()
    talk.story.step('request', 'The leader writes what it wants into the application databag; every unit copies it.')
    talk.provide('master', 'A server without what was asked for is none.', master=server('10.0.1.1'))
    talk.provide(
        'echo',
        'It repeats the request, and lets in no unit.',
        database='orders',
        roles='admin,reader',
        extensions='hstore',
        version='12',
    )
    talk.provide('allowed', 'It lets in one unit.', allowed_subnets='10.0.2.1/32')
    talk.provide('all-allowed', 'It lets in both.', allowed_subnets='10.0.2.1/32,10.0.2.2/32')
    standbys = f'{server("10.0.1.2")}\n{server("10.0.1.3")}'
    talk.provide('standbys', 'It knows two standbys.', standbys=standbys)
    talk.provide('master-moved', 'Another server is the master.', master=server('10.0.1.2', sslmode='require'))
    talk.provide('master-gone', 'None is.', master='')
    talk.model.join(talk.model.requirer)
    talk.story.step('scale-up', 'A third unit copies what the leader shares, and is not let in.')
    talk.model.remove()
    talk.story.step('removed', 'The relation is removed.')
    return talk.story


def default():
    talk = Conversation({}, units=1)
    talk.model.relate()
    talk.story.step('request', 'Nothing is asked for: nothing is written.')
    talk.provide(
        'answer',
        'Any database will do; the second server says the same.',
        master=server('10.0.1.1'),
        database='app',
        allowed_subnets='10.0.2.1/32',
        allowed_units='app/0',
    )
    return talk.story


STORIES = {'life': life, 'default': default}


def reader(databags, options):
    """A requirer that keeps what it was told last."""

    class Reader(Requirer):
        told = None

        def __init__(self, framework):
            super().__init__(framework)
            framework.observe(self.pgsql.on.database_changed, self._changed)

        def _changed(self, event):
            Reader.told = {
                'master': None if event.master is None else shown(event.master),
                'standbys': [shown(each) for each in event.standbys],
                'version': event.version if event.unit else None,
            }

    return Reader


def shown(string):
    return {'connection': str(string), 'uri': string.uri}


def share(application):
    """What the leader asked for, as its followers learn it."""
    settings(application)
    wanted = {key: application.data.get(key, '') for key in ('database', 'roles', 'extensions')}
    application.settings[client.LEADER_KEY] = yaml.dump({RELATION: wanted})


READINGS = {'requirer': Reading(reader, lambda charm: charm.told, share)}
