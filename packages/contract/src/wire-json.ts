import type { InterfaceContract } from './contract.ts'

/** The bytes of `wire.json`: equal contracts give equal bytes. */
export function wireJson(contract: InterfaceContract): string {
  return `${JSON.stringify(contract, undefined, 2)}\n`
}
