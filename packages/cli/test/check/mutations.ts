/** Metadata as plain data, to be spoilt. */
export interface Metadata {
  provides?: Record<string, unknown> | undefined
  requires?: Record<string, unknown> | undefined
  peers?: Record<string, unknown> | undefined
  config?: { options?: Record<string, Record<string, unknown>> | undefined } | null
  actions?: Record<string, Record<string, unknown>> | undefined
}

/** Ways in which metadata come to differ from the code of the charm in `fixtures`, each told by its name. */
export const mutations: Readonly<Record<string, (metadata: Metadata) => void>> = {
  'an endpoint is missing': ({ provides }) => delete provides?.['website'],
  'a section is missing': (metadata) => delete metadata.requires,
  'all of them are missing': (metadata) => {
    for (const section of Object.keys(metadata)) Reflect.deleteProperty(metadata, section)
  },
  'an endpoint has another name': ({ provides = {} }) => {
    provides['web'] = provides['website']
    delete provides['website']
  },
  'an endpoint has another interface': ({ requires = {} }) => (requires['db'] = { interface: 'mysq', limit: 1 }),
  'an endpoint has no interface': ({ requires = {} }) => (requires['db'] = { limit: 1 }),
  'an endpoint is nothing': ({ requires = {} }) => (requires['db'] = null),
  'an endpoint is in its short form, with another interface': ({ requires = {} }) => (requires['db'] = 'mysq'),
  'an endpoint is in its short form, which is global': ({ requires = {} }) => (requires['logs'] = 'logging'),
  'an endpoint takes the other side': (metadata) => {
    metadata.requires = { ...metadata.requires, website: { interface: 'http', optional: true } }
    delete metadata.provides
  },
  'an endpoint takes both sides': ({ requires = {} }) => (requires['website'] = 'http'),
  'an endpoint is global': ({ requires = {} }) => (requires['logs'] = { interface: 'logging', limit: 1 }),
  'an endpoint is in container scope': ({ provides = {} }) =>
    (provides['website'] = { scope: 'container', interface: 'http' }),
  'a limit is no number': ({ provides = {} }) => (provides['website'] = { interface: 'http', limit: 'two' }),
  'the code does not have an endpoint': ({ peers = {} }) => (peers['more'] = { interface: 'more' }),
  'an option is missing': ({ config }) => delete config?.options?.['title'],
  'there are no options': (metadata) => (metadata.config = {}),
  'there is nothing under config': (metadata) => (metadata.config = null),
  'an option has another type': ({ config }) =>
    Object.assign(config?.options?.['port'] ?? {}, { type: 'string', default: '80' }),
  'an option has no default': ({ config }) => delete config?.options?.['names']?.['default'],
  'an option has no type': ({ config }) => delete config?.options?.['secure']?.['type'],
  'the code does not have an option': ({ config }) =>
    Object.assign(config?.options ?? {}, { colour: { type: 'string' } }),
  'an action is missing': ({ actions }) => delete actions?.['backup'],
  'an action has no params': ({ actions }) => delete actions?.['backup']?.['params'],
  'a param has another type': ({ actions }) =>
    Object.assign(actions ?? {}, { backup: { ...actions?.['backup'], params: { target: { type: 'integer' } } } }),
  'the code does not have a param': ({ actions }) =>
    Object.assign(actions?.['restart'] ?? {}, { params: { delay: { type: 'integer' } }, required: ['delay'] }),
  'nothing is required': ({ actions }) => delete actions?.['backup']?.['required'],
  'the code does not have an action': ({ actions }) =>
    Object.assign(actions ?? {}, { format: { description: 'All.' } }),
}
