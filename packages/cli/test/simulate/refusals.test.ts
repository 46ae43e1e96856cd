import { join } from 'node:path'
import { expect, test } from 'vitest'
import { directoryWith } from '../support/bundle.ts'
import { interlayer } from '../support/interlayer.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const metadata = 'name: web\nprovides: { website: { interface: http } }\n'
const files = {
  'web/metadata.yaml': metadata,
  'web/hooks/start': '#!/bin/sh\n',
  'empty/metadata.yaml': metadata,
  'nothing/dispatch': '#!/bin/sh\n',
  'bare/src/charm.py': 'print()\n',
  'torn/charmcraft.yaml': 'name: [\n',
  'torn/dispatch': '#!/bin/sh\n',
  'codeless/package.json': '{ "name": "codeless", "exports": "./missing.js" }',
  'broken/package.json': '{ "name": "broken", "type": "module", "exports": "./index.js" }',
  'broken/index.js': 'throw new Error("no charm today")\n',
  'other/package.json': '{ "name": "other", "type": "module", "exports": "./index.js" }',
  'other/index.js': 'export default {}\n',
  'shell/interlayer.yaml': 'handlers: []\n',
  'torn.charm': 'PK and nothing more',
}

function application(charm: string, more = ''): string {
  return `applications: { web: { charm: ${charm}, num_units: 1 ${more} } }\n`
}

const webs = 'applications: { web: { charm: ./web, num_units: 1 }, other: { charm: ./web, num_units: 1 } }\n'

test.for<readonly [why: string, bundle: string, message: string]>([
  [
    'no YAML',
    'applications: [',
    'bundle.yaml is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 1, column 16.',
  ],
  ['no applications', 'name: x', 'bundle.yaml: has no applications: list them under "applications".'],
  [
    'a key that nobody knows',
    `${webs}colour: blue`,
    'bundle.yaml, colour: "colour" is not read here: use one of applications, relations, bundle, default-base, series, machines, tags, type, name, title, summary, description, docs, issues, source, website, variables.',
  ],
  [
    'a charm that is not there',
    application('./nowhere'),
    'bundle.yaml, applications.web.charm: there is no HERE/nowhere: correct the path.',
  ],
  [
    'a charm of Charmhub',
    application('postgresql'),
    'bundle.yaml, applications.web.charm: "postgresql" is a charm of Charmhub, which is not asked: write the path of a directory (./…) or of a .charm file, such as juju download gives.',
  ],
  [
    'a file as a charm',
    application('./web/metadata.yaml'),
    'bundle.yaml, applications.web.charm: HERE/web/metadata.yaml is no charm: name a directory or a .charm file.',
  ],
  [
    'a charm without hooks',
    application('./empty'),
    'bundle.yaml, applications.web.charm: HERE/empty has nothing to run: a charm has dispatch, hooks/, src/charm.py, or a package.json whose module exports a charm.',
  ],
  [
    'a charm without metadata',
    application('./nothing'),
    'HERE/nothing has neither metadata.yaml nor charmcraft.yaml: write one of them.',
  ],
  [
    'a charm in Python without metadata',
    application('./bare'),
    'HERE/bare has neither metadata.yaml nor charmcraft.yaml: write one of them.',
  ],
  [
    'metadata that are no YAML',
    application('./torn'),
    'HERE/torn/charmcraft.yaml is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 2, column 1.',
  ],
  [
    'a charm that declares itself where there is no command line',
    application('./shell'),
    'bundle.yaml, applications.web.charm: HERE/shell has no @interlayer/cli installed: run npm install there, or interlayer pack, and name the .charm.',
  ],
  [
    'a package that leads nowhere',
    application('./codeless'),
    `HERE/codeless/package.json leads to no module: Cannot find module 'HERE/codeless/missing.js'. Correct its exports.`,
  ],
  [
    'a package that cannot be imported',
    application('./broken'),
    'HERE/broken/index.js cannot be imported: no charm today. Correct it.',
  ],
  [
    'a package that exports no charm',
    application('./other'),
    'bundle.yaml, applications.web.charm: HERE/other has nothing to run: a charm has dispatch, hooks/, src/charm.py, or a package.json whose module exports a charm.',
  ],
  [
    'a .charm that is no zip',
    application('./torn.charm'),
    'HERE/torn.charm is no charm that can be unpacked: End of central directory record signature not found. Either not a zip file, or file is truncated. Pack it again.',
  ],
  [
    'a thousand million units',
    application('./web').replace('num_units: 1', 'num_units: 1000000000'),
    'The bundle asks for 1000000000 units, of at most 10000: lower num_units, or give --units.',
  ],
  [
    'half a unit',
    application('./web').replace('num_units: 1', 'num_units: 1.5'),
    'bundle.yaml, applications.web.num_units: found a number: write a whole number.',
  ],
  [
    'an option that the charm has not',
    application('./web', ', options: { colour: blue }'),
    'bundle.yaml, applications.web: The charm has no option "colour": it has none.',
  ],
  [
    'an application that is not there in a relation',
    `${webs}relations: [[web, nobody]]`,
    'bundle.yaml, relations[0][1]: there is no application "nobody" in this bundle: there are web, other.',
  ],
  [
    'an endpoint that is not there',
    `${webs}relations: [[web:db, other]]`,
    'bundle.yaml, relations: "web:db": application "web" has the endpoints juju-info, website.',
  ],
  [
    'a relation of an application with itself',
    `${webs}relations: [[web:website, web:website]]`,
    'bundle.yaml, relations: "web:website" and "web:website" cannot be related: two applications need one interface, provided by one and required by the other.',
  ],
  [
    'a relation between two providers',
    `${webs}relations: [[web, other]]`,
    'bundle.yaml, relations: "web" and "other" cannot be related: two applications need one interface, provided by one and required by the other.',
  ],
  [
    'a relation of three',
    `${webs}relations: [[web, other, web]]`,
    'bundle.yaml, relations[0]: is not a pair: name two endpoints.',
  ],
])('refuses %s with status 65', async ([, bundle, message]) => {
  const directory = directoryWith({ ...files, 'bundle.yaml': bundle })
  const { status, out, err } = await interlayer(['simulate', 'bundle.yaml'], { directory })
  expect({ status, out, err: err.replaceAll(directory, 'HERE').trim() }).toEqual({
    status: 65,
    out: '',
    err: `INPUT_INVALID: ${message}`,
  })
})

