import { join } from 'node:path'
import comments from '@eslint-community/eslint-plugin-eslint-comments'
import js from '@eslint/js'
import vitest from '@vitest/eslint-plugin'
import { defineConfig, globalIgnores } from 'eslint/config'
import importX from 'eslint-plugin-import-x'
import jsdoc from 'eslint-plugin-jsdoc'
import n from 'eslint-plugin-n'
import tseslint from 'typescript-eslint'

const code = {
  '@typescript-eslint/consistent-type-exports': 'error',
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
  // A method of a port is asynchronous whether or not this one waits for anything.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  'comments/require-description': 'error',
  'import-x/no-duplicates': 'error',
  'import-x/no-extraneous-dependencies': ['error', { devDependencies: ['**/test/**', '**/*.config.ts'] }],
  'n/prefer-node-protocol': 'error',
}

const sources = {
  '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
  'max-lines': ['error', 250],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 3],
}

// Node calls import() an experiment in code that has been compiled before, as packed charms are, and says so in each hook.
const packed = {
  'no-restricted-syntax': [
    'error',
    {
      selector: 'ImportExpression[source.value=/^node:/]',
      message: 'Load it by process.getBuiltinModule(): of import() Node would warn in each hook of a packed charm.',
    },
  ],
}

// The types are in the signature; what a parameter means is said where its name does not say it.
const documentation = {
  'jsdoc/require-jsdoc': [
    'error',
    { publicOnly: true, require: { ClassDeclaration: true }, contexts: ['TSInterfaceDeclaration'] },
  ],
  'jsdoc/require-param': 'off',
  'jsdoc/require-returns': 'off',
}

// What a test hands over is often wrong or empty on purpose.
const tests = {
  '@typescript-eslint/no-empty-function': 'off',
  'vitest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'expect*.**', 'assert*'] }],
}

// A line that the compiler refuses is the assertion, and what it refuses has no type.
const typeTests = Object.fromEntries(
  [
    '@typescript-eslint/no-meaningless-void-operator',
    '@typescript-eslint/no-unsafe-argument',
    '@typescript-eslint/no-unsafe-assignment',
    '@typescript-eslint/no-unsafe-call',
    '@typescript-eslint/no-unsafe-member-access',
    '@typescript-eslint/no-unsafe-return',
    '@typescript-eslint/no-unused-expressions',
    '@typescript-eslint/no-unused-vars',
    'vitest/expect-expect',
  ].map((rule) => [rule, 'off']),
)

export default defineConfig(
  globalIgnores(['**/dist/', '**/coverage/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [js.configs.recommended, tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: join(import.meta.dirname, '../..') },
    },
    plugins: { comments, 'import-x': importX, n },
    rules: code,
  },
  { files: ['**/src/**/*.ts'], rules: sources },
  { files: ['packages/{runtime,cli}/src/**/*.ts'], rules: packed },
  { files: ['packages/*/src/**/*.ts'], extends: [jsdoc.configs['flat/recommended-tsdoc-error']], rules: documentation },
  {
    files: ['**/test/**/*.ts'],
    extends: [vitest.configs.recommended],
    settings: { vitest: { typecheck: true } },
    rules: tests,
  },
  { files: ['**/*.test-d.ts'], rules: typeTests },
)
