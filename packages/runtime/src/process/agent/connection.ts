/** Bytes both ways between this process and the unit's agent. */
export interface Connection {
  /** Tells what arrives, in order, and once that nothing more does. Nothing is read before somebody listens. */
  listen(listener: ConnectionListener): void
  /** What is written after the end goes nowhere. */
  write(bytes: Buffer): void
  /** Keeps the process from ending; so it is when the connection is new. */
  ref(): void
  unref(): void
  /** Ends when everything is sent. */
  end(): void
  /** Ends at once. */
  destroy(): void
}

/** Who hears of a connection. */
export interface ConnectionListener {
  data(bytes: Buffer): void
  /** Once or more; `cause` is undefined where the other side hung up. */
  closed(cause?: Error): void
}
