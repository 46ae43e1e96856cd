import { expect, test } from 'vitest'
import { failed, inHook, misused, said, site, type Session } from '../support/command-line.ts'

const network = (address: string) =>
  `{"bind-addresses":[{"mac-address":"","interface-name":"lo","addresses":[{"hostname":"","value":"${address}","cidr":"127.0.0.0/8"}]}],"egress-subnets":["${address}/32"],"ingress-addresses":["${address}"]}\n`

const sessions: Readonly<Record<string, Session>> = {
  'is-leader': {
    'is-leader': 'True\n',
    'is-leader --format json': 'true\n',
    'is-leader --format=yaml': 'true\n',
    'is-leader --format bad': misused('invalid value "bad" for option --format: unknown format "bad"'),
    'is-leader -h': 'Usage: is-leader [options]\n\nOptions:\n--format <value>\n-o, --output <value>\n-h, --help\n',
  },
  'leader-get and leader-set': {
    'leader-get --format json': '{}\n',
    'leader-get a --format json': 'null\n',
    'leader-set a=1 b=2 c=': '',
    'leader-get - --format json': '{"a":"1","b":"2"}\n',
    'leader-set b=': '',
    'leader-get -': 'a: "1"\n',
    'leader-get a': '1\n',
    'leader-get a=b': misused('invalid key "a=b"'),
    'leader-set a': misused('expected "key=value", got "a"'),
  },
  'config-get': {
    'config-get port': '80\n',
    'config-get port --format json': '80\n',
    'config-get fast': 'True\n',
    'config-get ratio': '0.5\n',
    'config-get name': '',
    'config-get name --format json': 'null\n',
    'config-get --format json': '{"fast":true,"port":80,"ratio":0.5}\n',
    'config-get -a --format json': '{"fast":true,"name":null,"port":80,"ratio":0.5}\n',
    'config-get -a port': misused('cannot use argument --all together with key "port"'),
  },
  'status-get and status-set': {
    'status-get --format json': '{"status":"unknown"}\n',
    'status-set active': '',
    "status-set waiting 'for <data> & more'": '',
    'status-get': 'status: waiting\n',
    'status-get --include-data --format json':
      '{"message":"for \\u003cdata\\u003e \\u0026 more","status":"waiting","status-data":{}}\n',
    'status-set --application blocked no': '',
    'status-get --application --format json':
      '{"application-status":{"status":"blocked","units":{"proxy/0":{"status":"waiting"},"proxy/1":{"status":"unknown"}}}}\n',
    'status-set': misused('invalid args, require <status> [message]'),
    'status-set error': misused('invalid status "error", expected one of [maintenance blocked waiting active]'),
  },
  'application-version-set and juju-log': {
    'application-version-set 1.2': '',
    'application-version-set': misused('no version specified'),
    'juju-log one two': '',
    'juju-log -l warning x': '',
    'juju-log': misused('no message specified'),
  },
  'network-get and unit-get': {
    'network-get backend --format json': network('127.1.0.1'),
    'network-get juju-info --bind-address': '127.1.0.1\n',
    'network-get -r 1 backend --ingress-address --egress-subnets --format json':
      '{"egress-subnets":["127.1.0.1/32"],"ingress-address":"127.1.0.1"}\n',
    'network-get backend --egress-subnets': '127.1.0.1/32\n',
    'network-get backend':
      'bind-addresses:\n- mac-address: ""\n  interface-name: lo\n  addresses:\n  - hostname: ""\n    value: 127.1.0.1\n    cidr: 127.0.0.0/8\n    address: 127.1.0.1\n  macaddress: ""\n  interfacename: lo\negress-subnets:\n- 127.1.0.1/32\ningress-addresses:\n- 127.1.0.1\n',
    'network-get': misused('no arguments specified'),
    "network-get ''": misused('no binding name specified'),
    'network-get none': failed('no network config found for binding "none"'),
    'unit-get public-address': '127.1.0.1\n',
    'unit-get private-address --format json': '"127.1.0.1"\n',
    'unit-get': misused('no setting specified'),
    'unit-get address': misused('unknown setting "address"'),
  },
  ports: {
    'opened-ports --format json': '[]\n',
    'open-port 80': '',
    'open-port 8000-8010/udp': '',
    'open-port icmp': '',
    'open-port 443/tcp --endpoints backend,cluster': '',
    'opened-ports': 'icmp\n80/tcp\n443/tcp\n8000-8010/udp\n',
    'opened-ports --endpoints --format json':
      '["icmp (*)","80/tcp (*)","443/tcp (backend, cluster)","8000-8010/udp (*)"]\n',
    'open-port 79-81': failed(
      'cannot open 79-81/tcp (unit "proxy/0"): port range conflicts with 80/tcp (unit "proxy/0")',
    ),
    'close-port 443': '',
    'close-port icmp': '',
    'opened-ports --format yaml': '- 80/tcp\n- 8000-8010/udp\n',
    'open-port': misused('no port or range specified'),
    'open-port 80/sctp': misused('invalid protocol "sctp", expected "tcp", "udp", or "icmp"'),
  },
  state: {
    'state-get --format json': 'null\n',
    'state-get': '{}\n',
    'state-get a --format json': '""\n',
    'state-get a': '',
    'state-set a=1 b=2': '',
    'state-get -': 'a: "1"\nb: "2"\n',
    'state-get b': '2\n',
    'state-delete b': '',
    'state-delete': '',
    'state-delete none': '',
    'state-get - --format json': '{"a":"1"}\n',
    'state-get --strict zz': failed('"zz" not found'),
    [`state-set ${'k'.repeat(257)}=1`]: failed('max allowed key length (256) exceeded'),
    [`state-set a=${'v'.repeat(65_537)}`]: failed('max allowed value length (65536) exceeded'),
  },
  'storage, resources and credentials': {
    'storage-list --format json': '[]\n',
    'storage-get location': misused('no storage instance specified'),
    'storage-get -s x location': misused('invalid value "x" for option -s: invalid storage ID "x"'),
    'storage-add': misused('storage add requires a storage directive'),
    'storage-add data=10G': misused('only count can be specified for "data"'),
    'resource-get': misused('missing required resource name'),
    'resource-get site': failed('could not download resource: resource#proxy/site not found'),
    'credential-get': failed('cannot access cloud credentials: permission denied'),
  },
  'actions, where there is none': {
    'action-get': failed('not running an action'),
    'action-set a=b': failed('not running an action'),
    'action-set a': misused('argument "a" must be of the form key...=value'),
    'action-set stdout=b': misused('cannot set reserved action key "stdout"'),
    'action-fail': failed('not running an action'),
    'action-log x': failed('not running an action'),
  },
  'goal-state': {
    'goal-state --format json':
      '{"units":{"proxy/0":{"status":"unknown","since":"1970-01-01 00:00:00Z"},"proxy/1":{"status":"unknown","since":"1970-01-01 00:00:00Z"}},"relations":{"backend":{"website":{"status":"joined","since":"1970-01-01 00:00:00Z"},"website/0":{"status":"unknown","since":"1970-01-01 00:00:00Z"},"website/1":{"status":"unknown","since":"1970-01-01 00:00:00Z"}}}}\n',
    'goal-state --format smart': misused('invalid value "smart" for option --format: unknown format "smart"'),
  },
}

