"""loadbalancer."""

import itertools
import json
import warnings

warnings.simplefilter('ignore')

from loadbalancer_interface import LBConsumers, LBProvider, requires  # noqa: E402
from ops import CharmBase  # noqa: E402

from model import Application, Model  # noqa: E402
from reading import Reading  # noqa: E402
from story import Story  # noqa: E402

LIBRARY = 'loadbalancer-interface'
INTERFACE, ENDPOINT = 'loadbalancer', 'lb'


class Provider(CharmBase):
    def __init__(self, framework):
        super().__init__(framework)
        self.lb = LBConsumers(self, ENDPOINT)


class Requirer(CharmBase):
    def __init__(self, framework):
        super().__init__(framework)
        self.lb = LBProvider(self, ENDPOINT)


class Conversation:
    def __init__(self, gives=Provider, takes=Requirer):
        ids = itertools.count(1)
        requires.uuid4 = lambda: type('Id', (), {'hex': f'{next(ids):032x}'})
        provider = Application('provider', 'balancer', ENDPOINT, gives, 1)
        self.model = Model(INTERFACE, provider, Application('requirer', 'app', ENDPOINT, takes, 2))
        self.model.provider.add_unit()
        for _ in range(2):
            self.model.requirer.add_unit()
        sides = (('provider', gives), ('requirer', takes))
        self.story = Story(LIBRARY, self.model, 1, [side for side, charm in sides if charm is not CharmBase])

    def act(self, application, act):
        self.model.run(application.leader, act=lambda charm: act(charm.lb))
        self.model.settle()

    def provide(self, act):
        self.act(self.model.provider, act)

    def require(self, act):
        self.act(self.model.requirer, act)


def ask(name, **fields):
    def act(requires):
        request = requires.get_request(name)
        checks = fields.pop('checks', [])
        for field, value in fields.items():
            setattr(request, field, request.protocols[value] if field == 'protocol' else value)
        for check in checks:
            request.add_health_check(**check)
        requires.send_request(request)

    return act


def answer(address):
    def act(provides):
        for request in provides.new_requests:
            request.response.address = address
            request.response.error = None
            request.response.error_message = None
            request.response.error_fields = {}
            provides.send_response(request)

    return act


def refuse(provides):
    for request in provides.new_requests:
        request.response.error = request.response.error_types.unsupported
        request.response.error_fields = {'algorithm': 'Not known here.'}
        provides.send_response(request)


def fail(provides):
    for request in provides.all_requests:
        request.response.address = None
        request.response.error = request.response.error_types.provider_error
        request.response.error_message = 'The cloud is full.'
        provides.send_response(request)


def revoke(provides):
    for request in provides.all_requests:
        provides.revoke_response(request)


def acknowledge(requires):
    for response in requires.complete_responses:
        requires.ack_response(response)


def one():
    talk = Conversation()
    talk.model.relate()
    talk.story.step('version', 'Both leaders say which version they speak, at their first hook with the relation.')
    talk.require(ask('api', protocol='https', port_mapping={443: 6443, 80: 8080}))
    talk.story.step('request', 'The leader of the requirer asks, with a hash of what it asks.')
    talk.provide(answer('10.9.9.9'))
    talk.story.step('answer', 'The leader of the provider answers with that hash.')
    talk.require(acknowledge)
    talk.story.step('acknowledge', 'The requirer has seen it: nothing is written.')
    check = {'protocol': 'http', 'port': 8080, 'path': '/health', 'interval': 10}
    talk.require(ask('api', algorithm=['round_robin'], checks=[check], sticky=True))
    talk.story.step('change', 'The request changes: the answer to the old one is no longer complete.')
    talk.provide(answer('10.9.9.9'))
    talk.story.step('answer-change', 'It is answered with the new hash.')
    talk.require(ask('web', protocol='tcp', port_mapping={80: 80}, backends=['10.0.2.9'], public=False))
    talk.provide(answer('10.9.9.8'))
    talk.story.step('second', 'A second request, with backends of its own.')
    talk.model.join(talk.model.requirer)
    talk.story.step(
        'scale-up', 'A third unit: the request without backends counts as new, as its address belongs to them.'
    )
    talk.provide(answer('10.9.9.7'))
    talk.story.step('answer-scale-up', 'It is answered again.')
    talk.require(lambda requires: requires.remove_request('web'))
    talk.story.step('withdraw', 'The second request is withdrawn; the answer stays until the provider revokes it.')
    talk.provide(lambda provides: [provides.revoke_response(request) for request in provides.removed_requests])
    talk.story.step('forget', 'What is removed has lost its relation and name: the answer stays for ever.')
    talk.provide(revoke)
    talk.story.step('revoke', 'The provider takes back the answer to a request that stands.')
    talk.model.remove()
    talk.story.step('removed', 'The relation is removed.')
    return talk.story


