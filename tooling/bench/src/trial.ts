import { cp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Agent, HookRequest, HookResult } from './agent.ts'
import { deploy, type Contender } from './contenders.ts'
import { workMissing } from './work.ts'
import { proxyModel } from './unit-model.ts'

/** A contender that is ready to be measured. */
export interface Trial {
  readonly contender: Contender
  /** Runs the hook once, with so many upstream units, and checks that it did its work. */
  run(load: Load): Promise<HookResult>
}

/** How much there is to do, and how slow Juju is: milliseconds for each command. */
export interface Load {
  readonly units: number
  readonly latency: number
}

/**
 * Deploys a contender below a folder. Before each run its directory and its state are as two earlier hooks left them: in the first one
 * upstream units served, in the second none did, as in a unit that has been at work. So byte code and the like are kept, by all that keep any.
 */
export async function prepareTrial(agent: Agent, contender: Contender, folder: string): Promise<Trial> {
  const [directory, before] = [join(folder, contender.name), join(folder, `${contender.name}-before`)]
  await deploy(contender, directory)
  if (contender.charm === undefined) await writeFile(join(directory, 'empty.js'), '')
  const request = requestFor(agent, contender, directory)
  const atWork = proxyModel(2, { serving: true })
  const first = await agent.runHook({ ...request, latency: 0, model: atWork })
  const idle = { ...proxyModel(1, { serving: false }), State: first.model.State }
  const second = await agent.runHook({ ...request, latency: 0, model: idle })
  for (const { code, output } of [first, second])
    if (code !== 0) throw failed(contender, { output }, `ended with ${code} in a hook before`)
  await cp(directory, before, { recursive: true, preserveTimestamps: true })
  return {
    contender,
    run: async ({ units, latency }) => {
      await rm(directory, { recursive: true })
      await cp(before, directory, { recursive: true, preserveTimestamps: true })
      const model = { ...proxyModel(units, { serving: true }), State: second.model.State }
      const result = await agent.runHook({ ...request, latency, model })
      const missing = workMissing(contender, result, units)
      if (missing !== undefined) throw failed(contender, result, missing)
      return result
    },
  }
}

function failed({ title }: Contender, { output }: Pick<HookResult, 'output'>, what: string): Error {
  return new Error(`${title} ${what}. It printed:\n${output}`)
}

/** The environment is Juju's for a hook, with nothing else. */
function requestFor(
  agent: Agent,
  contender: Contender,
  directory: string,
): Pick<HookRequest, 'command' | 'env' | 'dir'> {
  const env = {
    PATH: `${agent.tools}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    LANG: 'C.UTF-8',
    CHARM_DIR: directory,
    JUJU_CHARM_DIR: directory,
    JUJU_CONTEXT_ID: 'proxy/0-upstream-relation-changed-0123456789abcdef0123456789abcdef',
    JUJU_HOOK_NAME: 'upstream-relation-changed',
    JUJU_DISPATCH_PATH: 'hooks/upstream-relation-changed',
    JUJU_AGENT_SOCKET_ADDRESS: agent.socket,
    JUJU_AGENT_SOCKET_NETWORK: 'unix',
    JUJU_UNIT_NAME: 'proxy/0',
    JUJU_MODEL_UUID: '4b6cbf4e-0b6a-4f1d-8a0c-0e4cf9d6a7b1',
    JUJU_MODEL_NAME: 'bench',
    JUJU_API_ADDRESSES: '10.0.0.250:17070',
    JUJU_MACHINE_ID: '0',
    JUJU_PRINCIPAL_UNIT: '',
    JUJU_AVAILABILITY_ZONE: '',
    JUJU_VERSION: '3.6.0',
    JUJU_RELATION: 'upstream',
    JUJU_RELATION_ID: 'upstream:1',
    JUJU_REMOTE_APP: 'web',
    JUJU_REMOTE_UNIT: 'web/0',
    ...contender.env,
  }
  return { command: contender.command, env, dir: directory }
}
