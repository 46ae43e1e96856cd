import sys
from hashlib import sha256

import certificates
from base import ENDPOINT, Charm, main
from charmlibs.interfaces import tls_certificates as tls
from cryptography import x509


def base(request):
    return int(sha256(str(request).strip().encode()).hexdigest()[:12], 16)


class Provider(Charm):
    def prepare(self):
        self.tls = tls.TLSCertificatesProvidesV4(self, ENDPOINT)

    def act(self):
        if not self.unit.is_leader():
            return
        ca = tls.Certificate.from_string(certificates.authority())
        given = {str(each.certificate_signing_request): str(each.certificate) for each in self.tls.get_issued_certificates()}
        for request in self.tls.get_certificate_requests():
            signing_request = request.certificate_signing_request
            leaf = certificates.issue(str(signing_request), generation=int(self.edition))
            if given.get(str(signing_request)) == leaf:
                continue
            certificate = tls.Certificate.from_string(leaf)
            self.tls.set_relation_certificate(
                tls.ProviderCertificate(request.relation_id, certificate, signing_request, ca, [certificate, ca])
            )

    def known(self):
        return len(self.tls.get_outstanding_certificate_requests())


class Requirer(Charm):
    def prepare(self):
        name = f'{self.unit.name.replace("/", "-")}.test'
        self.tls = tls.TLSCertificatesRequiresV4(
            self, ENDPOINT, [tls.CertificateRequestAttributes(common_name=name, sans_dns=frozenset([name]))]
        )

    def known(self):
        return [
            [
                each.certificate.common_name,
                x509.load_pem_x509_certificate(str(each.certificate).encode()).serial_number - base(each.certificate_signing_request),
                len(each.chain),
            ]
            for each in self.tls.get_assigned_certificates()[0]
        ]


if sys.argv[1:2] == ['issue']:
    print(certificates.issue(sys.argv[3], generation=int(sys.argv[2])))
    print(certificates.authority())
elif sys.argv[1:2] == ['request']:
    key = tls.PrivateKey.generate()
    print(tls.CertificateRequestAttributes(common_name=sys.argv[2]).generate_csr(key))
else:
    main(provider=Provider, requirer=Requirer)
