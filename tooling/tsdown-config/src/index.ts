import { readFileSync } from 'node:fs'
import { defineConfig, type UserConfig } from 'tsdown'

interface Manifest {
  readonly bin?: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, string | { readonly '@interlayer/source': string }>>
}

// The entries are what package.json exports and installs as commands: there is no second list to keep in step.
// eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- attw and publint check it after every build
const manifest: Manifest = JSON.parse(readFileSync('package.json', 'utf8'))
const modules = Object.values(manifest.exports)
  .filter((target) => typeof target === 'object')
  .map((target) => target['@interlayer/source'])
const entry = [...modules, ...Object.values(manifest.bin ?? {})]

/** One bundled file per entry, dependencies left outside. */
const config: UserConfig = defineConfig({
  entry,
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  fixedExtension: false, // .js and .d.ts: every package is a module by its package.json
  dts: true, // by oxc where tsconfig.json has isolatedDeclarations, by tsc elsewhere
  sourcemap: true,
})
export default config
