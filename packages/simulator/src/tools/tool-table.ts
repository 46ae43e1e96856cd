import { actionTools } from './action-tools.ts'
import { legacyTools } from './legacy-tools.ts'
import { machineTools } from './machine-tools.ts'
import { networkTools } from './network-tools.ts'
import { relationTools } from './relation-tools.ts'
import { secretAccessTools } from './secret-access-tools.ts'
import { secretTools } from './secret-tools.ts'
import { stateTools } from './state-tools.ts'
import type { Tool } from './tool.ts'
import { unitTools } from './unit-tools.ts'

/** Juju's hook tools by name. */
export const tools: Readonly<Record<string, Tool>> = {
  ...relationTools,
  ...unitTools,
  ...networkTools,
  ...stateTools,
  ...actionTools,
  ...machineTools,
  ...secretTools,
  ...secretAccessTools,
  ...legacyTools,
}
