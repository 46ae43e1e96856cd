/** The one seed to run, where a failure is replayed. */
export const chosenSeed: number | undefined = readSeed(process.env['INTERLAYER_SEED'])

function readSeed(text: string | undefined): number | undefined {
  return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text)
}
