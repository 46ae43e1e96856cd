import type { RotatePolicy, SecretTerms } from '../adapter/hook-tools.ts'
import { InterlayerError } from '../values/errors.ts'

/** What a secret holds at most, in bytes. */
const limits = { value: 8 * 1024, whole: 64 * 1024 } as const

/** How often a secret may be due. */
export const rotatePolicies: readonly RotatePolicy[] = [
  'never',
  'hourly',
  'daily',
  'weekly',
  'monthly',
  'quarterly',
  'yearly',
]
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/
const duration = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/

/** Refuses what Juju would not keep, where it is written. The message never has the content. */
export function checkSecret(name: string, content: Readonly<Record<string, string>>, plan: SecretTerms = {}): void {
  const sizes = Object.entries(content).map(([key, text]) => {
    if (!/^[a-z](?:-?[a-z0-9]){2,}$/.test(key))
      refuse(name, `"${key}" is no key of a secret; use three or more of a-z, 0-9 and "-"`)
    const size = new TextEncoder().encode(text).length
    if (size === 0 || size > limits.value)
      refuse(name, `"${key}" has ${String(size)} bytes; a value has 1 to ${String(limits.value)}`)
    return size
  })
  const whole = sizes.reduce((sum, size) => sum + size, 0)
  if (whole === 0 || whole > limits.whole)
    refuse(name, `it has ${String(whole)} bytes; a secret has 1 to ${String(limits.whole)}`)
  checkPlan(name, plan)
}

function checkPlan(name: string, { expires, rotate }: SecretTerms): void {
  if (expires !== undefined && !time.test(expires) && !duration.test(expires))
    refuse(name, `it expires "${expires}"; write a time, 2027-01-31T00:00:00Z, or a duration, 720h`)
  if (rotate !== undefined && !rotatePolicies.includes(rotate))
    refuse(name, `it rotates "${rotate}"; there are: ${rotatePolicies.join(', ')}`)
}

function refuse(name: string, problem: string): never {
  throw new InterlayerError('SECRET_REFUSED', `The secret "${name}" cannot be kept: ${problem}.`, { secret: name })
}
