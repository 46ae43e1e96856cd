import { HttpProvider, HttpRequirer } from '@interlayer/interface-http'
import { MysqlProvider } from '@interlayer/interface-mysql'
import { defineCharm, not, port } from '@interlayer/runtime'
import { program } from '@interlayer/runtime/process'
import { Model } from '@interlayer/simulator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { oneHook } from '../support/one-hook.ts'
import { bundleOnce, shellCharm } from '../support/shell-charm.ts'

bundleOnce()

const hostile = `$(touch /tmp/x) \`id\` "double" 'single' \\ $HOME;\n!!\tend`

/** Two relations, and handlers that show what they see. */
const files = {
  'charmcraft.yaml': `
name: shop
provides: { website: { interface: http } }
requires: { database: { interface: mysql } }
config: { options: { port: { type: int, default: 8080 }, note: { type: string }, debug: { type: boolean, default: true } } }
actions: { add-user: { params: { user: { type: string }, more: { type: array } } }, fail: {} }
`,
  'interlayer.yaml': `
endpoints: { website: '@interlayer/interface-http', database: '@interlayer/interface-mysql' }
flags:
  configured: { description: The website is told., clearedBy: config.changed.port }
  serving: { description: All is well., is: [configured, database.available] }
handlers:
  - { when: [website.available, { not: configured }], run: handlers/configure }
  - { when: database.available, run: [handlers/database, shop], once: true, id: database }
  - { when: { any: [config.changed, website.departed] }, run: handlers/look }
actions: { add-user: actions/add-user, fail: actions/fail }
`,
  'handlers/configure': `
interlayer not configured
status=0; interlayer call website configure --port http 2> refused || status=$?
[ "$status" = 65 ]; interlayer log --level warning - < refused
jq_free='{"port": '"$(interlayer config port)"', "siteNames": ["a", "b"]}'
printf %s "$jq_free" | interlayer call website configure --hostname www.example.com -
interlayer flag set configured
interlayer when configured website.available
interlayer status active "port $(interlayer config port)"`,
  'handlers/database': `
[ "$1" = shop ]
interlayer call database database --format json
interlayer call database database --format json --reveal > "$JUJU_CHARM_DIR/revealed"
eval "$(interlayer env)"
printf '%s\\n' "$VALUE_DATABASE_DATABASE" "serving=$FLAG_SERVING disagreeing=$FLAG_DATABASE_DISAGREEING debug=$CONFIG_DEBUG"`,
  'handlers/look': `
cat; echo
if interlayer hook config-changed; then
  eval "$(interlayer env)"
  printf '%s' "$CONFIG_NOTE" > note
  if interlayer differs note "$(cat note)"; then echo "note differs"; fi
  if interlayer changed config.note; then interlayer changes config --format json; fi
fi
if interlayer any website.departed; then interlayer gone website --format json; fi`,
  'actions/add-user': `
more=$(interlayer params more)
eval "$(interlayer env)"
[ "$more" = "$(action-get more)" ]; [ -n "$PARAM_MORE" ] || action-set more=none
action-set user="$(interlayer params user)" all="$(interlayer params --format json)"
interlayer flag clear configured`,
  'actions/fail': 'interlayer flag clear configured; echo no such user >&2; exit 4',
}

/** A busy machine is no failure. */
const timeout = 120_000

const shared = { model: new Model(), relation: { number: 0 } }

beforeAll(async () => {
  const server = defineCharm({ endpoints: { db: MysqlProvider } }).when('db.requested', ({ db }) => {
    for (const { relation } of db.requests()) {
      db.provide({ relation, database: 'shop', user: 'u', password: 'top secret', host: '10.0.0.1' })
    }
  })
  const model = new Model({ seed: 3 })
  model.deploy('shop', { directory: shellCharm(files), report: true })
  model.deploy('server', { charm: server })
  model.deploy('proxy', { charm: defineCharm({ endpoints: { backend: HttpRequirer } }) })
  const relation = model.relate('shop:website', 'proxy')
  model.relate('shop:database', 'server')
  await model.settle()
  Object.assign(shared, { model, relation })
}, timeout)
afterAll(() => {
  shared.model.close()
})

function logOf(model: Model): readonly string[] {
  return model.trace.flatMap((event) => (event.event === 'log' && event.unit === 'shop/0' ? event.lines : []))
}

/** As `juju exec` runs it. */
function exec(command: string): ReturnType<Model['exec']> {
  return shared.model.exec('shop/0', `PATH="$JUJU_CHARM_DIR/bin:$PATH"; export PATH; ${command}`)
}

test('a handler calls endpoints, reads what it wrote, and all of it is published at once', () => {
  const { model, relation } = shared
  expect(Object.fromEntries(model.databag(relation, 'shop/0') ?? [])).toMatchObject({
    port: '8080',
    hostname: 'www.example.com',
    sitenames: 'a b',
  })
  const ofDatabase = ['database.available', 'database.connected', 'database.joined']
  expect(model.flags('shop/0')).toEqual(['configured', ...ofDatabase, 'serving', 'website.available', 'website.joined'])
  expect(model.status('shop/0')).toMatchObject({ workload: 'active', message: 'port 8080' })
  expect(logOf(model)).toContain('serving=1 disagreeing= debug=1')
})

