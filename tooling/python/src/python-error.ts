/** Why there is no environment, by code; the cure stands in the message. */
type Code =
  /** Nothing pins an environment of this name. */
  | 'ENVIRONMENT_UNKNOWN'
  /** There is no python3, or it is too old. */
  | 'PYTHON_MISSING'
  /** python3 cannot make environments. */
  | 'VENV_FAILED'
  /** pip could not install what is pinned. */
  | 'PACKAGES_FAILED'

/** What went wrong with a Python environment, and what to do. */
export class PythonError extends Error {
  override readonly name = 'PythonError'
  readonly code: Code

  constructor(code: Code, message: string, cause?: unknown) {
    super(`${code}: ${message}`, cause === undefined ? {} : { cause })
    this.code = code
  }
}
