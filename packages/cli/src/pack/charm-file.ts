/** A file of a charm. */
export interface CharmFile {
  /** From the charm's directory, with slashes. */
  readonly path: string
  readonly content: Buffer
  readonly executable: boolean
}

/** A text that nobody runs. */
export function textFile(path: string, text: string): CharmFile {
  return { path, content: Buffer.from(text), executable: false }
}

/** A text that is run. */
export function programFile(path: string, text: string): CharmFile {
  return { path, content: Buffer.from(text), executable: true }
}
