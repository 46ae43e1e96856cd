/** Runs the workloads of a simulation: real servers on loopback addresses, none of which outlives the run. */
export { startSupervisor, type Supervisor, type SupervisorOptions } from './supervisor.ts'
