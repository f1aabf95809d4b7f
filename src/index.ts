import { main } from './main.ts'
import { runPhase } from './step/process.ts'

/** `runs.main` of `action.yml`. */
await runPhase(main)
