const response =
  '{"address": "10.0.0.9", "error": null, "error_fields": {}, "error_message": null, "received_hash": "8132bdd8f385c7d0744e27827a530542"}'
const request =
  '{"algorithm": [], "backends": [], "health_checks": [], "id": "0123456789abcdef0123456789abcdef", "ingress_address": null, "name": "api", "port_mapping": {"80": 8080, "443": 6443}, "protocol": "https", "public": true, "sent_hash": "8132bdd8f385c7d0744e27827a530542", "sticky": false, "tls_cert": null, "tls_key": null, "tls_termination": false}'

/**
 * The other side, for tests of charms that speak loadbalancer: `valid`, `partial`, `invalid`, and one that leaves out what has a default.
 * There is no older generation.
 */
export const partners = {
  provides: {
    valid: { app: { response_api: response, version: '1' } },
    partial: { app: { response_api: response } },
    invalid: { app: { response_api: response, version: 'one' } },
    sparse: {
      app: {
        response_api: '{"address": "10.0.0.9", "received_hash": "8132bdd8f385c7d0744e27827a530542"}',
        version: '1',
      },
    },
  },
  requires: {
    valid: { app: { request_api: request, version: '1' } },
    partial: { app: { request_api: request } },
    invalid: { app: { request_api: request, version: 'one' } },
    sparse: {
      app: { request_api: '{"id": "1", "name": "api", "protocol": "tcp", "port_mapping": {"80": 80}}', version: '1' },
    },
  },
} as const
