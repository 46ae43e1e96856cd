import { isRecord } from '../../values/json.ts'

/** What `node:net` itself is made of. */
export interface PipeParts {
  readonly Pipe: new (kind: number) => PipeHandle
  readonly PipeConnectWrap: new () => object
  readonly WriteWrap: new () => object
  /** The kind of pipe that a unix socket is. */
  readonly socket: number
  /** Of a negative status. */
  readonly errorName: (status: number) => string
  /** How many bytes came, or why none will. */
  readonly lastRead: () => number
  /** Whether the system did not take all of the last write at once. */
  readonly lastWriteIsPending: () => boolean
}

/** One end of a unix socket. Methods give 0, or a negative status. */
export interface PipeHandle {
  onread: () => void
  /** What is read goes there. */
  useUserBuffer(buffer: Uint8Array): void
  connect(request: object, path: string): number
  readStart(): number
  writeBuffer(request: object, bytes: Uint8Array): number
  ref(): void
  unref(): void
  close(): void
}

/** Versions of Node whose parts were tried: the others might have the same names for something else. */
const triedVersions: readonly string[] = ['22', '24', '26']

/** The parts, where this Node has them. It calls the way to them deprecated; nobody is warned of it unless he asks to be. */
export function pipeParts(): PipeParts | undefined {
  const [major = ''] = process.versions.node.split('.')
  if (!triedVersions.includes(major)) return undefined
  const [pipe, stream, uv] = [binding('pipe_wrap'), binding('stream_wrap'), binding('uv')]
  const { Pipe, PipeConnectWrap, constants } = pipe
  const { WriteWrap, streamBaseState: state, kReadBytesOrError, kLastWriteWasAsync } = stream
  const { errname } = uv
  const places = [kReadBytesOrError, kLastWriteWasAsync].map(Number)
  const [count = NaN, pending = NaN] = places
  const isThere = [Pipe, PipeConnectWrap, WriteWrap, errname].every((part) => typeof part === 'function')
  if (!isThere || !isRecord(constants) || !(state instanceof Int32Array) || places.some(isNaN)) return undefined
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- functions of Node, of the versions above
  const found = { Pipe, PipeConnectWrap, WriteWrap, errorName: errname } as Pick<
    PipeParts,
    'Pipe' | 'PipeConnectWrap' | 'WriteWrap' | 'errorName'
  >
  return {
    ...found,
    socket: Number(constants['SOCKET']),
    lastRead: () => state[count] ?? 0,
    lastWriteIsPending: () => state[pending] === 1,
  }
}

function binding(name: string): Readonly<Record<string, unknown>> {
  try {
    const get: unknown = Reflect.get(process, 'binding')
    const found: unknown = typeof get === 'function' ? Reflect.apply(get, process, [name]) : undefined
    return isRecord(found) ? found : {}
  } catch {
    return {}
  }
}
