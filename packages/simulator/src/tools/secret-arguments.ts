import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { hideContent } from '../secrets/secret-hiding.ts'
import type { SecretContent, SecretFacts } from '../secrets/secret.ts'
import { failed, misused } from './failure.ts'
import { readPairsFile } from './file-argument.ts'
import { readPairs, type ToolCall } from './tool.ts'

/** What a secret holds at most, in bytes. */
const limits = { value: 8 * 1024, whole: 64 * 1024 } as const

const rotations = ['never', 'hourly', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly']
const duration = /^\+?(?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h))+$/
const moment = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/

/** What the options say about a secret. */
export function readSecretFacts({ values }: ToolCall): SecretFacts {
  const [label, description] = [values.get('label')?.text, values.get('description')?.text]
  const [rotate, expire] = [values.get('rotate')?.text, values.get('expire')?.text]
  if (rotate !== undefined && !rotations.includes(rotate)) misused(`rotate policy ${JSON.stringify(rotate)} not valid`)
  if (expire !== undefined && !duration.test(expire) && !moment.test(expire))
    misused(`expire time or duration ${JSON.stringify(expire)} not valid`)
  return {
    ...(label !== undefined && { label }),
    ...(description !== undefined && { description }),
    ...(rotate !== undefined && { rotate }),
    ...(expire !== undefined && { expire }),
  }
}

/** Keys as text, `key#base64` as it is, and `key#file` from a file that the agent reads; undefined where nothing is given. */
export function readSecretContent(call: ToolCall, texts: readonly string[]): SecretContent | undefined {
  const given = new Map([...readPairsFile(call), ...readPairs(texts)])
  const content = new Map<string, string>()
  for (const [name, text] of given) {
    const [key = '', kind = ''] = name.split('#')
    if (!/^[a-z](?:-?[a-z0-9]){2,}$/.test(key)) misused(`key ${JSON.stringify(key)} not valid`)
    content.set(key, bytesOf(call, kind, text).toString('base64'))
  }
  checkSize(content)
  hideContent(call.turn.world, content)
  return content.size === 0 ? undefined : content
}

function bytesOf({ directory }: ToolCall, kind: string, text: string): Buffer {
  if (kind === 'base64') return Buffer.from(text, 'base64')
  if (kind !== 'file') return Buffer.from(text)
  try {
    return readFileSync(resolve(directory, text))
  } catch {
    return failed(`reading content for secret: open ${text}: no such file or directory`)
  }
}

function checkSize(content: SecretContent): void {
  let whole = 0
  for (const [key, value] of content) {
    const size = Buffer.byteLength(value, 'base64')
    whole += size
    if (size > limits.value)
      misused(`secret content for key ${JSON.stringify(key)} exceeds the maximum size of ${limits.value} bytes`)
  }
  if (whole > limits.whole) misused(`secret content exceeds the maximum size of ${limits.whole} bytes`)
}
