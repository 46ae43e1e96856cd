import { askHook, maxRequestLength } from '@interlayer/runtime/client'
import { CliError, RefusedError } from '../errors.ts'

/** Asks the hook that started this program. */
export async function askSocket(path: string, request: object): Promise<unknown> {
  const { length } = JSON.stringify(request)
  if (length > maxRequestLength) {
    const message = `A hook can be told ${maxRequestLength} characters at once, and these are ${length}: give less.`
    throw new CliError('INPUT_INVALID', message)
  }
  const answer = await askHook(path, request).catch((cause: unknown) => {
    const message = 'The hook that started this program has ended: nothing of it can be read or written any more.'
    throw new CliError('HOOK_ENDED', message, { cause })
  })
  if (answer.ok) return answer.value
  throw new RefusedError(answer.error.code, answer.error.message)
}
