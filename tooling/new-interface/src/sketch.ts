/** What is written of an interface before its author has changed anything. */
export interface Sketch {
  /** As Juju spells it. */
  readonly name: string
  readonly summary: string
  /** The name of the definition. */
  readonly constant: string
  /** What the names of its classes begin with. */
  readonly prefix: string
  /** The text of each file that depends on what is on the wire. */
  readonly files: SketchFiles
  readonly usesValibot: boolean
}

/** TypeScript by file; of the README, the examples. */
export interface SketchFiles {
  readonly 'src/definition.ts': string
  readonly 'src/provider.ts': string
  readonly 'src/requirer.ts': string
  /** What the two sides do in the story. */
  readonly acts: { readonly provider: string; readonly requirer: string }
  /** What a charm on each side says, and what both together print. */
  readonly examples: {
    readonly provider: string
    readonly requirer: string
    readonly both: string
    readonly index: string
  }
  /** A line that does not compile, and one that does. */
  readonly types: string
}

/** The same for every interface that begins. */
export type Subject = Pick<Sketch, 'name' | 'summary' | 'constant' | 'prefix'>
