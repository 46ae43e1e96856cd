import type { HookTools } from '@interlayer/runtime/adapter'

/** The same tools, but for those given. */
export function replacing(tools: HookTools, others: Partial<HookTools>): HookTools {
  return new Proxy(tools, {
    get(target, name) {
      const member: unknown = Reflect.get(Object.hasOwn(others, name) ? others : target, name)
      return typeof member === 'function'
        ? (...args: readonly unknown[]) => Reflect.apply(member, target, args) as unknown
        : member
    },
  })
}
