import type { MysqlDatabase } from '@interlayer/interface-mysql'
import { createPool, type Pool, type RowDataPacket } from 'mysql2/promise'

/** An entry of the blog. */
export interface Post {
  readonly title: string
  readonly text: string
}

/** The longest that the table holds: characters of a title, bytes of a text. */
export const maxTitle = 200
export const maxText = 65_535

/** How long the database may take to answer at first, in milliseconds. */
const connectTimeout = 5000

/** How many posts the blog shows. */
const shown = 100

// The table's own character set holds any text, whatever the database was created with.
const table = `CREATE TABLE IF NOT EXISTS posts (
  id INT PRIMARY KEY AUTO_INCREMENT,
  title VARCHAR(${maxTitle}) NOT NULL,
  text TEXT NOT NULL
) CHARACTER SET utf8mb4`

/** The posts, in a database that all units of the blog share. */
export class Posts {
  readonly #pool: Pool
  #tableExists = false

  constructor({ host, port, user, password, database }: MysqlDatabase) {
    this.#pool = createPool({ host, port, user, password, database, connectTimeout })
  }

  /** The newest first. */
  async list(): Promise<readonly Post[]> {
    await this.#createTable()
    const newest = `SELECT title, text FROM posts ORDER BY id DESC LIMIT ${shown}`
    const [rows] = await this.#pool.execute<(Post & RowDataPacket)[]>(newest)
    return rows
  }

  async add({ title, text }: Post): Promise<void> {
    await this.#createTable()
    await this.#pool.execute('INSERT INTO posts (title, text) VALUES (?, ?)', [title, text])
  }

  /** Lets running statements finish. */
  async close(): Promise<void> {
    await this.#pool.end()
  }

  async #createTable(): Promise<void> {
    if (this.#tableExists) return
    await this.#pool.execute(table)
    this.#tableExists = true
  }
}
