"""mysql_client, postgresql_client: wire 0, by the library that charms carry in their own sources.

No index has it, so these stories are recorded by hand, with the file `data_interfaces.py` of its version 0 on the
PYTHONPATH.
"""

import random
from importlib import import_module

import data_interfaces as data
from ops import CharmBase

from model import RELATION, Application, Model
from story import Story

LIBRARY, VERSION = 'data-platform-libs', f'{data.LIBAPI}.{data.LIBPATCH}'
ENDPOINT = 'database'
new = import_module('dpcharmlibs-interfaces')


class Provider(CharmBase):
    def __init__(self, framework):
        super().__init__(framework)
        self.data = data.DatabaseProvides(self, ENDPOINT)


def requirer(aliases=None, **wants):
    class Requirer(CharmBase):
        def __init__(self, framework):
            super().__init__(framework)
            # The library defines events of aliases once in a process: each unit has a class of its own.
            events = type('Events', (data.DatabaseRequiresEvents,), {})()
            handler = type('Handler', (data.DatabaseRequires,), {'on': events})
            self.data = handler(self, ENDPOINT, relations_aliases=aliases, **wants)

    return Requirer


class Conversation:
    def __init__(self, wants, gives=Provider, units=1, limit=None, interface='postgresql_client', remote_model=None):
        random.seed(0)
        provider = Application('provider', 'db', ENDPOINT, gives, 1)
        self.model = Model(interface, provider, Application('requirer', 'app', ENDPOINT, wants, 2, limit), remote_model)
        self.model.provider.add_unit()
        for _ in range(units):
            self.model.requirer.add_unit()
        sides = (('provider', gives), ('requirer', wants))
        original = [side for side, charm in sides if charm not in (CharmBase, new.Provider)]
        self.story = Story(LIBRARY, self.model, 0, original, VERSION)
        self.model.relate()

    def provide(self, act):
        self.model.run(self.model.provider.leader, act=lambda charm: act(charm.data))
        self.model.settle()


def account(provides):
    provides.set_credentials(RELATION, 'relation-7', 's3cret')
    provides.set_endpoints(RELATION, '10.0.1.1:5432')
    provides.set_version(RELATION, '16.9.0')
    provides.set_database(RELATION, 'orders')
    provides.set_uris(RELATION, 'postgresql://relation-7:s3cret@10.0.1.1:5432/orders')
    provides.set_tls(RELATION, 'False')
    provides.set_tls_ca(RELATION, '')


def encrypt(provides):
    provides.set_tls(RELATION, 'True')
    provides.set_tls_ca(RELATION, 'CA')


STATUS = {'code': 4001, 'message': 'Storage is nearly full.', 'resolution': 'Add storage.'}


def one():
    talk = Conversation(requirer(database_name='orders', extra_user_roles='admin'), units=2)
    talk.story.step('request', 'The leader of the requirer asks when the relation is created; the provider mirrors it.')
    for step, act, does in (
        ('answer', account, 'The leader of the provider makes an account, and gives it in secrets.'),
        (
            'read-only',
            lambda provides: provides.set_read_only_endpoints(RELATION, '10.0.1.2:5432,10.0.1.3:5432'),
            'Servers to read from are added.',
        ),
        ('endpoints', lambda provides: provides.set_endpoints(RELATION, '10.0.1.2:5432'), 'Another server is primary.'),
        ('rotate', lambda provides: provides.set_credentials(RELATION, 'relation-7', 'other'), 'The password changes.'),
        ('repeat', lambda provides: provides.set_credentials(RELATION, 'relation-7', 'other'), 'The same again.'),
        ('tls', encrypt, 'Transport is encrypted from now on.'),
        ('status', lambda provides: provides.raise_status(RELATION, STATUS), 'The provider raises a status.'),
        ('resolved', lambda provides: provides.resolve_status(RELATION, 4001), 'And takes it back.'),
    ):
        talk.provide(act)
        talk.story.step(step, does)
    talk.model.join(talk.model.requirer)
    talk.story.step('scale-up', 'A third unit of the requirer sees what is there.')
    talk.model.elect(talk.model.requirer.units[1])
    talk.story.step('elected', 'Another unit leads the requirer.')
    talk.model.remove()
    talk.story.step('removed', 'The relation is removed: the library removes no secret.')
    return talk.story


def extra():
    wants = requirer(
        database_name='orders', additional_secret_fields=['operator-password'], external_node_connectivity=True
    )
    talk = Conversation(wants, interface='mysql_client')
    talk.story.step('request', 'A field more is wanted in a secret, and access from outside.')
    talk.provide(account)
    values = {'operator-password': 'op', 'note': 'plain'}
    talk.provide(lambda provides: provides.update_relation_data(RELATION, values))
    talk.story.step('answer', 'It is given in a secret of its own group; what was not asked for is plain.')
    talk.provide(lambda provides: provides.delete_relation_data(RELATION, ['operator-password']))
    talk.story.step('withdraw', 'The field is taken back.')
    return talk.story


