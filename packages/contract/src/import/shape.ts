import type { Reading, SchemaNode } from './schema-node.ts'

/** How one kind of schema is written with valibot. The first that fits is taken. */
export interface Shape {
  readonly when: (schema: SchemaNode['schema']) => boolean
  /** The keywords that it deals with. */
  readonly keywords: readonly string[]
  readonly write: (writing: Writing, node: SchemaNode) => string
}

/** A document that is being read, and how the schemas inside a schema are written. */
export interface Writing {
  readonly reading: Reading
  readonly write: (node: SchemaNode) => string
}
