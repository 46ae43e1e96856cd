"""Keys that are committed, and certificates that are the same each time they are made of them."""

from datetime import datetime, timezone
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

KEYS = Path(__file__).parent.parent / 'keys'
BEFORE, AFTER = datetime(2020, 1, 1, tzinfo=timezone.utc), datetime(2120, 1, 1, tzinfo=timezone.utc)
# Where the clock of a story stands.
NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)


def key(name):
    return (KEYS / f'{name}.pem').read_text()


def _loaded(name):
    return serialization.load_pem_private_key(key(name).encode(), None)


def _signed(subject, public_key, ca, extensions=(), serial=1):
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, 'Test CA')])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public_key)
    builder = builder.serial_number(serial).not_valid_before(BEFORE).not_valid_after(AFTER)
    builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    for extension in extensions:
        builder = builder.add_extension(extension.value, critical=extension.critical)
    certificate = builder.sign(_loaded('ca'), hashes.SHA256())
    return certificate.public_bytes(serialization.Encoding.PEM).decode().strip()


def authority(serial=1):
    """The certificate of the test authority; another serial number makes another certificate of the same key."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, 'Test CA')])
    return _signed(subject, _loaded('ca').public_key(), True, serial=serial)


def issue(request, ca=False, generation=0):
    """A certificate for a request in PEM; another generation makes another certificate."""
    loaded = x509.load_pem_x509_csr(request.encode())
    serial = int(sha256(request.strip().encode()).hexdigest()[:12], 16) + generation
    return _signed(loaded.subject, loaded.public_key(), ca, loaded.extensions, serial)
