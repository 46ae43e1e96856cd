import { MysqlProvider, type MysqlRequest } from '@interlayer/interface-mysql'

/** A request, and the address of this unit that goes with it. */
export interface DatabaseRequest extends MysqlRequest {
  readonly host: string
}

/** The mysql interface, with what this charm has to know beside it. */
export class DatabaseProvider extends MysqlProvider {
  /** The applications that wait. One for whose relation Juju names no address yet is not among them. */
  override requests(): readonly DatabaseRequest[] {
    return super.requests().flatMap((request) => {
      const host = this.relation(request.relation)?.ingressAddress
      return host === undefined ? [] : [{ ...request, host }]
    })
  }

  /** Takes back every database, so that each is requested again. */
  withdrawAll(): void {
    for (const { id } of this.relations) this.withdraw({ relation: id })
  }
}
