"""mysql_client, postgresql_client and all others of the data platform: wire 1, and the provider's answers to wire 0."""

import json
import random
from types import SimpleNamespace

import cryptography.fernet
import dpcharmlibs.interfaces as data
from cryptography.fernet import Fernet
from ops import CharmBase

from model import RELATION, Application, Model
from reading import Reading
from story import Story

LIBRARY = 'dpcharmlibs-interfaces'
INTERFACE, ENDPOINT = 'postgresql_client', 'database'
KEY = 'S2V5IGZvciB0ZXN0cyBvbmx5LCAzMiBieXRlcyBsb24='

Fernet.generate_key = classmethod(lambda cls: KEY.encode())
cryptography.fernet.os = SimpleNamespace(urandom=bytes)
cryptography.fernet.time = SimpleNamespace(time=lambda: 1_767_225_600)


class Provider(CharmBase):
    mutual_tls = False

    def __init__(self, framework):
        super().__init__(framework)
        self.data = data.ResourceProviderEventHandler(
            self, ENDPOINT, data.RequirerCommonModel, mtls_enabled=self.mutual_tls
        )


class MutualProvider(Provider):
    mutual_tls = True


def requirer(requests, aliases=None):
    class Requirer(CharmBase):
        def __init__(self, framework):
            super().__init__(framework)
            # The library defines events of aliases once in a process: each unit has a class of its own.
            events = type('Events', (data.ResourceRequiresEvents,), {})()
            handler = type('Handler', (data.ResourceRequirerEventHandler,), {'on': events})
            self.data = handler(self, ENDPOINT, requests(), data.ResourceProviderModel, relation_aliases=aliases)

    return Requirer


class Conversation:
    def __init__(self, wants, units=1, wire=1, interface=INTERFACE, limit=None, remote_model=None, gives=Provider):
        random.seed(0)
        provider = Application('provider', 'db', ENDPOINT, gives, 1)
        wants = wants if isinstance(wants, type) else requirer(wants)
        consumer = Application('requirer', 'app', ENDPOINT, wants, 2, limit)
        self.model = Model(interface, provider, consumer, remote_model)
        provider.add_unit()
        for _ in range(units):
            consumer.add_unit()
        self.story = Story(LIBRARY, self.model, wire)

    def provide(self, act):
        self.model.run(self.model.provider.leader, act=lambda charm: act(charm.data))
        self.model.settle()

    def answer(self, index=0, **fields):
        """Answers one request; fields that are not named stay as they were."""

        def act(provides):
            request = provides.requests(provides.relations[0])[index]
            response = data.ResourceProviderModel(
                salt=request.salt, request_id=request.request_id, resource=request.resource, **fields
            )
            provides.set_response(RELATION, response)

        self.provide(act)

    def amend(self, **fields):
        """Changes an answer to wire 0 by the one that is there, which keeps what is not named."""

        def act(provides):
            response = provides.responses(provides.relations[0], data.ResourceProviderModel)[0]
            for name, value in fields.items():
                setattr(response, name, value)
            provides.set_response(RELATION, response)

        self.provide(act)

    def write(self, **values):
        """What a side that is written here has in its application databag."""
        self.model.requirer.data = {key.replace('_', '-'): value for key, value in values.items()}


def account(name='relation-7', password='s3cret'):
    return {
        'username': name,
        'password': password,
        'uris': f'postgresql://{name}:{password}@10.0.1.1:5432/orders',
        'endpoints': '10.0.1.1:5432',
        'version': '16.9.0',
        'tls': False,
    }


def life(talk, change):
    """From the answer to the end, the same for every generation of requirers."""
    talk.answer(**account())
    talk.story.step('answer', 'The leader of the provider makes an account, and gives it in secrets.')
    change(read_only_endpoints='10.0.1.2:5432,10.0.1.3:5432')
    talk.story.step('read-only', 'Servers to read from are added; what is not named stays.')
    change(endpoints='10.0.1.2:5432')
    talk.story.step('endpoints', 'Another server is the primary.')
    change(password='other')
    talk.story.step('rotate', 'The password changes: a new revision of the same secret.')
    change(password='other')
    talk.story.step('repeat', 'The same again changes nothing.')
    change(tls=True, tls_ca='CA')
    talk.story.step('tls', 'Transport is encrypted from now on.')
    change(read_only_endpoints=None)
    talk.story.step('withdraw', 'The servers to read from are gone.')
    status = {'code': 4001, 'message': 'Storage is nearly full.', 'resolution': 'Add storage.'}
    talk.provide(lambda provides: provides.raise_status(RELATION, status))
    talk.story.step('status', 'The provider raises a status.')
    talk.provide(lambda provides: provides.resolve_status(RELATION, 4001))
    talk.story.step('resolved', 'And takes it back.')


def one():
    talk = Conversation(lambda: [data.RequirerCommonModel(resource='orders', extra_user_roles='admin')], units=2)
    talk.model.relate()
    talk.story.step(
        'request', 'The leader of the requirer asks once, when the relation is created; the provider mirrors it.'
    )
    life(talk, talk.answer)
    talk.model.join(talk.model.requirer)
    talk.story.step('scale-up', 'A third unit of the requirer sees what is there.')
    talk.model.remove()
    talk.story.step('removed', 'The relation is removed: the library removes no secret.')
    return talk.story


