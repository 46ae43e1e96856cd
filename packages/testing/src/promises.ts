import { checkBridge } from './checks/bridge.ts'
import { checkCodecs } from './checks/codecs.ts'
import { checkContract } from './checks/contract.ts'
import { checkConvergence } from './checks/convergence.ts'
import { checkDatabags } from './checks/databags.ts'
import { checkEndpoints } from './checks/endpoints.ts'
import { checkFixtures } from './checks/fixtures.ts'
import { checkPartners } from './checks/partners.ts'
import { checkSecrets } from './checks/secrets.ts'
import type { Subject } from './subject.ts'

/** What is wrong: one text for each problem, with the cure. */
export type Check = (subject: Subject) => readonly string[] | Promise<readonly string[]>

/** What every interface promises, each with the check that it is kept. */
export const promises: Readonly<Record<string, Check>> = {
  'fields read anything without throwing, and write equal meaning in equal bytes': checkCodecs,
  'a databag reads as ready, waiting or invalid as its definition says, and shows no text that it refuses':
    checkDatabags,
  'flags and reading methods answer whatever there is to read, and change nothing': checkContract,
  'the partners of ./testing are what they are called': checkPartners,
  'methods take what their description says, and refuse the rest by name': checkBridge,
  'what originals wrote is understood, and written again in the same bytes': checkFixtures,
  'two endpoints of one charm do not disturb each other': checkEndpoints,
  'secrets may come late and change, and nothing shows them': checkSecrets,
  'whatever the order of hooks, failures and leaders, both sides end in the same state, and silent': checkConvergence,
}