def entity():
    permissions = '[{"resource_name": "orders", "resource_type": "table", "privileges": ["SELECT"]}]'
    talk = Conversation(requirer(database_name='orders', entity_type='USER', entity_permissions=permissions))
    talk.story.step('request', 'An entity rather than an account is asked for.')
    talk.provide(lambda provides: provides.set_entity_credentials(RELATION, 'role-7', 's3cret'))
    talk.story.step('answer', 'It is given in a secret.')
    return talk.story


NAMED = {
    'database_name': 'orders',
    'entity_type': 'USER',
    'requested_entity_name': 'wanted',
    'requested_entity_password': 'chosen',
}


def named_entity():
    talk = Conversation(requirer(**NAMED))
    talk.story.step('request', 'The requirer wishes for a name and a password, in a secret that it grants.')
    talk.provide(lambda provides: provides.set_entity_credentials(RELATION, 'wanted', 'chosen'))
    talk.story.step('answer', 'The provider follows, and the requirer removes its secret.')
    return talk.story


def plain():
    talk = Conversation(CharmBase, interface='mysql_client')
    talk.model.requirer.data = {'database': 'orders'}
    talk.model.settle()
    talk.story.step('request', 'A requirer that knows no secrets, written by hand.')
    talk.provide(account)
    talk.story.step('answer', 'It is answered in plain text.')
    return talk.story


def early():
    talk = Conversation(CharmBase)
    talk.provide(lambda provides: provides.set_credentials(RELATION, 'relation-7', 's3cret'))
    talk.story.step('early', 'The provider may not write an account before it is asked: the hook fails.')
    talk.provide(lambda provides: provides.set_endpoints(RELATION, '10.0.1.1:5432'))
    talk.story.step('endpoints', 'Endpoints it may.')
    return talk.story


def aliases():
    talk = Conversation(requirer(['blue', 'green'], database_name='orders'), units=2, limit=2)
    talk.provide(account)
    talk.story.step('answer', 'Each unit gives the relation the first alias that is free.')
    return talk.story


def prefix():
    talk = Conversation(requirer(database_name='ord*', prefix_matching='all'))
    talk.story.step('request', 'All databases whose name starts so are asked for.')
    talk.provide(account)
    talk.provide(lambda provides: provides.set_prefix_databases(RELATION, ['ordinary', 'orders']))
    talk.story.step('answer', 'The provider names them.')
    return talk.story


def subordinate():
    talk = Conversation(requirer(database_name='orders'))
    talk.provide(account)
    talk.provide(lambda provides: provides.set_subordinated(RELATION))
    talk.story.step('answer', 'A provider that turns subordinate.')
    talk.provide(lambda provides: provides.set_endpoints(RELATION, '10.0.1.2:5432'))
    talk.story.step('waits', 'The requirer overlooks what changes until a unit is ready.')
    talk.model.provider.units[0].data['state'] = 'ready'
    talk.model.settle()
    talk.story.step('ready', 'The unit is ready.')
    return talk.story


def cross_model():
    wants = requirer(database_name='orders')
    talk = Conversation(wants, remote_model='99999999-2222-4333-8444-555555555555')
    talk.story.step('request', 'Across models the provider makes a key, and the requirer offers no secrets.')
    talk.provide(account)
    talk.story.step('answer', 'The provider answers in secrets.')
    return talk.story


def by_wire_one():
    talk = Conversation(requirer(database_name='orders', extra_user_roles='admin'), new.Provider, units=2)
    talk.story.step('request', 'The provider is dpcharmlibs-interfaces, of wire 1.')
    mixed = new.Conversation.__new__(new.Conversation)
    mixed.model = talk.model
    mixed.answer(**new.account())
    talk.story.step('answer', 'It answers in the form of wire 0.')
    mixed.amend(endpoints='10.0.1.2:5432')
    talk.story.step('endpoints', 'Another server is the primary.')
    mixed.amend(password='other')
    talk.story.step('rotate', 'The password changes.')
    mixed.amend(tls=True, tls_ca='CA')
    talk.story.step('tls', 'Transport is encrypted from now on.')
    talk.provide(lambda provides: provides.raise_status(RELATION, STATUS))
    talk.story.step('status', 'A status is raised.')
    return talk.story


def entity_by_wire_one():
    talk = Conversation(requirer(**NAMED), new.Provider)
    talk.story.step('request', 'The provider is dpcharmlibs-interfaces, of wire 1; an entity is wanted.')
    mixed = new.Conversation.__new__(new.Conversation)
    mixed.model = talk.model
    mixed.answer(entity_name='wanted', entity_password='chosen')
    talk.story.step('answer', 'It is given.')
    return talk.story


STORIES = {
    'one': one,
    'extra': extra,
    'entity': entity,
    'named-entity': named_entity,
    'plain': plain,
    'early': early,
    'aliases': aliases,
    'prefix': prefix,
    'subordinate': subordinate,
    'cross-model': cross_model,
    'wire-1-provider': by_wire_one,
    'wire-1-provider-entity': entity_by_wire_one,
}
