import { matching, type Rule } from './repository.ts'

const marks = /<!-- errors: pnpm docs:generate -->[^]*?<!-- end of errors -->/
const explained = /^\| `([A-Z]+(?:_[A-Z]+)+)` +\|/gm

/** A code is explained once, beside what raises it; a package with codes has the table of them in its README. */
export const errorCodesOnce: Rule = (files) => [
  ...matching(files, /^packages\/([^/]+)\/src\/.*\.ts$/).flatMap(({ path, text, groups: [folder = ''] }) => {
    const readme = `packages/${folder}/README.md`
    if (!/^export const \w*[eE]rrorCodes\b/m.test(text) || marks.test(files.get(readme) ?? '')) return []
    return [
      `${path} has codes that ${readme} does not list: put the marks of the block "errors" into it, and the codes into tooling/generate/src/documents.ts.`,
    ]
  }),
  ...matching(files, /\.md$/).flatMap(({ path, text }) =>
    [...text.replace(marks, '').matchAll(explained)].map(
      ([, code = '']) => `${path} explains ${code} by hand: let the generated table of its package do that.`,
    ),
  ),
]