test('a field that does not fit is refused by name before any code runs', () => {
  expect(logOf(shared.model)).toContain('PARAMS_INVALID: website.configure: port: expected an integer from 1 to 65535.')
})

test('what an interface hides is shown to nobody who does not ask for it', async () => {
  const log = logOf(shared.model)
  expect(log.filter((line) => line.includes('"user":"u"'))).toEqual([
    '{"database":"shop","host":"10.0.0.1","port":3306,"user":"u","password":"***"}',
    '{"database":"shop","host":"10.0.0.1","port":3306,"user":"u","password":"***"}',
  ])
  expect(log.join('\n')).not.toContain('top secret')
  const { stdout } = await exec('cat revealed')
  expect(JSON.parse(stdout)).toMatchObject({ password: 'top secret' })
})

test('a handler hears of what changed, and a shell gets any value as it is', async () => {
  const { model } = shared
  const before = logOf(model).length
  model.configure('shop', { note: hostile })
  await model.settle()
  expect(logOf(model).slice(before + 1)).toEqual([
    'note differs',
    '[{"fact":"changed","relation":"config","from":"config","field":"note","key":"note","kind":"added"}]',
  ])
  expect((await exec('cat note')).stdout).toBe(hostile)
})

test('the configuration is printed as the tool of Juju prints it, in every format', { timeout }, async () => {
  const options = {
    rate: { type: 'float', default: 0.5 },
    port: { type: 'int', default: 80 },
    quiet: { type: 'boolean', default: false },
    none: { type: 'string' },
    html: { type: 'string', default: '<a href="x">&</a> yes' },
    long: { type: 'string', default: `${'word '.repeat(40)}\n: - # end` },
  }
  const script = `
compare() { [ "$(interlayer config "$@")" = "$(config-get "$@")" ] || echo "$@"; }
for format in smart json yaml; do
  for option in ${Object.keys(options).join(' ')}; do compare "$option" --format "$format"; done
  compare --format "$format"
done
echo compared`
  const { log } = await oneHook(script, { 'charmcraft.yaml': JSON.stringify({ name: 'web', config: { options } }) })
  expect(log).toEqual(['compared'])
})

test('an action is an executable too: it has its parameters, and its failure is the answer and changes nothing', async () => {
  const { model } = shared
  const run = await model.runAction('shop/0', 'add-user', { user: 'ada', more: [1] })
  expect(run).toMatchObject({ status: 'completed', results: { user: 'ada', all: '{"more":[1],"user":"ada"}' } })
  const short = await model.runAction('shop/0', 'add-user', { user: 'bob' })
  expect(short).toMatchObject({ status: 'completed', results: { user: 'bob', all: '{"user":"bob"}', more: 'none' } })
  const failed = await model.runAction('shop/0', 'fail')
  expect(failed.status).toBe('failed')
  expect(failed.message).toContain('actions/fail ended with status 4. It printed: no such user')
})

test('outside of a hook each command is a transaction of its own', async () => {
  const { model, relation } = shared
  expect(await exec('interlayer when configured')).toMatchObject({ code: 1, stdout: '', stderr: '' })
  const call = await exec('interlayer call website configure --port 81 && interlayer flag set configured')
  expect(call).toMatchObject({ code: 0 })
  expect(model.databag(relation, 'shop/0')?.get('port')).toBe('81')
  expect(await exec('interlayer when configured')).toMatchObject({ code: 0 })
  const refused = await exec('interlayer call website configure --port 82 --prot 80')
  expect(refused).toMatchObject({ code: 65, stdout: '' })
  expect(refused.stderr).toContain('PARAMS_INVALID: website.configure: there is no parameter "prot"; there are: ')
  expect(model.databag(relation, 'shop/0')?.get('port')).toBe('81')
})

test('a charm in TypeScript has the same executables as handlers', async () => {
  const directory = shellCharm({
    'handlers/configure': `
PATH="$(dirname "$0")/../bin:$PATH"
eval "$(interlayer env)"
interlayer call website configure --port "$CONFIG_PORT"
interlayer flag set configured`,
  })
  const website = defineCharm({
    endpoints: { website: HttpProvider },
    config: { port: port('Port.', { default: 8080 }) },
    flags: { configured: 'Done.' },
  }).when(['website.available', not('configured')], program(`${directory}/handlers/configure`))
  const model = new Model()
  model.deploy('web', { charm: website })
  model.deploy('proxy', { charm: defineCharm({ endpoints: { backend: HttpRequirer } }) })
  model.relate('web', 'proxy')
  await model.settle()
  expect(model.flags('web/0')).toEqual(['configured', 'website.available', 'website.joined'])
  expect(model.flags('proxy/0')).toEqual(['backend.available', 'backend.joined'])
})
