import type { ChildProcess } from 'node:child_process'
import { execFileSync, spawn } from 'node:child_process'
import { constants, accessSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { StringDecoder } from 'node:string_decoder'
import { extract } from 'tar'
import type {
  ApplyRequest,
  ApplyResult,
  Counts,
  Engine,
  PhaseRequest,
  PlanRequest,
  PlanResult
} from './engine.ts'
import { noCounts } from './engine.ts'
import type { PlanDocument } from './plan-document.ts'
import { hasChanges, renderRedactedPlan } from './plan-document.ts'
import { parseChangeSummary } from './structured-log.ts'

export interface TerraformBinary {
  readonly path: string
  readonly version: string
  readonly product: 'terraform' | 'tofu'
}

/** Finds `terraform`, else `tofu`, on the PATH; undefined without either. */
export function findTerraform(): TerraformBinary | undefined {
  for (const product of ['terraform', 'tofu'] as const) {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      if (folder === '') continue
      const path = join(folder, product)
      try {
        accessSync(path, constants.X_OK)
        const text = execFileSync(path, ['version', '-json'], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
          env: { PATH: process.env['PATH'], CHECKPOINT_DISABLE: '1' }
        })
        const { terraform_version: version } = JSON.parse(text) as {
          terraform_version: string
        }
        return { path, version, product }
      } catch {
        // Not here, or not one that works: look on.
      }
    }
  }
  return undefined
}

interface TerraformEngineOptions {
  readonly binary: TerraformBinary
  /** Where runs work. Default: a folder of its own, removed at the end. */
  readonly directory?: string
}

interface Invocation {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
}

