from base import ENDPOINT, Charm, main
from charmlibs.interfaces.certificate_transfer import CertificateTransferProvides, CertificateTransferRequires


class Provider(Charm):
    def prepare(self):
        self.certificates = CertificateTransferProvides(self, ENDPOINT)

    def act(self):
        self.certificates.add_certificates({'always', f'edition {self.edition}'})
        for old in range(1, int(self.edition)):
            self.certificates.remove_certificate(f'edition {old}')


class Requirer(Charm):
    def prepare(self):
        self.certificates = CertificateTransferRequires(self, ENDPOINT)

    def known(self):
        return sorted(each for relation in self.relations for each in self.certificates.get_all_certificates(relation.id))


main(provider=Provider, requirer=Requirer)
