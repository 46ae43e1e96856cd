import * as v from 'valibot'
import { oldBases, targets, type Architecture, type Base } from './bases.ts'

/** Names of architectures, by those that Node has for them. */
const ofNode: Readonly<Record<string, Architecture>> = { x64: 'amd64', arm: 'armhf', ppc64: 'ppc64el' }
const here = targets.find((target) => target === (ofNode[process.arch] ?? process.arch)) ?? 'amd64'

const text = v.string('is no text: write it in quotes.')
const oneBase = v.pipe(
  v.strictObject({
    name: text,
    channel: text,
    architectures: v.optional(
      v.pipe(
        v.array(v.picklist(targets, `is no architecture: write one of ${targets.join(', ')}.`)),
        v.nonEmpty('is empty: name one.'),
      ),
      // As charmcraft does it.
      [here],
    ),
  }),
  v.check(
    ({ name, channel }) => oldBases.some((base) => base === `${name}@${channel}`),
    `is none of ${oldBases.join(', ')}: charmcraft wants platforms for others, in place of bases.`,
  ),
)
const some = v.pipe(v.array(oneBase), v.nonEmpty('is empty: name a base.'))
const short = v.pipe(
  oneBase,
  v.transform((base): readonly Base[] => [base]),
)
const long = v.pipe(
  v.strictObject({ 'build-on': some, 'run-on': some }),
  v.transform((entry): readonly Base[] => entry['run-on']),
)

/** The old section `bases`: of each charm the bases on which it runs. Where it is built is charmcraft's alone. */
export const oldSection = v.pipe(
  v.array(v.lazy((entry) => (isLong(entry) ? long : short))),
  v.nonEmpty('is empty: name a base.'),
)

/** Named as charmcraft names it. */
export function oldPlatformName(bases: readonly Base[]): string {
  return bases.map(({ name, channel, architectures }) => [name, channel, ...architectures].join('-')).join('_')
}

function isLong(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && ('build-on' in entry || 'run-on' in entry)
}
