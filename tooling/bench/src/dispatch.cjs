// Runs a bundled charm with the code that V8 made of it in an earlier hook, which takes less time than to compile it again. That code
// fits one text and one Node, so both are in the name of its file.
const { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } = require('node:fs')
const { constants, Script } = require('node:vm')

const path = `${__dirname}/${'BUNDLE'}`
const codePath = `${path}-${process.version}-${process.arch}.code`

const filename = `${path}.js`
const cachedData = readCode()
const script = new Script(readFileSync(filename, 'latin1'), {
  filename,
  cachedData,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
})
script.runInThisContext()(require, module, exports)
if (cachedData === undefined || script.cachedDataRejected) process.once('exit', writeCode)

function readCode() {
  try {
    return readFileSync(codePath)
  } catch {
    return undefined
  }
}

/** At the end, as all that this hook needed is compiled then; in one step, for V8 does not notice what is half-written. */
function writeCode(status) {
  if (status !== 0) return
  try {
    const file = openSync(`${codePath}.new`, 'w', 0o600)
    writeSync(file, script.createCachedData())
    fsyncSync(file)
    closeSync(file)
    renameSync(`${codePath}.new`, codePath)
  } catch {
    // Where nothing can be written, every hook compiles.
  }
}