/** Creates the engine that runs the real Terraform, or OpenTofu. */
export async function createTerraformEngine(
  options: TerraformEngineOptions
): Promise<Engine> {
  const { binary } = options
  const root =
    options.directory ?? (await mkdtemp(join(tmpdir(), 'terraform-engine-')))
  await mkdir(join(root, 'home'), { recursive: true })
  // Whatever the machine's own CLI configuration says must not count here.
  const cliConfiguration = join(root, 'home', 'cli.tfrc')
  await writeFile(cliConfiguration, '')
  const children = new Set<ChildProcess>()

  const folderOf = (request: PhaseRequest) => join(root, 'runs', request.runId)

  function environment(request: PhaseRequest): Record<string, string> {
    return {
      PATH: process.env['PATH'] ?? '',
      HOME: join(root, 'home'),
      TMPDIR: process.env['TMPDIR'] ?? tmpdir(),
      TF_CLI_CONFIG_FILE: cliConfiguration,
      TF_DATA_DIR: join(folderOf(request), 'data'),
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
      CHECKPOINT_DISABLE: '1',
      TFC_RUN_ID: request.runId,
      TFC_WORKSPACE_NAME: request.workspaceName
    }
  }

  /** Runs Terraform; `heard` gets its output while it runs. */
  async function invoke(
    request: PhaseRequest,
    cwd: string,
    args: readonly string[],
    heard?: (text: string) => void
  ): Promise<Invocation> {
    request.killed.throwIfAborted()
    const child = spawn(binary.path, args, {
      cwd,
      env: environment(request),
      stdio: ['ignore', 'pipe', 'pipe']
    })
    children.add(child)
    const interrupt = () => {
      child.kill('SIGINT')
    }
    const kill = () => {
      child.kill('SIGKILL')
    }
    request.canceled.addEventListener('abort', interrupt)
    request.killed.addEventListener('abort', kill)
    if (request.canceled.aborted) interrupt()
    let stdout = ''
    const listen = (stream: Readable, take: (text: string) => void) => {
      const decoder = new StringDecoder('utf8')
      stream.on('data', (chunk: Buffer) => {
        take(decoder.write(chunk))
      })
    }
    listen(child.stdout, (text) => {
      stdout += text
      heard?.(text)
    })
    listen(child.stderr, (text) => heard?.(text))
    try {
      const code = await new Promise<number | null>((settle, fail) => {
        child.once('error', fail)
        child.once('close', settle)
      })
      return { code, stdout }
    } finally {
      children.delete(child)
      request.canceled.removeEventListener('abort', interrupt)
      request.killed.removeEventListener('abort', kill)
    }
  }

  /** Unpacks the configuration; returns the folder Terraform works in. */
  async function unpack(request: PlanRequest): Promise<string> {
    const folder = folderOf(request)
    const configuration = join(folder, 'configuration')
    await mkdir(configuration, { recursive: true })
    await pipeline(
      Readable.from([Buffer.from(request.archive)]),
      extract({ cwd: configuration })
    )
    const cwd = resolve(configuration, request.workingDirectory)
    if (cwd !== configuration && !cwd.startsWith(configuration + sep)) {
      throw new Error('The working directory is outside of the configuration')
    }
    // As HCP's own workers do: the state is theirs, whatever backend or cloud
    // block the configuration names.
    await writeFile(
      join(cwd, 'zz_worker_override.tf.json'),
      JSON.stringify({
        terraform: { backend: { local: { path: statePath(request) } } }
      })
    )
    if (request.state !== undefined) {
      await writeFile(statePath(request), request.state)
    }
    await writeFile(
      join(folder, 'run.tfvars'),
      request.variables.map(({ key, value }) => `${key} = ${value}\n`).join('')
    )
    return cwd
  }

  const statePath = (request: PhaseRequest) =>
    join(folderOf(request), 'terraform.tfstate')

  const banner = `${binary.product === 'tofu' ? 'OpenTofu' : 'Terraform'} v${binary.version}\non ${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}\nInitializing plugins and modules...\n`

  const places = new Map<string, string>()

  async function plan(request: PlanRequest): Promise<PlanResult> {
    const none = { hasChanges: false, counts: noCounts }
    request.log(banner)
    const cwd = await unpack(request)
    places.set(request.runId, cwd)
    const folder = folderOf(request)
    const planFile = join(folder, 'plan.tfplan')

    // Quiet while it goes well; its words are the log when it fails.
    const init = await invokeQuietly(request, cwd, [
      'init',
      '-input=false',
      '-no-color'
    ])
    if (isCanceled(request)) return { outcome: 'canceled', ...none }
    if (init !== undefined) {
      request.log(init)
      return { outcome: 'errored', ...none }
    }

    const counting = createCounting(request)
    const { code } = await invoke(
      request,
      cwd,
      [
        'plan',
        '-json',
        '-input=false',
        `-out=${planFile}`,
        `-var-file=${join(folder, 'run.tfvars')}`,
        ...(request.isDestroy ? ['-destroy'] : []),
        ...(request.refreshOnly ? ['-refresh-only'] : []),
        ...(request.refresh ? [] : ['-refresh=false']),
        ...(request.allowConfigGeneration
          ? [`-generate-config-out=${join(cwd, 'generated.tf')}`]
          : []),
        ...request.targetAddrs.map((address) => `-target=${address}`),
        ...request.replaceAddrs.map((address) => `-replace=${address}`)
      ],
      counting.hear
    )
    if (isCanceled(request)) return { outcome: 'canceled', ...none }
    if (code !== 0) return { outcome: 'errored', ...none }

    const [shown, described] = await Promise.all([
      invoke(request, cwd, ['show', '-json', planFile]),
      invoke(request, cwd, ['providers', 'schema', '-json'])
    ])
    if (shown.code !== 0) throw new Error('The saved plan cannot be shown')
    const json = JSON.parse(shown.stdout) as PlanDocument
    const schemas = (
      described.code === 0 ? JSON.parse(described.stdout) : {}
    ) as unknown
    return {
      outcome: 'finished',
      hasChanges: hasChanges(json, request.refreshOnly),
      counts: counting.counts(),
      json,
      redacted: renderRedactedPlan(json, schemas),
      providerSchemas: schemas
    }
  }

  /** Returns what the command said if it failed. */
  async function invokeQuietly(
    request: PhaseRequest,
    cwd: string,
    args: readonly string[]
  ): Promise<string | undefined> {
    let said = ''
    const { code } = await invoke(request, cwd, args, (text) => {
      said += text
    })
    return code === 0 ? undefined : said
  }

  async function apply(request: ApplyRequest): Promise<ApplyResult> {
    const cwd = places.get(request.runId)
    if (cwd === undefined) {
      throw new Error(`The run ${request.runId} was not planned here`)
    }
    request.log(banner)
    const before = await readIfPresent(statePath(request))
    const counting = createCounting(request)
    const { code } = await invoke(
      request,
      cwd,
      [
        'apply',
        '-json',
        '-input=false',
        join(folderOf(request), 'plan.tfplan')
      ],
      counting.hear
    )
    const after = await readIfPresent(statePath(request))
    const changed =
      after !== undefined && (before === undefined || !after.equals(before))
    const outcome =
      code === 0
        ? 'finished'
        : request.canceled.aborted
          ? 'canceled'
          : 'errored'
    return {
      outcome,
      counts: counting.counts(),
      ...(changed ? { state: after } : {})
    }
  }

  return {
    name: binary.product,
    terraformVersion: binary.version,
    plan,
    apply,
    async forget(runId) {
      places.delete(runId)
      await rm(join(root, 'runs', runId), { recursive: true, force: true })
    },
    async close() {
      for (const child of children) child.kill('SIGKILL')
      if (options.directory === undefined) {
        await rm(root, { recursive: true, force: true, maxRetries: 3 })
      }
    }
  }
}

/** Passes output on line by line and keeps the last summary it saw. */
function createCounting(request: PhaseRequest): {
  hear: (text: string) => void
  counts: () => Counts
} {
  let rest = ''
  let counts = noCounts
  return {
    hear(text) {
      rest += text
      const end = rest.lastIndexOf('\n') + 1
      const whole = rest.slice(0, end)
      rest = rest.slice(end)
      for (const line of whole.split('\n')) {
        counts = parseChangeSummary(line) ?? counts
      }
      if (whole !== '') request.log(whole)
    },
    counts: () => counts
  }
}

function isCanceled(request: PhaseRequest): boolean {
  return request.canceled.aborted
}

async function readIfPresent(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch {
    return undefined
  }
}
