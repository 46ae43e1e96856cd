import { boolean, customField, integer, text, type Decoded, type Field, type Fields } from '@interlayer/runtime'
import type { DeclaredAction, DeclaredOption, DeclaredParam } from './metadata.ts'

/** The field of a configuration option. One without a default may be unset. */
export function optionField({ type, description, default: value }: DeclaredOption): Field {
  if (type === 'boolean')
    return boolean(description, typeof value === 'boolean' ? { default: value } : { optional: true })
  if (type === 'int') return integer(description, typeof value === 'number' ? { default: value } : { optional: true })
  if (type === 'float') return float(description, value)
  return text(description, typeof value === 'string' && value !== '' ? { default: value } : { optional: true })
}

function float(description: string, value: DeclaredOption['default']): Field {
  const options = typeof value === 'number' ? { default: value } : { optional: true as const }
  return customField({ codec: 'float', description, implementation: { decode: decodeFloat, encode: String } }, options)
}

function decodeFloat(raw: string): Decoded<number> {
  const value = raw.trim() === '' ? Number.NaN : Number(raw)
  return Number.isFinite(value) ? { state: 'decoded', value } : { state: 'invalid', problem: 'expected a number' }
}

/** The parameters of an action. Juju has filled in defaults and checked them by their schema; types are looked at again. */
export function paramFields({ params }: DeclaredAction): Fields {
  return Object.fromEntries([...params].map(([name, param]) => [name, paramField(param)]))
}

function paramField({ type, description, required }: DeclaredParam): Field {
  const check = (value: unknown): void => {
    const found = type === undefined || isOf(type, value)
    if (!found) throw new Error(`expected ${type}`)
  }
  const implementation = {
    encode: (value: unknown): string => {
      check(value)
      return JSON.stringify(value)
    },
    decode: (raw: string): Decoded<unknown> => {
      const value: unknown = JSON.parse(raw)
      check(value)
      return { state: 'decoded', value }
    },
  }
  return customField({ codec: 'parameter', description, implementation }, required ? {} : { optional: true })
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  return !['string', 'number', 'boolean'].includes(type) || typeof value === type
}