def errors():
    talk = Conversation()
    talk.model.relate()
    talk.require(ask('api', protocol='http', port_mapping={80: 80}, algorithm=['magic']))
    talk.provide(refuse)
    talk.story.step('unsupported', 'The provider refuses, and names the field.')
    talk.require(ask('api', algorithm=[]))
    talk.provide(answer('10.9.9.9'))
    talk.story.step('answer', 'The request is mended, and answered.')
    talk.provide(fail)
    talk.story.step('failed', 'The provider fails later.')
    return talk.story


def everything():
    talk = Conversation()
    talk.model.relate()
    talk.require(
        ask(
            'all',
            protocol='udp',
            port_mapping={10000: 1, 443: 2, 80: 3},
            backends=['b', 'a'],
            algorithm=['least_conn', 'round_robin'],
            sticky=True,
            public=False,
            tls_termination=True,
            tls_cert='CERT \u00e9',
            tls_key='KEY',
            ingress_address='10.8.8.8',
            checks=[{'protocol': 'tcp', 'port': 1}, {'protocol': 'https', 'port': 2, 'path': '/', 'retries': 1}],
        )
    )
    talk.provide(answer('lb.test'))
    talk.story.step('answer', 'A request with every field.')
    return talk.story


def leaders():
    talk = Conversation()
    talk.model.relate()
    talk.require(ask('api', protocol='tcp', port_mapping={80: 80}))
    talk.provide(answer('10.9.9.9'))
    talk.model.elect(talk.model.requirer.units[1])
    talk.story.step('elected', 'Another unit leads the requirer: it reads the request and completes the answer.')
    talk.require(ask('api', sticky=True))
    talk.story.step('change', 'It changes the request, which keeps its id.')
    return talk.story


def malformed():
    talk = Conversation(takes=CharmBase)
    talk.model.relate()
    good = {'id': 'x', 'name': 'api', 'protocol': 'tcp', 'port_mapping': {'80': 80}, 'sent_hash': 'h'}
    for step, data, does in (
        ('no-version', {'request_api': json.dumps(good)}, 'A requirer that says no version is not read.'),
        ('short', {'version': '1', 'request_api': json.dumps(good)}, 'Fields with defaults may be absent.'),
        ('future', {'version': '2', 'request_api': json.dumps(good)}, 'A newer version is read as the own one.'),
        ('field', {'version': '1', 'request_api': json.dumps(good | {'new': 1})}, 'An unknown field: ignored whole.'),
        (
            'no-port',
            {'version': '1', 'request_api': json.dumps(good | {'port_mapping': {'a': 1}})},
            'No port: ignored.',
        ),
        ('no-json', {'version': '1', 'request_api': '{'}, 'No JSON: the hook fails.'),
        ('version', {'version': 'one'}, 'A version that is no number: every hook fails.'),
    ):
        talk.model.requirer.data = data
        talk.provide(answer('10.9.9.9'))
        talk.story.step(step, does)
    return talk.story


STORIES = {'one': one, 'errors': errors, 'everything': everything, 'leaders': leaders, 'malformed': malformed}


def read_as_provider(charm):
    new = {request.id for request in charm.lb.new_requests}
    return [request.dump() | {'new': request.id in new} for request in charm.lb.all_requests]


def read_as_requirer(charm):
    # A follower sees no requests, and takes every answer for complete.
    complete = {response.name for response in charm.lb.complete_responses if response}
    responses = charm.lb.all_responses
    return [each.dump() | {'name': each.name, 'complete': each.name in complete} for each in responses]


READINGS = {
    'provider': Reading(lambda databags, options: Provider, read_as_provider),
    'requirer': Reading(lambda databags, options: Requirer, read_as_requirer),
}
