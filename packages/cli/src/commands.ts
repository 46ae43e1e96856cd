import type { AddCommand } from './command.ts'
import { addCheck } from './desk/check.ts'
import { addDecode } from './desk/decode.ts'
import { addMeta } from './desk/meta.ts'
import { addPack } from './desk/pack.ts'
import { addHookCommands } from './hook/add-commands.ts'
import { addSimulate } from './desk/simulate.ts'

/** In the order in which the help lists them. */
export const commands: readonly AddCommand[] = [addHookCommands, addDecode, addCheck, addMeta, addPack, addSimulate]
