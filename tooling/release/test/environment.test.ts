import { expect, test } from 'vitest'
import { rehearsalEnvironment } from '../src/environment.ts'

const rehearsed = (env: Record<string, string>) =>
  rehearsalEnvironment(env, { root: '/src/interlayer', node: '/nodes/24/bin/node' })

test('nothing leads out of a rehearsal: no other repository, project, registry or credential', () => {
  const leading = {
    GIT_DIR: '/src/interlayer/.git',
    GIT_INDEX_FILE: 'index',
    NPM_TOKEN: 'x',
    NODE_AUTH_TOKEN: 'x',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x',
    GITHUB_TOKEN: 'x',
    npm_package_name: 'interlayer',
    npm_config_local_prefix: '/src/interlayer',
    'npm_config_@interlayer:registry': 'https://registry.test/',
    'npm_config_//registry.test/:_authToken': 'x',
    npm_config_otp: '123456',
    pnpm_config_registry: 'https://registry.test/',
  }
  expect(rehearsed(leading)).toEqual(rehearsed({}))
})

test('how the user reaches other packages stays, and git has a committer of its own', () => {
  expect(rehearsed({ HOME: '/users/ann', npm_config_registry: 'https://mirror.test/', PATH: '' })).toEqual({
    HOME: '/users/ann',
    npm_config_registry: 'https://mirror.test/',
    PATH: '/nodes/24/bin:',
    CI: 'true',
    NO_COLOR: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'Rehearsal',
    GIT_AUTHOR_EMAIL: 'rehearsal@localhost',
    GIT_COMMITTER_NAME: 'Rehearsal',
    GIT_COMMITTER_EMAIL: 'rehearsal@localhost',
  })
})

test('commands of this repository are not on the path, and Node comes first', () => {
  const path = '/src/interlayer/node_modules/.bin:/usr/bin:/src/interlayer:/src/interlayer-two/bin'
  expect(rehearsed({ PATH: path })['PATH']).toBe('/nodes/24/bin:/usr/bin:/src/interlayer-two/bin')
})
