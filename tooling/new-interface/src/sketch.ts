/** What is written of an interface before its author has changed anything. */
export interface Sketch {
  /** As Juju spells it. */
  readonly name: string
  readonly summary: string
  /** The name of the definition. */
  readonly constant: string
  /** What the names of its classes begin with. */
  readonly prefix: string
  /** The text of each part that depends on what is on the wire. */
  readonly files: SketchFiles
  readonly usesValibot: boolean
}

/** TypeScript by what it is for. */
export interface SketchFiles {
  readonly 'src/definition.ts': string
  readonly sides: readonly SideSketch[]
  /** What the README shows, in order: each goes on where the one before it ends. */
  readonly examples: readonly { readonly heading: string; readonly source: string }[]
  /** What the package comment shows. */
  readonly index: string
  /** A line that does not compile, and one that does. */
  readonly types: string
}

/** One side: its class, in a file of its own. */
export interface SideSketch {
  readonly path: string
  readonly className: string
  readonly source: string
  /** Further names that its file exports. */
  readonly exports?: readonly string[]
  /** What it does in the story; nothing where it only listens. */
  readonly act?: string
}

/** The same for every interface that begins. */
export type Subject = Pick<Sketch, 'name' | 'summary' | 'constant' | 'prefix'>