test.for<readonly [args: readonly string[], status: number, message: string]>([
  [
    ['--seeds', '9..1'],
    64,
    `error: option '--seeds <first..last>' argument '9..1' is invalid. Give from 1 to 100000 seeds, the lowest first.`,
  ],
  [['--seeds', '1..2', '--seed', '1'], 64, 'USAGE: --seed and --seeds are both given: give one of them.'],
  [
    ['--seed', '-1'],
    64,
    `error: option '--seed <number>' argument '-1' is invalid. Give a whole number from 0 to 4294967295.`,
  ],
  [
    ['--units', 'website'],
    64,
    `error: option '--units <app=number>' argument 'website' is invalid. Give an application and a whole number, such as web=50.`,
  ],
  [['--units', 'websites=3'], 64, 'USAGE: --units websites: the bundle has no such application, but website, visitor.'],
  [
    ['--units', 'website=10000'],
    65,
    'INPUT_INVALID: The bundle asks for 10001 units, of at most 10000: lower num_units, or give --units.',
  ],
  [
    ['--kill', '1.5'],
    64,
    `error: option '--kill <share>' argument '1.5' is invalid. Give a number from 0 to 1, such as 0.1.`,
  ],
  [['--kill', '0.6', '--fail', '0.6'], 64, 'USAGE: --kill and --fail are 0.6 and 0.6, more than all hooks: give less.'],
  [
    ['--timeout', '0'],
    64,
    `error: option '--timeout <seconds>' argument '0' is invalid. Give seconds, more than 0 and at most 2147483.`,
  ],
  [
    ['--expect', 'website=happy'],
    64,
    'USAGE: "website=happy" is nothing to expect: write units=status, such as web/*=active, with one of active, blocked, error, maintenance, unknown, waiting.',
  ],
  [
    ['--environment', '=hunter2'],
    64,
    'USAGE: --environment takes NAME=value, or NAME alone for the value that it has now.',
  ],
  [
    ['--environment', 'NOWHERE'],
    64,
    'USAGE: --environment NOWHERE: there is no such variable. Set it, or give NOWHERE=value.',
  ],
  [
    ['--hook-tools', './nowhere'],
    66,
    'FILE_UNREADABLE: --hook-tools: HERE/nowhere is nothing that can be run: name an executable.',
  ],
  [
    ['--hook-tools', './bundle.yaml'],
    66,
    'FILE_UNREADABLE: --hook-tools: HERE/bundle.yaml is nothing that can be run: name an executable.',
  ],
  [['--script', 'nowhere.yaml'], 66, 'FILE_UNREADABLE: nowhere.yaml cannot be read (ENOENT): name a file that can.'],
  [
    ['--trace', 'nowhere/trace'],
    73,
    `OUTPUT_UNWRITABLE: --trace: HERE/nowhere/trace cannot be written: ENOENT: no such file or directory, open 'HERE/nowhere/trace'`,
  ],
  [
    ['--do', ''],
    65,
    'INPUT_INVALID: --do 1: "" is no step: use one of add-unit, remove-unit, integrate, remove-relation, remove-application, config, elect, resolved, trigger, run, expect, settle.',
  ],
  [
    ['--do', 'upgrade website'],
    65,
    'INPUT_INVALID: --do 1: "upgrade" is no step: use one of add-unit, remove-unit, integrate, remove-relation, remove-application, config, elect, resolved, trigger, run, expect, settle.',
  ],
  [
    ['--do', 'config website password'],
    65,
    'INPUT_INVALID: --do 1: this step is not written as one: config <application> <option>=<value>… [--reset <option,…>]',
  ],
  [
    ['--do', 'config website "password=hunter2'],
    65,
    'INPUT_INVALID: --do 1: a quote in this step has no end: close it.',
  ],
  [
    ['--do', 'add-unit website -n many'],
    65,
    'INPUT_INVALID: --do 1: this step is not written as one: add-unit <application> [-n <number>]',
  ],
  [
    ['--do', 'remove-unit website/9'],
    65,
    'INPUT_INVALID: step 1, remove-unit: There is no unit "website/9": there are visitor/0, website/0, website/1, website/2.',
  ],
  [
    ['--do', 'config website password=hunter2'],
    65,
    'INPUT_INVALID: step 1, config: The charm has no option "password": it has "banner", "open", "port".',
  ],
  [
    ['--do', 'config website port=hunter2'],
    65,
    'INPUT_INVALID: step 1, config: Option "port" got a string: give a value of type int.',
  ],
  [
    ['--do', 'remove-relation visitor nobody'],
    65,
    'INPUT_INVALID: step 1, remove-relation: There is no relation between visitor and nobody: name one of visitor:website website:website.',
  ],
  [
    ['--do', 'integrate visitor website'],
    65,
    'INPUT_INVALID: step 1, integrate: Relation visitor:website website:website is there already, as 0: use it.',
  ],
  [
    ['--do', 'trigger website/0 install'],
    65,
    'INPUT_INVALID: step 1, trigger: "install" comes by itself: trigger one of collect-metrics, config-changed, leader-settings-changed, meter-status-changed, post-series-upgrade, pre-series-upgrade, start, update-status, upgrade-charm.',
  ],
  [
    ['--do', 'remove-application nobody'],
    65,
    'INPUT_INVALID: step 1, remove-application: There is no application "nobody": there are visitor, website.',
  ],
])('refuses %j', async ([args, status, message]) => {
  const ended = await interlayer(['simulate', 'bundle.yaml', ...args], { directory: fixtures })
  expect({ ...ended, err: ended.err.replaceAll(fixtures, 'HERE').trim() }).toEqual({ status, out: '', err: message })
})

test('refuses a script that is no list of texts', async () => {
  const directory = directoryWith({
    'list.yaml': '- settle\n- { config: website }\n',
    'map.yaml': 'settle: now\n',
    'torn.yaml': '- "\n',
  })
  const refused = async (script: string): Promise<string> => {
    const args = ['simulate', 'bundle.yaml', '--script', join(directory, script)]
    return (await interlayer(args, { directory: fixtures })).err.replaceAll(directory, 'HERE').trim()
  }
  expect([await refused('list.yaml'), await refused('map.yaml'), await refused('torn.yaml')]).toEqual([
    'INPUT_INVALID: HERE/list.yaml, step 2 is no text: write it in quotes, as "expect web/*=active".',
    'INPUT_INVALID: HERE/map.yaml is no list: write one step a line, each after "- ".',
    'INPUT_INVALID: HERE/torn.yaml is not YAML: Missing closing "quote at line 2, column 1.',
  ])
})
