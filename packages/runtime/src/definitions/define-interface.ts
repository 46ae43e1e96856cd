import type { InterfaceDefinition, Strict } from './definition.ts'
import { checkDefinition } from '../checks/definition.ts'

/** Checks a definition and returns it unchanged. A misspelt section or a reserved flag does not compile. */
export function defineInterface<const I extends InterfaceDefinition>(definition: I & Strict<I>): I {
  checkDefinition(definition)
  return definition
}
