import { cliErrorCodes } from '@interlayer/cli'
import { errorCodes } from '@interlayer/runtime'
import { modelErrorCodes } from '@interlayer/simulator'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { fieldsBlock } from './blocks/fields.ts'
import { flagsBlock } from './blocks/flags.ts'
import { metadataBlock } from './blocks/metadata.ts'
import { methodsBlock } from './blocks/methods.ts'
import { questionsBlock } from './blocks/questions.ts'
import { speaksWithBlock } from './blocks/speaks-with.ts'
import { catalogue } from './catalogue.ts'
import { interfacePackages, root, type InterfacePackage } from './interface-package.ts'
import { withBlocks, type Blocks } from './marks.ts'
import { storyBlock } from './story/diagram.ts'
import { code, table } from './table.ts'

/** A document as it is, and as it should be. */
export interface Document {
  /** From the root of the repository. */
  readonly path: string
  readonly now: string
  readonly then: string
}

/** Every document with generated blocks. */
export async function documents(): Promise<readonly Document[]> {
  const packages = await interfacePackages()
  const readmes = await Promise.all(
    packages.map(async (one) => document(`${one.folder}/README.md`, await interfaceBlocks(one))),
  )
  return [
    ...readmes,
    await document('packages/README.md', { catalogue: catalogue(packages) }),
    await document('packages/cli/README.md', { errors: errorTable(cliErrorCodes) }),
    await document('packages/runtime/README.md', { errors: errorTable(errorCodes) }),
    await document('packages/simulator/README.md', { errors: errorTable(modelErrorCodes) }),
  ]
}

async function interfaceBlocks(subject: InterfacePackage): Promise<Blocks> {
  const { contract } = subject
  return {
    questions: questionsBlock(subject),
    metadata: metadataBlock(subject),
    fields: fieldsBlock(contract),
    flags: flagsBlock(subject),
    methods: methodsBlock(subject),
    story: await storyBlock(subject),
    'speaks with': speaksWithBlock(subject),
  }
}

function errorTable(codes: Readonly<Record<string, string>>): string {
  return table(
    ['code', 'meaning'],
    Object.entries(codes).map(([name, meaning]) => [code(name), meaning]),
  )
}

async function document(path: string, blocks: Blocks): Promise<Document> {
  const file = join(root, path)
  const now = readFileSync(file, 'utf8')
  const options = { ...(await resolveConfig(file)), parser: 'markdown' }
  // Blocks alone: formatting the examples of a document takes longer than all else.
  const formatted = await Promise.all(
    Object.entries(blocks).map(async ([name, block]) => [name, await format(block, options)] as const),
  )
  return { path, now, then: withBlocks(path, now, Object.fromEntries(formatted)) }
}
