// Stands for vitest while tests are asked for their story: whatever is called or read does nothing.

/** It can be called, and has every member; it is no promise. */
const nothing: object = new Proxy(() => undefined, {
  get: (_target, name) => (name === 'then' ? undefined : nothing),
  apply: () => nothing,
})

export {
  nothing as afterAll,
  nothing as afterEach,
  nothing as beforeAll,
  nothing as beforeEach,
  nothing as describe,
  nothing as expect,
  nothing as expectTypeOf,
  nothing as inject,
  nothing as it,
  nothing as onTestFailed,
  nothing as onTestFinished,
  nothing as test,
  nothing as vi,
}
