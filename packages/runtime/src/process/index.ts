/**
 * What a charm needs of a real machine: the hook in which Juju starts it, and programs in any language as handlers. For who
 * simulates a unit's agent, or calls hook tools by other ways, its parts.
 * @packageDocumentation
 */
export { openAgentServer, serveTools, type AgentServer, type ToolHandler } from './agent/agent-server.ts'
export { readContext, type Environment } from './agent/environment.ts'
export type { ToolAnswer, ToolRequest, ToolResult } from './agent/jujuc.ts'
export { hookTools } from './agent/juju-tools.ts'
export { main } from './agent/main.ts'
export { openCaller, type OpenCaller } from './agent/open-caller.ts'
export type { ToolCaller } from './agent/tool-caller.ts'
export { operate, type AnyEndpoints, type AnyHook, type HookScope } from './operations.ts'
export { program, type ProgramOptions } from './program.ts'
