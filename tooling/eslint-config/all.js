import config from './index.js'

// For everything at once, in CI: types that all packages see are worked out once, where a run for each package begins anew.
const everything = { projectService: false, project: 'tooling/eslint-config/all.json' }

export default [...config, { files: ['**/*.ts'], languageOptions: { parserOptions: everything } }]
