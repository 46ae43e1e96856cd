"""tls-certificates, wire 1."""

import datetime as datetimes
import itertools
import json
import uuid
from types import SimpleNamespace

import charmlibs.interfaces.tls_certificates as tls
from charmlibs.interfaces.tls_certificates import _tls_certificates as library
from ops import CharmBase

import certificates
from model import Application, Model
from reading import Reading
from story import Story

LIBRARY = 'charmlibs-interfaces-tls-certificates'
INTERFACE, ENDPOINT = 'tls-certificates', 'certificates'


class Clock(datetimes.datetime):
    @classmethod
    def now(cls, tz=None):
        return certificates.NOW


library.datetime = Clock
# What the tool secret-ids prints: the library asks for it by a program.
tls.TLSCertificatesRequiresV4._list_secrets = lambda self: [
    secret.id for secret in self.model._backend._state.secrets if secret.owner is not None
]


def settle_randomness():
    """Keys in the order of the files, and unique ids that count, from the start."""
    keys, ids = itertools.count(1), itertools.count(1)
    tls.PrivateKey.generate = classmethod(lambda cls, **_: cls.from_string(certificates.key(f'key-{next(keys)}')))
    library.uuid = SimpleNamespace(uuid4=lambda: uuid.UUID(int=next(ids)))


def attributes(name, **more):
    return tls.CertificateRequestAttributes(common_name=name, sans_dns=frozenset([name]), **more)


class Provider(CharmBase):
    capabilities = None

    def __init__(self, framework):
        super().__init__(framework)
        self.tls = tls.TLSCertificatesProvidesV4(self, ENDPOINT, self.capabilities)


def requirer(requests, mode=tls.Mode.UNIT):
    """A charm that wants certificates; `wanted` may change."""

    class Requirer(CharmBase):
        wanted = staticmethod(requests)

        def __init__(self, framework):
            super().__init__(framework)
            by_mode = mode is tls.Mode.APP_AND_UNIT
            self.tls = tls.TLSCertificatesRequiresV4(
                self,
                ENDPOINT,
                certificate_requests=[] if by_mode else self.wanted(self.unit),
                certificate_requests_by_mode=self.wanted(self.unit) if by_mode else None,
                mode=mode,
                refresh_events=[self.on.update_status],
            )

    return Requirer


def host(unit):
    return [attributes(f'{unit.name.replace("/", "-")}.test')]


class Conversation:
    """Two applications and what their charms do in stories."""

    def __init__(self, requests=host, mode=tls.Mode.UNIT, units=2, provider_charm=Provider):
        settle_randomness()
        provider = Application('provider', 'authority', ENDPOINT, provider_charm, 1)
        wants = requests if isinstance(requests, type) else requirer(requests, mode)
        self.model = Model(INTERFACE, provider, Application('requirer', 'app', ENDPOINT, wants, 2, limit=1))
        self.model.provider.add_unit()
        for _ in range(units):
            self.model.requirer.add_unit()
        self.story = Story(LIBRARY, self.model, 1)

    def provide(self, act):
        self.model.run(self.model.provider.leader, act=lambda charm: act(charm.tls))
        self.model.settle()

    def want(self, requests):
        self.model.requirer.charm.wanted = staticmethod(requests)
        for unit in self.model.requirer.units:
            self.model.run(unit)
        self.model.settle()


def outstanding(provides):
    # The library reads units in any order.
    return sorted(
        provides.get_outstanding_certificate_requests(), key=lambda each: str(each.certificate_signing_request)
    )


def issue(provides, generation=0):
    for request in outstanding(provides):
        leaf = certificates.issue(str(request.certificate_signing_request), request.is_ca, generation)
        ca = tls.Certificate.from_string(certificates.authority())
        provides.set_relation_certificate(
            tls.ProviderCertificate(
                relation_id=request.relation_id,
                certificate=tls.Certificate.from_string(leaf),
                certificate_signing_request=request.certificate_signing_request,
                ca=ca,
                chain=[tls.Certificate.from_string(leaf), ca],
            )
        )


def deny(provides):
    error = tls.CertificateError(code=101, name='ip_not_allowed', message='No addresses.', provider='authority')
    for request in outstanding(provides):
        provides.set_relation_error(
            tls.ProviderCertificateError(request.relation_id, request.certificate_signing_request, error)
        )


