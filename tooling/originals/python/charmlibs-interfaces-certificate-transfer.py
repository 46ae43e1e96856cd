"""certificate_transfer, wires 0 and 1."""

import json

from charmlibs.interfaces.certificate_transfer import CertificateTransferProvides, CertificateTransferRequires
from ops import CharmBase

from model import RELATION, Application, Model
from reading import Reading
from story import Story

LIBRARY = 'charmlibs-interfaces-certificate-transfer'
INTERFACE, ENDPOINT = 'certificate_transfer', 'certificates'


class Provider(CharmBase):
    def __init__(self, framework):
        super().__init__(framework)
        self.certificates = CertificateTransferProvides(self, ENDPOINT)


class Requirer(CharmBase):
    def __init__(self, framework):
        super().__init__(framework)
        self.certificates = CertificateTransferRequires(self, ENDPOINT)


class Conversation:
    def __init__(self, wire=1, gives=Provider, takes=Requirer, providers=1):
        provider = Application('provider', 'authority', ENDPOINT, gives, 1)
        self.model = Model(INTERFACE, provider, Application('requirer', 'app', ENDPOINT, takes, 2))
        for _ in range(providers):
            self.model.provider.add_unit()
        for _ in range(2):
            self.model.requirer.add_unit()
        sides = (('provider', gives), ('requirer', takes))
        original = [side for side, charm in sides if charm is not CharmBase]
        self.story = Story(LIBRARY, self.model, wire, original)

    def provide(self, act):
        self.model.run(self.model.provider.leader, act=lambda charm: act(charm.certificates))
        self.model.settle()


def life(talk):
    talk.provide(lambda provides: provides.add_certificates({'B', 'A'}))
    talk.story.step('add', 'The leader of the provider gives two certificates.')
    talk.provide(lambda provides: provides.add_certificates({'A', 'C'}))
    talk.story.step('more', 'And another one, beside one that is there.')
    talk.provide(lambda provides: provides.remove_certificate('A'))
    talk.story.step('remove', 'One is taken back.')
    talk.provide(lambda provides: provides.remove_all_certificates())
    talk.story.step('empty', 'All are taken back.')


def current():
    talk = Conversation()
    talk.model.relate()
    talk.story.step('request', 'The leader of the requirer says which wire it speaks.')
    life(talk)
    talk.provide(lambda provides: provides.add_certificates({'D'}))
    talk.model.join(talk.model.requirer)
    talk.story.step('scale-up', 'A certificate is given, and a third unit joins.')
    talk.model.remove()
    talk.story.step('removed', 'The relation is removed.')
    return talk.story


def to_old():
    talk = Conversation(wire=0, takes=CharmBase, providers=2)
    talk.model.requirer.data = {'version': '0'}
    talk.model.relate()
    talk.story.step('request', 'The requirer is of wire 0.')
    life(talk)
    return talk.story


def to_silent():
    talk = Conversation(wire=0, takes=CharmBase)
    talk.model.relate()
    talk.provide(lambda provides: provides.add_certificates({'A'}))
    talk.story.step('add', 'The requirer has said nothing: that is wire 0.')
    talk.model.requirer.data = {'version': '1'}
    talk.model.settle()
    talk.provide(lambda provides: provides.add_certificates({'B'}))
    talk.story.step('late', 'It says wire 1 afterwards: the unit databag stays, and what it held is not taken over.')
    return talk.story


def from_old():
    # The library reads one unit, of several any: a second one would make each run another.
    talk = Conversation(wire=0, gives=CharmBase)
    talk.model.relate()
    talk.story.step('request', 'The provider is written here, of wire 0.')
    unit = talk.model.provider.units[0]
    for step, write, does in (
        ('json', json.dumps, 'A unit writes as the new library does to old partners: JSON throughout.'),
        ('raw', str, 'It writes as the library of wire 0 does, in plain text: the requirer gets nothing.'),
    ):
        unit.data.update(certificate=write('A'), ca=write('B'), chain='["A", "B"]', version='0')
        talk.model.settle()
        talk.story.step(step, does)
    return talk.story


def malformed():
    talk = Conversation(gives=CharmBase)
    talk.model.relate()
    for step, data, does in (
        ('good', {'certificates': '["A"]', 'version': '1'}, 'The provider is written here: it gives a certificate.'),
        ('more', {'certificates': '["A"]', 'version': '1', 'new': '{'}, 'A key that nobody knows is ignored.'),
        ('no-version', {'certificates': '["A"]'}, 'The version may be absent.'),
        ('other-version', {'certificates': '["A", "B"]', 'version': '2'}, 'Or be of the future.'),
        ('no-json', {'certificates': 'A', 'version': '1'}, 'What is no JSON counts as none.'),
        ('no-list', {'certificates': '"A"', 'version': '1'}, 'So does what is no list.'),
        ('numbers', {'certificates': '["A", 1]', 'version': '1'}, 'And a list of other things than texts.'),
    ):
        talk.model.provider.data = data
        talk.model.settle()
        talk.story.step(step, does)
    return talk.story


STORIES = {
    'wire-1': current,
    'wire-0-requirer': to_old,
    'late-version': to_silent,
    'wire-0-provider': from_old,
    'malformed': malformed,
}


def read_as_provider(charm):
    """Gives one more certificate: where it is written tells how the requirer was read."""
    charm.certificates.add_certificates({'CERTIFICATE'}, RELATION)


def read_as_requirer(charm):
    return sorted(charm.certificates.get_all_certificates(RELATION))


READINGS = {
    'provider': Reading(lambda databags, options: Provider, read_as_provider),
    'requirer': Reading(lambda databags, options: Requirer, read_as_requirer),
}
