/** The bases that charmcraft builds for. */
export const bases = [
  'ubuntu@18.04',
  'ubuntu@20.04',
  'ubuntu@22.04',
  'ubuntu@24.04',
  'ubuntu@25.04',
  'ubuntu@25.10',
  'ubuntu@26.04',
  'ubuntu@26.10',
  'almalinux@9',
] as const

/** Those that it still takes under `bases`, in place of `platforms`. */
export const oldBases = ['ubuntu@18.04', 'ubuntu@20.04', 'ubuntu@22.04', 'almalinux@9'] as const

/** Architectures by the names that charmcraft has for them. */
export const architectures = ['amd64', 'arm64', 'armhf', 'ppc64el', 'riscv64', 's390x'] as const

/** What a charm may be for. */
export const targets = [...architectures, 'all'] as const

/** An architecture, or all of them, as charmcraft names it. */
export type Architecture = (typeof targets)[number]

/** A base on which a `.charm` runs. */
export interface Base {
  readonly name: string
  readonly channel: string
  readonly architectures: readonly Architecture[]
}