def by_unit():
    talk = Conversation()
    talk.model.relate()
    talk.story.step('request', 'Each unit of the requirer makes a key and writes a request into its own databag.')
    talk.provide(issue)
    talk.story.step('answer', 'The leader of the provider answers both in its application databag.')
    talk.want(lambda unit: host(unit) + [attributes('www.test')] if unit.name == 'app/0' else host(unit))
    talk.story.step('more', 'One unit wants a certificate for a second name, too.')
    talk.provide(issue)
    talk.story.step('answer-more', 'The provider answers that one; the others stay.')
    talk.want(lambda unit: [attributes('new.test')] if unit.name == 'app/0' else host(unit))
    talk.story.step(
        'change', 'That unit wants another name instead of both: the provider drops the answers to what is gone.'
    )
    talk.provide(issue)
    talk.story.step('answer-change', 'The provider answers the new name.')
    talk.model.join(talk.model.requirer)
    talk.provide(issue)
    talk.story.step('scale-up', 'A third unit joins and is answered.')
    talk.model.depart(talk.model.requirer.units[1])
    talk.model.run(talk.model.provider.leader)
    talk.model.settle()
    talk.story.step('scale-down', 'A unit departs; at update-status the provider drops the answer to it.')
    talk.model.remove()
    talk.story.step('removed', 'The relation is removed: the requirer removes its secrets.')
    return talk.story


def by_application():
    talk = Conversation(lambda unit: [attributes('app.test')], tls.Mode.APP)
    talk.model.relate()
    talk.story.step('request', 'The leader of the requirer alone writes a request, into the application databag.')
    talk.provide(issue)
    talk.story.step(
        'answer', 'The provider answers, and the leader keeps key and certificate in secrets of the application.'
    )
    talk.model.elect(talk.model.requirer.units[1])
    talk.story.step('elected', 'Another leader takes over: same key, same request.')
    talk.model.remove()
    talk.story.step('removed', 'The relation is removed.')
    return talk.story


def by_both():
    def requests(unit):
        return {tls.Mode.APP: [attributes('app.test')], tls.Mode.UNIT: host(unit)}

    talk = Conversation(requests, tls.Mode.APP_AND_UNIT)
    talk.model.relate()
    talk.story.step('request', 'Requests in the unit databags and in the application databag.')
    talk.provide(issue)
    talk.story.step('answer', 'All are answered in the same list.')
    return talk.story


def authority_requested():
    talk = Conversation(lambda unit: [attributes('sub-ca.test', is_ca=True)], units=1)
    talk.model.relate()
    talk.story.step('request', 'A unit wants to be an authority itself.')
    talk.provide(issue)
    talk.story.step('answer', 'It gets a certificate that may sign others.')
    return talk.story


def errors():
    talk = Conversation(units=1)
    talk.model.relate()
    talk.story.step('request', 'A unit asks.')
    talk.provide(deny)
    talk.story.step('denied', 'The provider writes an error in place of a certificate.')
    talk.provide(issue)
    talk.story.step('answer', 'It changes its mind: the error goes, the certificate comes.')
    talk.provide(lambda provides: revoke_one(provides))
    talk.story.step('denied-after', 'It changes its mind again: the certificate goes, the error comes.')
    return talk.story


def revoke_one(provides):
    error = tls.CertificateError(code=201, name='server_not_available', message='Gone.', reason='maintenance')
    for request in provides.get_certificate_requests():
        provides.set_relation_error(
            tls.ProviderCertificateError(request.relation_id, request.certificate_signing_request, error)
        )


def revocation():
    talk = Conversation()
    talk.model.relate()
    talk.provide(issue)
    talk.story.step('answer', 'Both units have certificates.')
    talk.provide(lambda provides: provides.revoke_all_certificates())
    talk.story.step(
        'revoked', 'All are revoked: the requirer removes the secrets of the certificates, and keeps its requests.'
    )
    talk.provide(lambda provides: issue(provides, generation=1))
    talk.story.step('answer-again', 'Revoked ones are outstanding again: the provider replaces them.')
    return talk.story


def renewal():
    talk = Conversation(units=1)
    talk.model.relate()
    talk.provide(issue)
    talk.story.step('answer', 'The unit keeps its certificate in a secret that expires after nine tenths of its life.')
    unit = talk.model.requirer.units[0]
    uri = next(uri for uri, secret in talk.model.secrets.items() if '-certificate-' in secret.label)
    talk.model.expire(unit, uri)
    talk.story.step('expired', 'The secret expires: the unit removes it and writes a new request in place of the old.')
    talk.provide(issue)
    talk.story.step('answer-again', 'The provider answers the new request.')
    return talk.story


def key_rotation():
    talk = Conversation(units=1)
    talk.model.relate()
    talk.provide(issue)
    talk.story.step('answer', 'A unit has its certificate.')
    talk.model.run(talk.model.requirer.units[0], act=lambda charm: charm.tls.regenerate_private_key())
    talk.model.settle()
    talk.story.step('new-key', 'It makes another key: its request is replaced, and the provider drops the answer.')
    talk.provide(issue)
    talk.story.step('answer-again', 'The provider answers the new request.')
    return talk.story


