import { expect, test } from 'vitest'
import { pythonEnvironment } from '../src/index.ts'

test('an environment that nothing pins is refused with the names there are', async () => {
  await expect(pythonEnvironment('opps')).rejects.toThrow(
    /^ENVIRONMENT_UNKNOWN: There is no Python environment "opps": there are .*\bops\b.*\. Pin its packages in .*opps\.txt\.$/,
  )
})
