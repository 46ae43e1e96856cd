import { pipe, regex, string } from 'valibot'

/** A certificate as PEM; blanks around it mean nothing. */
export const CertificatePem = pipe(
  string(),
  regex(/^\s*-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*$/),
)

/** A signing request as PEM, under either name that OpenSSL gives it. */
export const SigningRequestPem = pipe(
  string(),
  regex(
    /^\s*-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----[A-Za-z0-9+/=\s]+-----END (?:NEW )?CERTIFICATE REQUEST-----\s*$/,
  ),
)

/** What PEM says, whatever its line ends and the length of its lines: two with the same are the same. */
export function pemBody(pem: string): string {
  return pem.replaceAll(/-----[^-]*-----|\s/g, '')
}

/** The certificates in a text, in their order, without blanks around them. */
export function certificatesIn(text: string): readonly string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? []
}

/** The certificate first and the authority last, whether or not they are among those between. */
export function wholeChain(certificate: string, between: readonly string[], ca: string | undefined): readonly string[] {
  const ends = [certificate, ...(ca === undefined ? [] : [ca])].map(pemBody)
  const links = between.filter((pem) => !ends.includes(pemBody(pem)))
  return [certificate, ...links, ...(ca === undefined ? [] : [ca])].map((pem) => pem.trim())
}
