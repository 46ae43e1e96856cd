import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deployBundle, type LoadCharm } from '@interlayer/simulator'
import { postsComeBack } from './blog.ts'
import { charmsFrom } from './charms.ts'
import { hold } from './failure.ts'
import { avoidTakenPorts } from './ports.ts'
import { removeWebsite } from './removal.ts'
import { shellJoins } from './shell.ts'
import { showAnswers, unitsOf, type Page, type Stage } from './stage.ts'
import { summary } from './summary.ts'

const directory = fileURLToPath(new URL('..', import.meta.url))

/** The demo, scene by scene. Rejects with a `Failure` when something does not hold. */
export async function tell(stage: Stage, bundle: string, loadCharm: LoadCharm = charmsFrom(directory)): Promise<void> {
  const { model, report } = stage
  report.heading(`juju deploy ./${bundle}`)
  await deployBundle(model, readFileSync(join(directory, bundle), 'utf8'), loadCharm)
  await avoidTakenPorts(stage)
  await model.settle()
  await pages(stage)
  await addWebsite(stage)
  await pages(stage)
  await removeWebsite(stage, { unit: 'website/2', first: 'proxy' })
  await pages(stage)
  await addWebsite(stage)
  await pages(stage)
  await removeWebsite(stage, { unit: 'website/3', first: 'website' })
  await pages(stage)
  await watchersAgree(stage)
  await shellJoins(stage, readPage)
  if (unitsOf(stage, 'blog').length > 0) await postsComeBack(stage)
  hold(
    !model.trace.some((event) => event.event === 'hook' && event.outcome === 'failed'),
    'a hook failed, and succeeded only when it was run again',
  )
  report.heading('juju status --relations')
  for (const line of summary(model)) report.line(line)
  report.line(`\n${model.trace.filter((event) => event.event === 'hook').length} hooks ran.`)
}

async function pages(stage: Stage): Promise<void> {
  stage.report.heading('pages through the proxy')
  await showAnswers(stage, 'website', readPage)
}

function readPage(page: string): Page {
  const text = page.trim()
  return { unit: / from (\S+)/.exec(text)?.[1] ?? `"${text}"`, text }
}

async function addWebsite({ model, report }: Stage): Promise<void> {
  report.heading('juju add-unit website')
  model.addUnit('website')
  await model.settle()
}

async function watchersAgree(stage: Stage): Promise<void> {
  const { model, report } = stage
  report.heading('every watcher looks at its principal again')
  const watchers = unitsOf(stage, 'watcher')
  for (const { name } of watchers) model.trigger(name, 'update-status')
  await model.settle()
  for (const { name, principal = 'nobody' } of watchers) {
    const { workload, message } = model.status(name)
    report.line(`${name} beside ${principal}: ${workload}, ${message}`)
    hold(workload === 'active' && message === `${principal} answers 200`, `${name} does not see ${principal} answer`)
  }
  const watched = watchers.map(({ principal }) => principal).sort()
  const websites = unitsOf(stage, 'website').map(({ name }) => name)
  hold(watched.join() === websites.join(), `the watchers are beside ${watched.join()}, and not ${websites.join()}`)
}