def capabilities():
    class Capable(Provider):
        capabilities = tls.ProviderCapabilities(supports_ip_sans=False, allowed_domains=['test'], provider_type='acme')

    talk = Conversation(units=1, provider_charm=Capable)
    talk.model.relate()
    talk.story.step('request', 'The provider says what it can do, before anything is asked.')
    talk.provide(issue)
    talk.story.step('answer', 'The answer stands beside it.')
    Capable.capabilities = None
    talk.model.run(talk.model.provider.leader)
    talk.model.settle()
    talk.story.step('withdrawn', 'It says so no longer.')
    return talk.story


def malformed():
    """The requirer is written here: what does the provider do with requests that it cannot read?"""
    talk = Conversation(CharmBase)
    talk.story.original = ('provider',)
    first, second = talk.model.requirer.units
    settle_randomness()
    good = str(attributes('good.test').generate_csr(tls.PrivateKey.generate()))
    request = {'certificate_signing_request': good, 'ca': False}
    second.data['certificate_signing_requests'] = json.dumps([request])
    talk.model.relate()
    talk.provide(issue)
    talk.story.step('answer', 'One unit of two has asked.')
    for step, value, does in (
        ('no-json', '{', 'The other unit writes what is no JSON: it is ignored.'),
        ('no-ca', json.dumps([{'certificate_signing_request': good}]), 'It leaves out "ca": its list is ignored.'),
        ('ca-null', json.dumps([request | {'ca': None}]), 'It writes null for "ca", which counts as false.'),
        ('more', json.dumps([request | {'ca': True, 'new': 1}]), 'It writes a field that nobody knows.'),
        (
            'no-request',
            json.dumps([request | {'certificate_signing_request': 'no PEM'}]),
            'It writes what is no request: every hook of the provider fails, for all its relations.',
        ),
    ):
        first.data['certificate_signing_requests'] = value
        talk.provide(issue)
        talk.story.step(step, does)
    return talk.story


STORIES = {
    'unit': by_unit,
    'application': by_application,
    'application-and-unit': by_both,
    'authority': authority_requested,
    'errors': errors,
    'revocation': revocation,
    'renewal': renewal,
    'key-rotation': key_rotation,
    'capabilities': capabilities,
    'malformed': malformed,
}


def reader(databags, options):
    """A requirer that wants what is requested already, with the key that is given."""
    mode = tls.Mode[options.get('mode', 'unit').upper()]

    class Reader(CharmBase):
        def __init__(self, framework):
            super().__init__(framework)
            side = databags['requirer']
            data = side['app'] if mode is tls.Mode.APP else side['units'][self.unit.name]
            wanted = [
                tls.CertificateRequestAttributes.from_csr(
                    tls.CertificateSigningRequest.from_string(request['certificate_signing_request']), request['ca']
                )
                for request in json.loads(data.get('certificate_signing_requests', '[]'))
            ]
            key = tls.PrivateKey.from_string(options['privateKey'])
            self.tls = tls.TLSCertificatesRequiresV4(self, ENDPOINT, wanted, mode, private_key=key)

    return Reader


def shown_request(request):
    return {'request': str(request.certificate_signing_request), 'ca': request.is_ca}


def shown_certificate(certificate):
    return {
        'request': str(certificate.certificate_signing_request),
        'certificate': str(certificate.certificate),
        'ca': str(certificate.ca),
        'chain': [str(each) for each in certificate.chain],
        'revoked': bool(certificate.revoked),
    }


def shown_error(error):
    return {'request': str(error.certificate_signing_request), 'error': error.error.model_dump(exclude_none=True)}


def in_order(shown):
    # The library reads units in any order.
    return sorted(shown, key=lambda each: each['request'])


def read_as_provider(charm):
    provides = charm.tls
    return {
        'requests': in_order(shown_request(each) for each in provides.get_certificate_requests()),
        'outstanding': in_order(shown_request(each) for each in provides.get_outstanding_certificate_requests()),
        'unsolicited': in_order(shown_certificate(each) for each in provides.get_unsolicited_certificates()),
    }


def read_as_requirer(charm):
    capabilities = charm.tls.get_provider_capabilities()
    return {
        'certificates': [shown_certificate(each) for each in charm.tls.get_provider_certificates()],
        'assigned': [shown_certificate(each) for each in charm.tls.get_assigned_certificates()[0]],
        'errors': [shown_error(each) for each in charm.tls.get_request_errors()],
        'capabilities': None if capabilities is None else capabilities.model_dump(exclude_none=True),
    }


READINGS = {
    'provider': Reading(lambda databags, options: Provider, read_as_provider),
    'requirer': Reading(reader, read_as_requirer),
}