test.for(Object.entries(sessions))('%s', async ([, session]) => {
  expect(await inHook(await site(), session)).toEqual(session)
})

test('what only a leader may do', async () => {
  const session = {
    'is-leader': 'False\n',
    'leader-set a=1': failed('cannot write leadership settings: cannot write settings: not the leader'),
    'status-get --application': failed('finding application status: this unit is not the leader'),
    'status-set --application active': failed('this unit is not the leader'),
  }
  expect(await inHook(await site(), session, 'proxy/1')).toEqual(session)
})

test('leader-set acts at once, and tells the followers', async () => {
  const { model, proxy } = await site()
  const read: unknown[] = []
  let fails = true
  proxy.does(async (tools) => {
    const { unit, hook } = tools.context
    if (unit === 'proxy/1') read.push([hook, said(tools, 'leader-get a')])
    if (unit === 'proxy/1' || hook !== 'update-status' || !fails) return
    said(tools, 'leader-set a=1')
    fails = false
    throw new Error('not yet')
  })
  model.trigger('proxy/0', 'update-status')
  await model.settle()
  expect(read).toEqual([['leader-settings-changed', '1\n']])
})

test('juju-reboot starts the unit again after the hook; with --now the hook runs again', async () => {
  const { model, proxy } = await site()
  const commands = ['juju-reboot --now', 'juju-reboot']
  const ran: unknown[] = []
  proxy.does(async (tools) => {
    ran.push(tools.context.hook)
    const command = commands.shift()
    if (command !== undefined) said(tools, command)
  })
  model.trigger('proxy/0', 'update-status')
  await model.settle()
  expect(ran).toEqual(['update-status', 'update-status', 'start'])
})

test('storage that the charm does not have fails the hook', async () => {
  const { model, proxy } = await site()
  proxy.does(async (tools) => void said(tools, 'storage-add data'))
  model.trigger('proxy/0', 'update-status')
  await expect(model.settle()).rejects.toThrow(/charm storage "data" not found/)
})
