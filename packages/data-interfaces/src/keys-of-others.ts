/** Keys that originals write and nobody here reads, with what they are. */
export const unitOfOthers = {
  data: 'What the unit has seen of the provider, for itself.',
  alias: 'The alias that the unit chose for itself; here the leader gives one to all.',
} as const

/** With it a requirer of another model hides its own certificate, which no server of databases asks for. */
export const encryptionSecret =
  'URI of a key for certificates of clients across models; servers of databases ask for none.'

/** What goes with it on the side of a requirer. */
export const requirerCertificate = {
  'encryption-secret': encryptionSecret,
  'secret-mtls': 'URI of the certificate of a client; servers of databases ask for none.',
  'mtls-cert': 'The same certificate, encrypted; servers of databases ask for none.',
} as const
