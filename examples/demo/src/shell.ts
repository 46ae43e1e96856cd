import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { http } from '@interlayer/interface-http'
import { avoidTakenPorts } from './ports.ts'
import { ask } from './requests.ts'
import { showAnswers, through, type Page, type Stage } from './stage.ts'

const website = fileURLToPath(new URL('../../shell-website', import.meta.url))

/** A website whose handlers are in bash, each hook of it a process, behind the proxy in TypeScript. */
export async function shellJoins(stage: Stage, read: (page: string) => Page): Promise<void> {
  const { model, report } = stage
  report.heading('juju deploy ./shell-website shell, whose handlers are in bash')
  const { INTERLAYER_SUPERVISOR: supervisor = '', PATH: path = '' } = process.env
  // A machine has the Node that its charms need; this one may have another in its PATH than the one that runs here.
  process.env['PATH'] = `${dirname(process.execPath)}:${path}`
  // What packs charms is loaded here, so that the demo begins at once.
  const { packedCharm } = await import('@interlayer/example-services/packed')
  model.deploy('shell', {
    directory: await packedCharm(website),
    environment: { INTERLAYER_SUPERVISOR: supervisor },
    fields: { website: http.provides },
    report: true,
  })
  await avoidTakenPorts(stage)
  model.relate('proxy:reverseproxy', 'shell:website')
  await model.settle()
  await heardOf(stage, 'shell', read)
  await showAnswers(stage, 'shell', read)
}

/** Requests in which the proxy has to have heard of an application: it reads its files again right after its hook. */
const maxRequests = 500

async function heardOf(stage: Stage, application: string, read: (page: string) => Page): Promise<void> {
  const target = through(stage, application)
  for (let made = 0; made < maxRequests; made += 1)
    if (read((await ask(target)).page).unit.startsWith(`${application}/`)) return
}
