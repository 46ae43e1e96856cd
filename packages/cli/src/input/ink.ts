import { styleText } from 'node:util'
import type { Surroundings } from '../surroundings.ts'

/** Colours for what is said; on paper, none. */
export type Ink = Readonly<Record<Tone, (text: string) => string>>

/** What a colour means. */
export type Tone = 'good' | 'bad' | 'doubtful' | 'faint' | 'strong'

const styles = { good: 'green', bad: 'red', doubtful: 'yellow', faint: 'dim', strong: 'bold' } as const

/** Colours where a person looks and has not asked for none by `NO_COLOR`. */
export function inkFor({ seen, env }: Pick<Surroundings, 'seen' | 'env'>): Ink {
  const colours = seen.out && (env['NO_COLOR'] ?? '') === ''
  const paint = (tone: Tone) => (text: string) =>
    colours && text !== '' ? styleText(styles[tone], text, { validateStream: false }) : text
  return {
    good: paint('good'),
    bad: paint('bad'),
    doubtful: paint('doubtful'),
    faint: paint('faint'),
    strong: paint('strong'),
  }
}

/** What others wrote, on one line and unable to move a terminal's cursor or to turn the direction of its text. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escape)
}

function escape(character: string): string {
  const known = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character]
  return known ?? `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`
}
