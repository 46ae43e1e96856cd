/** The hook that the charm in `fixtures/charm.ts` is run in by tests. */
export const hookEnvironment = {
  JUJU_HOOK_NAME: 'in-relation-changed',
  JUJU_RELATION: 'in',
  JUJU_RELATION_ID: 'in:3',
  JUJU_REMOTE_APP: 'speaker',
  JUJU_REMOTE_UNIT: 'speaker/0',
}

/** What Juju answers to that charm, by command line, where each of some units says "hello". */
export function replies(units: readonly string[]): Readonly<Record<string, string>> {
  const bags = units.map((unit) => [`relation-get --format=json -r in:3 -- - ${unit}`, '{"word":"hello"}'])
  return {
    'is-leader --format=json': 'true',
    'config-get --format=json': '{"fault":""}',
    'state-get --format=json': 'null',
    'relation-ids --format=json -- in': '["in:3"]',
    'relation-list --format=json -r in:3': JSON.stringify(units),
    'relation-get --format=json -r in:3 -- - web/0': '{"ingress-address":"10.0.0.1"}',
    ...(Object.fromEntries(bags) as Record<string, string>),
  }
}

/** What it asks where there is one unit, in no order. */
export const reads: readonly string[] = Object.keys(replies(['speaker/0']))

/** The hook tools that it calls. */
export const tools: readonly string[] = [
  ...new Set(reads.map((line) => line.split(' ')[0] ?? '')),
  ...['relation-set', 'state-set', 'status-set', 'juju-log'],
]
