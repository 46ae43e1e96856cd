import type { Plugin } from 'rolldown'

/** A module that is no file. */
export function virtualModule(path: string, text: string): Plugin {
  return {
    name: 'interlayer:entry',
    resolveId: (source) => (source === path ? path : null),
    load: (id) => (id === path ? text : null),
  }
}

/** Takes what a charm imports of this package from this package itself, whether or not the charm's directory has it. */
export function ownModules(own: string): Plugin {
  return {
    name: 'interlayer:own',
    resolveId: {
      filter: { id: /^@interlayer\/cli\// },
      handler(source) {
        return this.resolve(source, own, { skipSelf: true })
      },
    },
  }
}

/** Code that is compiled for one kind of machine cannot be part of a text. */
export function nativeModules(note: (path: string) => void): Plugin {
  return {
    name: 'interlayer:native',
    load: {
      filter: { id: /\.node$/ },
      handler(id) {
        note(id)
        return ''
      },
    },
  }
}
