import { ModelError } from './errors.ts'

// Patterns of github.com/juju/names: applications, and endpoints as they appear in relation tags.
const application = /^[a-z][a-z0-9]*(?:-[a-z0-9]*[a-z][a-z0-9]*)*$/
const endpoint = /^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$/

/** Refuses a name that Juju would not take for an application. */
export function checkApplicationName(name: string): void {
  if (application.test(name)) return
  throw new ModelError(
    'NAME_INVALID',
    `"${name}" is not a name for an application: use lower-case letters, digits and single dashes, each part with a letter.`,
  )
}

/** Whether Juju would take it for an endpoint. */
export function isEndpointName(name: string): boolean {
  return endpoint.test(name)
}

/** The number in a relation id: Juju's tools look only at what follows the last colon. */
export function relationNumber(id: string): number | undefined {
  const text = id.slice(id.lastIndexOf(':') + 1)
  return /^\d+$/.test(text) ? Number(text) : undefined
}

/** The only model there is: all relations are within it. */
export const modelUuid = '6d6f6465-6c00-4000-8000-000000000000'
