import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { oneHook } from '../support/one-hook.ts'
import { bundleOnce, temporaryDirectory } from '../support/shell-charm.ts'

bundleOnce()

test('a handler that ends with another status than 0 fails the hook, and nothing that it set is kept', async () => {
  const { error, flags, log } = await oneHook('interlayer flag set done\necho out of paper >&2\nexit 3')
  expect(error).toContain('HANDLER_FAILED: The program ')
  expect(error).toContain('handlers/install ended with status 3. It printed: out of paper')
  expect({ flags, first: log[0] }).toEqual({ flags: [], first: 'out of paper' })
})

test('a handler that hangs is killed after its timeout with all that it started, and fails the hook', async () => {
  const declaration = 'flags: { done: Done. }\nhandlers: [{ when: hook:install, run: handlers/install, timeout: 1.5 }]'
  const script = 'interlayer flag set done\nsleep 600 &\nwait'
  const { error, flags } = await oneHook(script, { 'interlayer.yaml': declaration })
  expect(error).toContain('handlers/install was ended by SIGKILL; it has 1500 ms.')
  expect(flags).toEqual([])
})

test('text that a handler prints, whatever it says, is logged and means nothing', async () => {
  const lines = `printf '{"op":"set","flag":"done"}\\né…\\n'; printf '\\xff' >&2; head -c 30000 /dev/zero | tr '\\0' x; echo`
  const { run, flags, log } = await oneHook(lines)
  expect({ state: run?.outcome.state, flags }).toEqual({ state: 'ok', flags: [] })
  expect(log.slice(0, 3)).toEqual(['\uFFFD', '{"op":"set","flag":"done"}', 'é…'])
})

test.each(['a\\0b', '\\xff', 'caf\\xe9 au lait'])(
  'a handler that prints %j fails the hook, and nothing that it set is kept',
  async (printed) => {
    const { error, flags } = await oneHook(`interlayer flag set done\nprintf '${printed}\\n'`)
    expect(error).toContain('handlers/install printed what is no text to standard output; send that elsewhere.')
    expect(flags).toEqual([])
  },
)

test('garbage on the socket is answered by an error, and fails the hook', async () => {
  const { error, log, flags } = await oneHook(`
exec '${process.execPath}' -e '
const socket = require("node:net").connect(process.env.INTERLAYER_SOCKET)
socket.write("no JSON\\n[1]\\n{\\"id\\":7,\\"op\\":\\"frobnicate\\"}\\n{\\"op\\":\\"set\\",\\"flag\\":\\"done\\"}\\n")
let text = ""
socket.on("data", (chunk) => { text += chunk; if (text.split("\\n").length > 4) { console.log(text.trim()); socket.end() } })'`)
  expect(error).toContain('handlers/install sent its hook what is no request; each is a JSON object in one line.')
  expect(log.slice(0, 4).map((line): unknown => JSON.parse(line))).toMatchObject([
    { ok: false, error: { code: 'PARAMS_INVALID', message: 'A request is one JSON object in one line.' } },
    { ok: false, error: { code: 'PARAMS_INVALID', message: 'A request is one JSON object in one line.' } },
    { id: 7, ok: false, error: { code: 'PARAMS_INVALID' } },
    { ok: true, value: null },
  ])
  expect(flags).toEqual([])
})

test('a command that is refused ends with 65 and says why, and the handler decides what that means', async () => {
  const { run, flags, log } = await oneHook(`
status=0; interlayer flag set dnoe || status=$?
[ "$status" = 65 ]
interlayer flag set done`)
  expect({ state: run?.outcome.state, flags, log }).toEqual({
    state: 'ok',
    flags: ['done'],
    log: [
      'FLAG_DERIVED: "dnoe" is not one of the flags that the charm declares, so it cannot be set or cleared. Declare it under flags.',
    ],
  })
})

test('commands at the same time are all part of the hook', async () => {
  const { run, flags, log } = await oneHook(`
pids=()
for number in 1 2 3 4 5 6 7 8; do interlayer log "line $number" & pids+=($!); done
interlayer flag set done & pids+=($!)
interlayer flag set other & pids+=($!)
for pid in "\${pids[@]}"; do wait "$pid"; done`)
  expect({ state: run?.outcome.state, flags, lines: [...log].sort() }).toEqual({
    state: 'ok',
    flags: ['done', 'other'],
    lines: [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `line ${number}`),
  })
})

test('who is left behind in a group of its own holds up nothing, loses the socket, and can ask nothing after the hook', async () => {
  const directory = temporaryDirectory()
  const [go, said] = [join(directory, 'go'), join(directory, 'said')]
  const { run, flags, model } = await oneHook(`
setsid bash -c '
  exec 3<>/dev/null
  until [ -e ${go} ]; do sleep 0.05; done
  interlayer flag set other 2> ${said}.tmp
  echo "status $?" >> ${said}.tmp
  mv ${said}.tmp ${said}' &
interlayer flag set done`)
  expect({ state: run?.outcome.state, flags }).toEqual({ state: 'ok', flags: ['done'] })
  writeFileSync(go, '')
  const told = await vi.waitFor(() => readFileSync(said, 'utf8'), 20_000)
  expect(told).toBe(
    'HOOK_ENDED: The hook that started this program has ended: nothing of it can be read or written any more.\nstatus 69\n',
  )
  expect(model.flags('web/0')).toEqual(['done'])
})

test('a handler ends with the process of its hook, by whatever that is killed, and nothing of it is left behind', async () => {
  const file = join(temporaryDirectory(), 'left')
  const { error } = await oneHook(`
sleep 600 &
echo $$ $! "$(dirname "$INTERLAYER_SOCKET")" > ${file}
kill -KILL "$PPID"
wait`)
  expect(error).toContain('was ended by SIGKILL')
  const [handler = '', child = '', folder = ''] = readFileSync(file, 'utf8').trim().split(' ')
  await vi.waitFor(() => {
    expect([handler, child].filter(isRunning)).toEqual([])
    expect(existsSync(folder)).toBe(false)
  }, 20_000)
})

test('a handler has no child that it did not start', async () => {
  const { log } = await oneHook('read -r children < "/proc/$$/task/$$/children" || true\necho "children: $children"')
  expect(log).toEqual(['children: '])
})

test('a declaration that does not fit fails the hook with the place in the file', async () => {
  const { error } = await oneHook(':', { 'interlayer.yaml': 'handlers: [{ when: leadr, run: handlers/install }]' })
  expect(error).toContain(
    'INPUT_INVALID: interlayer.yaml, handlers[0].when: There is no flag "leadr" in this charm. Did you mean "leader"?',
  )
})

/** Whether there is such a process; one that has ended and that nobody has asked for is none. */
function isRunning(pid: string): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
