import { demo } from './demo.ts'
import { help, readOptions } from './options.ts'

const options = readOptions(process.argv.slice(2))
switch (options.state) {
  case 'help':
    process.stdout.write(help)
    break
  case 'wrong':
    process.stderr.write(`${options.problem}\nSee pnpm demo --help.\n`)
    process.exitCode = 2
    break
  case 'run':
    // The story of an interrupted demo would go on.
    process.exit(await demo(options))
}
