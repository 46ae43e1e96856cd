import type { AddCommand } from './command.ts'
import { addDecode } from './desk/decode.ts'

/** In the order in which the help lists them. */
export const commands: readonly AddCommand[] = [addDecode]
