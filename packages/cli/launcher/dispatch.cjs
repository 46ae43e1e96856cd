#!/usr/bin/env node
// Loads a packed charm with the code that V8 made of it in earlier hooks, which takes less time than to compile it again. Written so
// that a Node of many years ago can read it and say that it is too old. Started as a program, it runs the hook.
const files = require('node:fs')
const { constants, Script } = require('node:vm')

/** The oldest Node that runs a bundle. */
const oldestNode = 22
if (parseInt(process.versions.node, 10) < oldestNode) {
  console.error(
    `This charm needs Node 22.18 or later and was started by ${process.version}: install one, or pack it with --node.`,
  )
  process.exit(1)
}

/** Most hooks, handlers and commands whose functions are kept. */
const mostTasks = 256
/** Most characters of the name of one. */
const longestTask = 80

const bundle = 'BUNDLE'
const filename = `${__dirname}/${bundle}.js`
// Code fits one text and one Node: a bundle is named by what is in it, and V8 refuses code of another version, or of other options.
const codeName = `${bundle}-${process.version}-${process.arch}.code`
const task = process.argv[2] || process.env.JUJU_DISPATCH_PATH || ''

const kept = readKept()
const script = new Script(files.readFileSync(filename, 'latin1'), {
  filename,
  cachedData: kept && kept.code,
  importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
})
const tasks = kept === undefined || script.cachedDataRejected ? [] : kept.tasks
script.runInThisContext()(require, module, exports, filename, __dirname)
process.once('exit', writeKept)
if (require.main === module) exports.run()

/**
 * A file holds the same twice, since V8 runs, and crashes by, code with a wrong bit. Nobody but this user may have written it:
 * code is run without a look at the text that it was made of.
 */
function readKept() {
  let file
  try {
    file = files.openSync(`${__dirname}/${codeName}`, files.constants.O_RDONLY | files.constants.O_NOFOLLOW)
    const found = files.fstatSync(file)
    if (!found.isFile() || found.uid !== process.geteuid() || (found.mode & 0o022) !== 0) return undefined
    return decode(files.readFileSync(file))
  } catch {
    return undefined
  } finally {
    if (file !== undefined) files.closeSync(file)
  }
}

/**
 * At the end of what ran, as all functions that it needed are compiled then; those that were kept before stay. A hook often has
 * nothing to do the first time, as what it is about is not there yet: so handlers count as well.
 */
function writeKept(status) {
  if (status !== 0) return
  const done = [task, ...(exports.ran || [])].map((name) => name.slice(0, longestTask))
  const all = [...new Set([...tasks, ...done])]
  if (all.length === tasks.length || all.length > mostTasks) return
  const path = `${__dirname}/${codeName}`
  const draft = `${path}.${process.pid}`
  try {
    removeOutdated()
    const file = files.openSync(draft, 'wx', 0o600)
    files.writeFileSync(file, encode({ tasks: all, code: script.createCachedData() }))
    files.fsyncSync(file)
    files.closeSync(file)
    // In one step: others may be reading or writing.
    files.renameSync(draft, path)
  } catch {
    // Where nothing can be written, everything is compiled each time.
  }
}

/** What bundles before this one left, and who was killed while writing; whoever writes now tries again another time. */
function removeOutdated() {
  for (const name of files.readdirSync(__dirname))
    if (/\.code(\.\d+)?$/.test(name) && name !== codeName) files.unlinkSync(`${__dirname}/${name}`)
}

function encode({ tasks, code }) {
  const names = Buffer.from(JSON.stringify(tasks))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(names.length)
  return Buffer.concat([length, names, code, length, names, code])
}

function decode(content) {
  const half = content.length / 2
  if (half < 4 || !content.subarray(0, half).equals(content.subarray(half))) return undefined
  const start = 4 + content.readUInt32LE()
  return { tasks: JSON.parse(content.toString('utf8', 4, start)), code: content.subarray(start, half) }
}
