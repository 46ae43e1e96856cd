const authority = `-----BEGIN CERTIFICATE-----
MIIBfjCCASWgAwIBAgIUCVAdQq4XTKYNbX9qOuRQ5f5b2e0wCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJYXV0aG9yaXR5MCAXDTI2MTEyMjE4MzMxMFoYDzIxMjYxMDI5
MTgzMzEwWjAUMRIwEAYDVQQDDAlhdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASHSqiv3y36o7qcBBSwLJuFfR1+Ks9gsuLSVIyDeNQeE9FXGQbvtPOL
iNKvOuSsV1+AlDOAocY4EuhEegWbJKq2o1MwUTAdBgNVHQ4EFgQUh734Gc4+bmKK
95mcZBkYIsIUNC4wHwYDVR0jBBgwFoAUh734Gc4+bmKK95mcZBkYIsIUNC4wDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiAZogVfqxqNr90jWT22S4hI
K4Um8gbuKmUzeCqHvpKWHAIgaeuajEFOiOZSLGNv03RgjyMHiydi4Y8T+KFr4bTL
C7w=
-----END CERTIFICATE-----`

const certificate = `-----BEGIN CERTIFICATE-----
MIIBFDCBugIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlhdXRob3JpdHkwIBcN
MjYxMTIyMTgzMzEwWhgPMjEyNjEwMjkxODMzMTBaMBYxFDASBgNVBAMMC2FwcC5l
eGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaGmsnhTST7wHdnXZksQS
+mQQI6lwoBHIUTtRta4KR+RV8Ov1utA6P1P+KUQStu1MZGPosljbOz2uQiYuA0P/
BTAKBggqhkjOPQQDAgNJADBGAiEAp+XaLZuN3w6MeRThIMKZ7C74pqnbVjaQdqvN
Pto2534CIQD4uEnKyEz1X+uMftrvg3I39QqrcpBjZN+LRP6MVIodtg==
-----END CERTIFICATE-----`

/** A signing request of `app/0` for `app.example`; `partners.provides.valid` has the certificate. */
export const signingRequest = `-----BEGIN CERTIFICATE REQUEST-----
MIHRMHgCAQAwFjEUMBIGA1UEAwwLYXBwLmV4YW1wbGUwWTATBgcqhkjOPQIBBggq
hkjOPQMBBwNCAARoaayeFNJPvAd2ddmSxBL6ZBAjqXCgEchRO1G1rgpH5FXw6/W6
0Do/U/4pRBK27UxkY+iyWNs7Pa5CJi4DQ/8FoAAwCgYIKoZIzj0EAwIDSQAwRgIh
AK6wxPX27JPwZw9byuRPj2syj2XGKtUyNIbew9u9j2CAAiEAhD/BBZLsioZCAr/E
jZyiMJMKIFgnnHz9B6SqtDyaOOw=
-----END CERTIFICATE REQUEST-----`

const answer = {
  ca: authority,
  certificate_signing_request: signingRequest,
  certificate,
  chain: [certificate, authority],
}
const refusal = { code: 102, name: 'domain_not_allowed', message: 'Ask for a name in example.' }

/** The other side, for tests of charms that speak tls-certificates: `valid`, `partial`, `invalid` and of wire 0. */
export const partners = {
  provides: {
    /** It has answered the signing request of these tests. */
    valid: { app: { certificates: JSON.stringify([answer]) } },
    /** It says what it can sign, and has signed nothing yet. */
    partial: { app: { capabilities: JSON.stringify({ supports_ip_sans: false }) } },
    invalid: { app: { certificates: JSON.stringify([{ ...answer, certificate: 'no PEM' }]) } },
    /** It has answered a request by names of `app/0`, with a key that it made. */
    older: {
      unit: { ca: authority, 'app_0.server.cert': certificate, 'app_0.server.key': 'a key in PEM' },
    },
    refused: { app: { request_errors: JSON.stringify([{ csr: signingRequest, error: refusal }]) } },
    revoked: { app: { certificates: JSON.stringify([{ ...answer, revoked: true }]) } },
  },
  requires: {
    valid: {
      unit: {
        certificate_signing_requests: JSON.stringify([{ certificate_signing_request: signingRequest, ca: false }]),
      },
    },
    partial: {},
    invalid: { unit: { certificate_signing_requests: JSON.stringify([{ certificate_signing_request: 'no PEM' }]) } },
    /** A unit that asks by names. */
    older: { unit: { unit_name: 'app_0', common_name: 'app.example', sans: '["10.0.0.5"]' } },
    /** The application asks, not its units. */
    application: {
      app: {
        certificate_signing_requests: JSON.stringify([{ certificate_signing_request: signingRequest, ca: false }]),
      },
    },
  },
} as const
