import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pythonEnvironment } from '@interlayer/python'
import { Model, type DeployOptions, type Program } from '@interlayer/simulator'
import { applicationIn } from './conversation.ts'
import { castsOf, oursIn, type Cast, type Pair, type Side } from './pair.ts'
import { ourCharm, pythonCharm, type CharmPlaces } from './process-charms.ts'
import { tell, type Told } from './story.ts'

/** Decides the order of hooks that Juju leaves open, and who is killed when. */
const seed = 5

/** The share of hooks that are killed. */
const kill = 0.1

/** In whose place Juju provides. */
const idle: Program = () => Promise.resolve({ ran: [], flags: [], steps: [] })

/** What runs the processes of a model. */
export interface Programs {
  /** The module that runs our charms. */
  readonly ours: string
  /** An executable for hook tools, in place of a script of Node. */
  readonly tool: string | undefined
}

/** Runs the story of a pair in a model of its own. */
export async function runPair(pair: Pair, { ours, tool }: Programs): Promise<Told> {
  const { python } = await pythonEnvironment(pair.partner.environment)
  const folder = await mkdtemp(join(tmpdir(), 'interlayer-compat-'))
  const toolBinary = tool === undefined ? {} : { toolBinary: tool }
  const model = new Model({ seed, faults: { kill }, listEnding: true, ...toolBinary })
  try {
    for (const cast of castsOf(pair)) {
      for (const side of ['provider', 'requirer'] as const)
        model.deploy(applicationIn(cast, side), await charmFor({ folder, python, ours }, pair, { cast, side }))
    }
    await model.settle()
    return await tell(pair, model)
  } finally {
    model.close()
    await rm(folder, { recursive: true })
  }
}

async function charmFor(
  places: CharmPlaces,
  pair: Pair,
  { cast, side }: { readonly cast: Cast; readonly side: Side },
): Promise<DeployOptions> {
  if (side === 'provider' && pair.provider === undefined) return { program: idle, metadata: { config } }
  if (oursIn(cast, side)) return ourCharm(places, pair, side)
  return pythonCharm(places, pair, { side, faulty: cast !== 'reference' })
}

const config = { options: { edition: { type: 'string', default: '1' } } } as const
