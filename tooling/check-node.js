// Runs before the root scripts, on whatever Node the host has: plain JavaScript, nothing imported.
const major = Number(process.versions.node.split('.')[0])
const minor = Number(process.versions.node.split('.')[1])

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    [
      `This is Node ${process.version}, and Interlayer needs 22.18 or newer.`,
      'The workspace brings its own Node as a package for Linux and macOS (x64, arm64); it did not arrive here.',
      `Install again with optional dependencies (npx pnpm@12.21.0 install), or, where ${process.platform}-${process.arch} has no such package, install Node 24.`,
    ].join('\n'),
  )
  process.exit(1)
}
