import { nearest, suggest } from '@interlayer/runtime/adapter'
import type { CliError } from '../errors.ts'
import { problemAt, type Place } from './place.ts'

/** That `charmcraft.yaml` declares nothing by this name. */
export function unknownName(
  place: Place,
  { what, name }: { readonly what: string; readonly name: string },
  declared: ReadonlyMap<string, unknown>,
): CliError {
  const names = [...declared.keys()]
  return problemAt(place, `charmcraft.yaml declares no ${what} "${name}". ${suggest(nearest(name, names), names)}`)
}
