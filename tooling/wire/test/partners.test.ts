import { contractOf, databagSchemas } from '@interlayer/contract'
import { http } from '@interlayer/interface-http'
import * as httpTesting from '@interlayer/interface-http/testing'
import { jujuInfo } from '@interlayer/interface-juju-info'
import * as jujuInfoTesting from '@interlayer/interface-juju-info/testing'
import { mysql } from '@interlayer/interface-mysql'
import * as mysqlTesting from '@interlayer/interface-mysql/testing'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'

type Partners = Readonly<Record<string, { readonly unit?: object }>>

/** Which of a side's databags its schema accepts. */
function accepted(definition: typeof http | typeof jujuInfo | typeof mysql, role: string, partners: Partners): object {
  const schema = databagSchemas(contractOf([definition])).get(`urn:interlayer:${definition.name}:0:${role}:unit`)
  const validate = new Ajv2020().compile(schema ?? false)
  return Object.fromEntries(Object.entries(partners).map(([name, { unit = {} }]) => [name, validate(unit)]))
}

test('the schemas of http, mysql and juju-info accept partners of every generation, and refuse who is not ready', () => {
  const refused = { partial: false, invalid: false }
  expect(accepted(http, 'provides', httpTesting.partners.provides)).toEqual({ valid: true, older: true, ...refused })
  expect(accepted(mysql, 'provides', mysqlTesting.partners.provides)).toEqual({
    valid: true,
    older: true,
    replica: true,
    ...refused,
  })
  expect(accepted(mysql, 'requires', mysqlTesting.partners.requires)).toEqual({ valid: true, partial: true })
  expect(accepted(jujuInfo, 'provides', jujuInfoTesting.partners.provides)).toEqual({ valid: true, partial: true })
})
