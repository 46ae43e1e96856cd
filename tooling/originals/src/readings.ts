/** A request for a certificate, of charmlibs-interfaces-tls-certificates. PEM is without a newline at its end. */
export interface CertificateRequest {
  readonly request: string
  readonly ca: boolean
}

/** An answer to such a request. */
export interface IssuedCertificate {
  readonly request: string
  readonly certificate: string
  readonly ca: string
  /** The certificate itself first. */
  readonly chain: readonly string[]
  readonly revoked: boolean
}

/** A request of dpcharmlibs-interfaces or an answer to one, by names of the wire; what is in secrets stands beside it. */
export type Resource = Readonly<Record<string, unknown>>

/** A request of loadbalancer-interface, with the addresses of units where it names no backends. */
export type BalancerRequest = Readonly<Record<string, unknown>> & { readonly name: string; readonly new: boolean }

/** An answer of loadbalancer-interface. */
export interface BalancerResponse {
  readonly name: string
  readonly address: string | null
  readonly error: string | null
  readonly error_fields: Readonly<Record<string, string>>
  readonly error_message: string | null
  readonly received_hash: string | null
  /** It answers the request as it is now. */
  readonly complete: boolean
}

/** A server of ops-lib-pgsql. */
export interface Server {
  readonly connection: string
  readonly uri: string
}

/** What each library makes of databags, by the side that reads. */
export interface Readings {
  'charmlibs-interfaces-certificate-transfer': {
    /** Nothing: it gives one more certificate, `CERTIFICATE`, and where that was written tells how it read the requirer. */
    readonly provider: null
    readonly requirer: readonly string[]
  }
  'charmlibs-interfaces-tls-certificates': {
    readonly provider: {
      readonly requests: readonly CertificateRequest[]
      readonly outstanding: readonly CertificateRequest[]
      readonly unsolicited: readonly IssuedCertificate[]
    }
    /** It has requested what is in its databags already. */
    readonly requirer: {
      readonly certificates: readonly IssuedCertificate[]
      /** Those that it uses: they match a request of its own and its key. */
      readonly assigned: readonly IssuedCertificate[]
      readonly errors: readonly { readonly request: string; readonly error: Readonly<Record<string, unknown>> }[]
      readonly capabilities: Readonly<Record<string, unknown>> | null
    }
  }
  'dpcharmlibs-interfaces': {
    readonly provider: readonly Resource[]
    readonly requirer: { readonly responses: readonly Resource[]; readonly statuses: readonly unknown[] }
  }
  'loadbalancer-interface': {
    readonly provider: readonly BalancerRequest[]
    readonly requirer: readonly BalancerResponse[]
  }
  'ops-lib-mysql': {
    /** Null when it was told of no database. */
    readonly requirer: Readonly<Record<string, string | number | boolean | null>> | null
  }
  'ops-lib-pgsql': {
    /** Null when it was told of no database. */
    readonly requirer: {
      readonly master: Server | null
      readonly standbys: readonly Server[]
      readonly version: string | null
    } | null
  }
}