def two():
    talk = Conversation(
        lambda: [
            data.RequirerCommonModel(resource='orders', external_node_connectivity=True),
            data.RequirerCommonModel(resource='stock', extra_user_roles='reader'),
        ],
        interface='mysql_client',
    )
    talk.model.relate()
    talk.story.step('request', 'Two requests over one relation, each with an id made of the resource and random salt.')
    talk.answer(1, **account('stock-7'))
    talk.story.step('answer-second', 'The second is answered first.')
    talk.answer(0, **account('orders-7'))
    talk.story.step('answer-first', 'Answers stand in the order in which they were given.')
    return talk.story


def entity():
    permissions = [data.EntityPermissionModel(resource_name='orders', resource_type='table', privileges=['SELECT'])]
    talk = Conversation(
        lambda: [data.RequirerCommonModel(resource='orders', entity_type='USER', entity_permissions=permissions)]
    )
    talk.model.relate()
    talk.story.step('request', 'An entity rather than an account is asked for.')
    talk.answer(entity_name='role-7', entity_password='s3cret')
    talk.story.step('answer', 'It is given in a secret of its own.')
    return talk.story


def named_entity():
    talk = Conversation(
        lambda: [
            data.RequirerCommonModel(
                resource='orders', entity_type='USER', entity_name='wanted', entity_password='chosen'
            )
        ]
    )
    talk.model.relate()
    talk.story.step('request', 'The requirer wishes for a name and a password, in a secret that it grants.')
    talk.answer(entity_name='wanted', entity_password='chosen')
    talk.story.step('answer', 'The provider follows.')
    return talk.story


def mutual_tls():
    talk = Conversation(lambda: [data.RequirerCommonModel(resource='orders', mtls_cert='PEM')], gives=MutualProvider)
    talk.model.relate()
    talk.story.step('request', 'The requirer gives its certificate in a secret that it grants.')
    talk.answer(**account())
    talk.story.step('answer', 'The provider answers.')
    return talk.story


def cross_model():
    talk = Conversation(
        lambda: [data.RequirerCommonModel(resource='orders', mtls_cert='PEM')],
        gives=MutualProvider,
        remote_model='99999999-2222-4333-8444-555555555555',
    )
    talk.model.relate()
    talk.story.step(
        'request', 'Across models the provider makes a key, and the requirer writes its certificate encrypted by it.'
    )
    talk.answer(**account())
    talk.story.step('answer', 'The provider answers.')
    return talk.story


def aliases():
    talk = Conversation(
        requirer(lambda: [data.RequirerCommonModel(resource='orders')], ['blue', 'green']), units=2, limit=2
    )
    talk.model.relate()
    talk.answer(**account())
    talk.story.step('answer', 'Each unit gives the relation the first alias that is free.')
    return talk.story


def prefix():
    talk = Conversation(lambda: [data.RequirerCommonModel(resource='ord*', prefix_matching='all')])
    talk.model.relate()
    talk.story.step('request', 'All databases whose name starts so are asked for.')
    talk.answer(prefix_resources='orders,ordinary', **account())
    talk.story.step('answer', 'The provider names them.')
    return talk.story


LISTS = {
    'requested_secrets': json.dumps(
        ['username', 'password', 'tls', 'tls-ca', 'uris', 'read-only-uris', 'entity-name', 'entity-password']
    ),
    'provided_secrets': json.dumps(['mtls-cert']),
}


def wire_zero(interface=INTERFACE, **values):
    talk = Conversation(CharmBase, wire=0, interface=interface)
    talk.story.original = ('provider',)
    talk.write(**values)
    talk.model.relate()
    return talk


def one_of_wire_zero():
    talk = wire_zero(database='orders', extra_user_roles='admin', **LISTS)
    talk.story.step('request', 'A requirer of wire 0 names a database; the provider mirrors the request and the key.')
    life(talk, talk.amend)
    return talk.story


def plain_of_wire_zero():
    talk = wire_zero('mysql_client', database='orders')
    talk.story.step('request', 'A requirer of wire 0 that knows no secrets.')
    talk.answer(**account())
    talk.story.step('answer', 'It is answered in secrets all the same.')
    return talk.story


def again_to_wire_zero():
    talk = wire_zero(database='orders', **LISTS)
    talk.answer(**account())
    talk.story.step('answer', 'A requirer of wire 0 is answered.')
    talk.answer(**account())
    talk.story.step('again', 'The same answer, made anew: the URIs of the secrets go, though the secrets stay.')
    talk.answer(endpoints='10.0.1.2:5432')
    talk.story.step('partial', 'An answer that names the endpoints alone takes all else away, secrets too.')
    talk.answer(version='16.9')
    talk.amend(endpoints='10.0.1.3:5432')
    talk.story.step('number', 'A version that reads as a number: the provider can no longer read what it wrote itself.')
    return talk.story


