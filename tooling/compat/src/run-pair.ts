import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pythonEnvironment } from '@interlayer/python'
import { Model, type DeployOptions, type Program } from '@interlayer/simulator'
import { applicationIn } from './conversation.ts'
import { endOfHook } from './our-charm.ts'
import { castsOf, oursIn, type Cast, type Pair, type Side } from './pair.ts'
import { pythonCharm } from './python-charm.ts'
import { tell, type Told } from './story.ts'

/** Decides the order of hooks that Juju leaves open. */
const seed = 5

/** In whose place Juju provides. */
const idle: Program = () => Promise.resolve({ ran: [], flags: [], steps: [] })

/** Runs the story of a pair in a model of its own; `toolBinary` is an executable for hook tools, in place of a script of Node. */
export async function runPair(pair: Pair, toolBinary: string | undefined): Promise<Told> {
  const { python } = await pythonEnvironment(pair.partner.environment)
  const folder = await mkdtemp(join(tmpdir(), 'interlayer-compat-'))
  const model = new Model({ seed, listEnding: true, ...(toolBinary !== undefined && { toolBinary }) })
  try {
    for (const cast of castsOf(pair)) {
      for (const side of ['provider', 'requirer'] as const)
        model.deploy(
          applicationIn(cast, side),
          ourCharm(pair, cast, side) ?? (await pythonCharm({ folder, python }, pair, side)),
        )
    }
    await model.settle()
    return await tell(pair, model)
  } finally {
    model.close()
    await rm(folder, { recursive: true })
  }
}

/** Undefined where the charm is in Python. */
function ourCharm(pair: Pair, cast: Cast, side: Side): DeployOptions | undefined {
  if (side === 'provider' && pair.provider === undefined) return { program: idle, metadata: { config } }
  const charm = oursIn(cast, side) ? pair[side] : undefined
  return charm && { charm: charm(endOfHook()) }
}

const config = { options: { edition: { type: 'string', default: '1' } } } as const
