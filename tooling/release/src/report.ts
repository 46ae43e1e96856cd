import type { Summary } from './rehearsal.ts'

/** What a rehearsal has shown, for people. */
export function report({ commit, packages, installedBy, ranOn, change }: Summary): string {
  const neighbours = packages.filter(({ name }) => name !== change.name)
  return [
    `Released ${packages.length} packages of ${commit.slice(0, 12)}:`,
    ...packages.map(({ name, version }) => `  ${name}@${version}`),
    `Installed by ${installedBy.join(' and ')}, ran on Node ${ranOn.join(' and ')}.`,
    '',
    `Released a change of ${change.name}: ${change.from} → ${change.to}. Its changelog:`,
    ...change.changelog.split('\n').map((line) => `  ${line}`.trimEnd()),
    `The ${neighbours.length} others have the versions and the tarballs that they had.`,
  ].join('\n')
}