def late_of_wire_zero():
    talk = wire_zero(**LISTS)
    talk.story.step('lists', 'A requirer of wire 0 has said which secrets it knows, and not what it wants.')
    talk.write(database='orders', **LISTS)
    talk.model.settle()
    talk.story.step('request', 'Now it has.')
    talk.answer(**account())
    talk.story.step('answer', 'It is answered.')
    return talk.story


def entity_of_wire_zero():
    permissions = json.dumps([{'resource_name': 'orders', 'resource_type': 'table', 'privileges': ['SELECT']}])
    talk = wire_zero(database='orders', entity_type='USER', entity_permissions=permissions, **LISTS)
    talk.story.step('request', 'A requirer of wire 0 asks for an entity.')
    talk.answer(entity_name='role-7', entity_password='s3cret')
    talk.story.step('answer', 'It is given in a secret.')
    return talk.story


def malformed():
    talk = Conversation(CharmBase)
    talk.story.original = ('provider',)
    talk.model.relate()
    good = {'resource': 'orders', 'request-id': 'a' * 16, 'salt': 's'}
    for step, version, requests, does in (
        ('no-json', 'v1', '[{', 'The list of requests is no JSON: it reads as text, and every hook fails.'),
        ('no-list', 'v1', '{}', 'It is no list.'),
        ('future', 'v2', json.dumps([good]), 'The version is of a wire that nobody knows.'),
        ('fields', 'v1', json.dumps([good | {'new': 1}]), 'A field that nobody knows is mirrored.'),
        ('group', 'v1', json.dumps([good | {'entity-type': 'OTHER'}]), 'A kind of entity that nobody knows.'),
        (
            'role',
            'v1',
            json.dumps([good | {'extra-user-roles': 'admin'}]),
            'Roles may come later, and nothing is told.',
        ),
        ('roles', 'v1', json.dumps([good | {'extra-user-roles': 'other'}]), 'Roles may not change: the hook fails.'),
    ):
        talk.model.requirer.data = {'version': version, 'requests': requests}
        talk.model.settle()
        talk.story.step(step, does)
    for step, name, does in (
        ('number', '123', 'A database of wire 0 whose name is a number fails.'),
        ('empty', '', 'One without a name is no request.'),
    ):
        talk.model.requirer.data = {'database': name} if name else {'requested-secrets': '[]'}
        talk.model.provider.data = {}
        talk.model.settle()
        talk.story.step(step, does)
    return talk.story


def answered_by_wire_zero():
    """The provider is written here, of wire 0: the requirer of wire 1 does not understand it."""
    talk = Conversation(lambda: [data.RequirerCommonModel(resource='orders')])
    talk.story.original = ('requirer',)
    talk.model.provider.charm = CharmBase
    talk.model.relate()
    talk.model.provider.data = {
        'database': 'orders',
        'username': 'relation-7',
        'password': 's3cret',
        'endpoints': 'a:1',
    }
    talk.model.settle()
    talk.story.step('plain', 'A provider of wire 0 answers in plain text: the requirer waits for ever.')
    return talk.story


STORIES = {
    'one': one,
    'two': two,
    'entity': entity,
    'named-entity': named_entity,
    'mutual-tls': mutual_tls,
    'cross-model': cross_model,
    'aliases': aliases,
    'prefix': prefix,
    'wire-0-one': one_of_wire_zero,
    'wire-0-plain': plain_of_wire_zero,
    'wire-0-again': again_to_wire_zero,
    'wire-0-late': late_of_wire_zero,
    'wire-0-entity': entity_of_wire_zero,
    'wire-0-provider': answered_by_wire_zero,
    'malformed': malformed,
}


def reader(databags, options):
    """A requirer that wants what is requested already."""
    wanted = json.loads(databags['requirer']['app'].get('requests', '[]'))
    return requirer(lambda: [data.RequirerCommonModel(**request) for request in wanted])


def shown(model):
    """All fields, of secrets too, that are not empty; without the salt that the library adds to wire 0."""
    fields = {name: getattr(model, name) for name in type(model).model_fields} | (model.model_extra or {})
    fields = {name.replace('_', '-'): value for name, value in fields.items() if value not in (None, '')}
    if fields.get('version') == 'v0':
        del fields['salt']
    return {name: value if isinstance(value, (str, bool, int)) else plain(value) for name, value in fields.items()}


def plain(value):
    return [each.model_dump() if hasattr(each, 'model_dump') else each for each in value]


def read_as_provider(charm):
    return [shown(request) for request in charm.data.requests(charm.data.relations[0])]


def read_as_requirer(charm):
    relation = charm.data.relations[0]
    model = charm.data.interface.build_model(relation.id, component=relation.app)
    statuses = json.loads(relation.data[relation.app].get('status', '[]'))
    return {'responses': [shown(response) for response in model.requests], 'statuses': statuses}


READINGS = {
    'provider': Reading(lambda databags, options: Provider, read_as_provider),
    'requirer': Reading(reader, read_as_requirer),
}
