import { delimiter, dirname } from 'node:path'
import type { Environment } from './command.ts'

/** Variables that would lead a command of the rehearsal out of it: into another repository, project or registry, or to credentials. */
const leading =
  /^(?:GIT_.*|npm_(?!config_).*|npm_config_(?:local_prefix|userconfig|otp|.*interlayer.*|.*_auth.*)|pnpm_config_.*|NPM_TOKEN|NODE_AUTH_TOKEN|ACTIONS_.*|GITHUB_.*|NODE_OPTIONS)$/i

/** The committer of what the rehearsal commits. */
const person = { name: 'Rehearsal', email: 'rehearsal@localhost' }

/** The environment of every command of a rehearsal: the user's, without what leads out of it. `node` comes first on the path. */
export function rehearsalEnvironment(env: Environment, { root, node }: { root: string; node: string }): Environment {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !leading.test(name)))
  const path = (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== root && !folder.startsWith(`${root}/`))
  return {
    ...kept,
    PATH: [dirname(node), ...path].join(delimiter),
    CI: 'true',
    NO_COLOR: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: person.name,
    GIT_AUTHOR_EMAIL: person.email,
    GIT_COMMITTER_NAME: person.name,
    GIT_COMMITTER_EMAIL: person.email,
  }
}
