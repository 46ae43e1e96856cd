/** One process of a unit's workload. It stays in the foreground; how it is run decides what happens to its output. */
export interface Service {
  /** The program, by path or found in PATH, and its arguments. */
  readonly command: readonly [string, ...string[]]
  /** Beside PATH and HOME; temporary files are the unit's own. */
  readonly env?: Readonly<Record<string, string>>
  /** It is ready when this TCP port answers on the unit's address. */
  readonly port?: number
  /** It is ready when this command exits 0. With a port, both have to hold; with neither, it is ready once it runs. */
  readonly ready?: readonly [string, ...string[]]
}

/** The services of one unit. Each is known by a name that is the unit's own affair. */
export interface Services {
  /** Where this unit's services listen: its own loopback address in a simulation, every address on a real unit. */
  readonly address: string
  /** A directory for files and sockets that only this unit uses; it exists. */
  readonly directory: string
  /**
   * Runs the service. The same one running already: nothing happens; another one under that name is replaced. Resolves when
   * it is ready, and rejects with the end of its output when it fails or takes too long.
   */
  start(name: string, service: Service): Promise<void>
  /**
   * Tells the service to read its files again, by SIGHUP. It may do so only after this has resolved: replace files in one step,
   * by renaming, so that it never reads half of one.
   */
  reload(name: string): Promise<void>
  /** Stops the service, by SIGTERM and after a while SIGKILL. One that does not run is fine. */
  stop(name: string): Promise<void>
}
