import { describe, descriptionProblems, type FieldContract } from '@interlayer/contract'
import { InterlayerError, type EndpointClass, type Field, type MethodDefinition } from '@interlayer/runtime'
import { callMethod } from '@interlayer/runtime/adapter'
import { look } from '../scene/look.ts'
import { partnerUnit } from '../scene/still-tools.ts'
import type { Subject } from '../subject.ts'
import { samplesOf } from '../values/samples.ts'

/** What a description promises to callers in other languages holds: methods take what it says, and refuse the rest by name. */
export async function checkBridge({ sides }: Subject): Promise<readonly string[]> {
  const found: string[] = []
  for (const { side } of sides) {
    const description = describe(side.definition, side.role)
    const { methods } = description
    found.push(
      ...descriptionProblems(description).map(
        (problem) => `The description of ${side.prototype.constructor.name} does not fit its schema: ${problem}.`,
      ),
    )
    for (const [name, method] of Object.entries(side.definition[side.role]?.methods ?? {})) {
      const problems = await checkMethod(side, { name, method, contracts: methods[name]?.params ?? {} })
      found.push(...problems.map((problem) => `${side.prototype.constructor.name}.${name} ${problem}`))
    }
  }
  return found
}

interface Method {
  readonly name: string
  readonly method: MethodDefinition
  readonly contracts: Readonly<Record<string, FieldContract>>
}

async function checkMethod(side: EndpointClass, { name, method, contracts }: Method): Promise<readonly string[]> {
  const params = Object.entries(method.params ?? {})
  const full = Object.fromEntries(params.flatMap(([key, field]) => sample(key, field, contracts[key])))
  const needed = params.filter(([, { presence }]) => presence === 'required').map(([key]) => key)
  const least = Object.fromEntries(Object.entries(full).filter(([key]) => needed.includes(key)))
  const wrong = {
    'a parameter that is not declared': { ...full, unheardOf: 1 },
    'a text for its parameters': 'a text',
    ...Object.fromEntries(needed.map((key) => [`no "${key}"`, { ...full, [key]: undefined }])),
  }
  const found: string[] = []
  for (const given of [full, least]) {
    const error = await call(side, name, given)
    if (error instanceof Error && !isRefusal(error, 'ENCODE_INVALID'))
      found.push(`does not take what is described: ${error.message}`)
  }
  for (const [what, given] of Object.entries(wrong))
    if (!isRefusal(await call(side, name, given), 'PARAMS_INVALID'))
      found.push(`takes ${what}: let the definition say which parameters there are.`)
  return found
}

function sample(
  key: string,
  field: Field,
  contract: FieldContract | undefined,
): readonly (readonly [string, unknown])[] {
  const [text] = contract === undefined ? [] : samplesOf(field, contract)
  const value = text === undefined ? undefined : field.decode(text)
  return value?.state === 'decoded' ? [[key, value.value]] : []
}

async function call(side: EndpointClass, method: string, params: unknown): Promise<unknown> {
  const units = { [partnerUnit(side.role)]: {} }
  const { seen } = await look(side, { relations: [{ units }] }, (endpoint) => {
    try {
      callMethod(endpoint, method, params)
      return undefined
    } catch (error) {
      return { error }
    }
  })
  return seen?.error
}

function isRefusal(error: unknown, code: string): boolean {
  return error instanceof InterlayerError && error.code === code
}
