// Stands for @interlayer/testing while tests are asked for their story.
import type { InterfaceCall, Side } from '@interlayer/testing'

/** The calls, in order. */
export const told: InterfaceCall[] = []

/** Notes what it is given. */
export function testInterface(call: InterfaceCall): void {
  told.push(call)
}

/** As the one that it stands for. */
export function side(endpoint: Side['side'], act: Side['act'] = () => undefined): Side {
  return { side: endpoint, act }
}
