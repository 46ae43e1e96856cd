/** A hook tool that ends with an error: 2 for arguments that it does not understand, 1 for what cannot be done. */
export class ToolFailure extends Error {
  readonly status: 1 | 2

  constructor(status: 1 | 2, message: string) {
    super(message)
    this.status = status
  }
}

/** The tool needs its standard input, which the caller has not sent. */
export class StdinNeeded extends Error {
  override readonly message = 'hook tool requires stdin, none supplied'
}

/** The arguments make no sense to the tool. */
export function misused(message: string): never {
  throw new ToolFailure(2, message)
}

/** What the tool was told to do cannot be done. */
export function failed(message: string): never {
  throw new ToolFailure(1, message)
}
