import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { packConfiguration } from '../configuration/archive.ts'
import type { ConfigurationArchive } from '../configuration/archive.ts'
import type {
  GitHubReading,
  Origin,
  RequestEvidence
} from '../gate/evidence.ts'
import type { Known } from '../gate/known.ts'
import {
  readGitHubEvidence,
  readIsForksCode,
  readRequestEvidence
} from '../github/evidence.ts'
import type { EvidenceSource } from '../github/evidence-source.ts'
import type { Hcp } from '../hcp/client.ts'
import type { Run } from '../hcp/types.ts'
import type { Clock } from '../hcp/wire/clock.ts'
import type { Pack } from '../run/operations/upload.ts'
import { createCrowd } from '../run/waiting/crowd.ts'
import type { Crowd } from '../run/waiting/crowd.ts'
import { evidenceSource } from './evidence-source.ts'
import { temporaryFolderOf } from './given.ts'
import type { Given } from './given.ts'
import type { WorkspaceName } from './names.ts'
import { shareEach, shareReading } from './shared-reading.ts'
import type { World } from './world.ts'

/** What GitHub says of a step, read once for all workspaces that ask together. */
export interface Evidence {
  readonly source: EvidenceSource
  readonly request: () => Promise<RequestEvidence | undefined>
  readonly isForksCode: () => Promise<Known<boolean> | undefined>
  readonly gitHub: (origin: Origin | undefined) => Promise<GitHubReading>
}

/** What is the same for all workspaces of a step, and read or made once. */
export interface Shared {
  readonly evidence: Evidence
  readonly pack: Pack
  readonly crowd: Crowd
  /** The same client, with what is asked of all workspaces asked once. */
  readonly overAll: (hcp: Hcp) => Hcp
  /** Removes what was made on the runner. */
  readonly dispose: () => Promise<void>
}

/** Prepares what the workspaces of a step share; asks nobody yet. */
export function share(
  given: Given,
  names: readonly WorkspaceName[],
  hcp: Hcp,
  world: World
): Shared {
  const unfinished = listUnfinished(names, hcp, world)
  // What is discarded for good is looked for as it is now.
  const maxAge = given.inputs.mode === 'discard' ? 0 : maxAges.unfinished
  return {
    evidence: shareEvidence(evidenceSource(given, world), world.clock),
    crowd: createCrowd(async () => await unfinished(maxAges.turns)),
    overAll: overAll(hcp, async () => await unfinished(maxAge), world),
    ...packOnce(given)
  }
}

/**
 * Packs each folder once, for however many workspaces, and however it is
 * written; what is surprising about it is told to the first who asks.
 */
function packOnce(given: Given): Pick<Shared, 'pack' | 'dispose'> {
  const archives = new Map<string, Promise<ConfigurationArchive>>()
  const told = new Set<string>()
  const options = {
    temporaryFolder: temporaryFolderOf(given),
    checkout: given.workflow.checkout
  }
  return {
    pack: async (directory, workingDirectory) => {
      const place = resolve(directory)
      const made = archives.get(place) ?? packConfiguration(directory, options)
      archives.set(place, made)
      const archive = await made
      // What this workspace cannot use another one may.
      archive.check(workingDirectory)
      const warnings = told.has(place) ? [] : archive.warnings
      told.add(place)
      return { ...archive, warnings }
    },
    dispose: async () => {
      for (const archive of archives.values()) {
        const path = await archive.then(
          (made) => made.path,
          () => undefined
        )
        if (path !== undefined) await rm(path, { force: true })
      }
    }
  }
}

/** Reads what GitHub says once for all who ask at the same time. */
export function shareEvidence(source: EvidenceSource, clock: Clock): Evidence {
  const readings = new Map<string, () => Promise<GitHubReading>>()
  return {
    source,
    request: shareReading(async () => await readRequestEvidence(source), {
      clock
    }),
    isForksCode: shareReading(async () => await readIsForksCode(source), {
      clock
    }),
    gitHub: async (origin) => {
      // What else a message says is of one run alone.
      const place = origin && {
        repository: origin.repository,
        sha: origin.sha,
        pullRequest: origin.pullRequest
      }
      const key = JSON.stringify(place ?? null)
      const reading =
        readings.get(key) ??
        shareReading(async () => await readGitHubEvidence(source, place), {
          clock
        })
      readings.set(key, reading)
      return await reading()
    }
  }
}

/**
 * How old what is told of all may be, in milliseconds. Lists of runs are limited
 * to 30 a minute.
 */
const maxAges = { unfinished: 10_000, turns: 4_000, capacity: 30_000 } as const

const none = async (): Promise<undefined> => {
  await Promise.resolve()
}

type Unfinished = (maxAge: number) => Promise<readonly Run[] | undefined>

/**
 * The unfinished runs of all workspaces, where there are several of one
 * organization, in one list no older than is asked for, in milliseconds.
 */
function listUnfinished(
  all: readonly WorkspaceName[],
  hcp: Hcp,
  { clock }: World
): Unfinished {
  const [organization = '', ...others] = new Set(
    all.map((each) => each.organization)
  )
  const isOne = organization !== '' && others.length === 0
  if (all.length < 2 || !isOne) return none
  const names = all.map(({ name }) => name)
  return shareReading(
    async () => await hcp.runs.listUnfinishedIn(organization, names),
    { clock }
  )
}

/** Each client of the step, with what is the same for all read once. */
function overAll(
  hcp: Hcp,
  list: () => ReturnType<Unfinished>,
  { clock }: World
): (own: Hcp) => Hcp {
  // Whose token it is does not change.
  const account = shareReading(async () => await hcp.accounts.read(), {
    clock,
    maxAge: Infinity
  })
  const capacity = shareEach(hcp.organizations.capacity, {
    clock,
    maxAge: maxAges.capacity
  })
  const runsCeiling = shareEach(hcp.organizations.runsCeiling, {
    clock,
    maxAge: Infinity
  })
  return (own) => ({
    ...own,
    accounts: { ...own.accounts, read: async () => await account() },
    organizations: { ...own.organizations, capacity, runsCeiling },
    runs: {
      ...own.runs,
      listUnfinished: async (workspaceId) => {
        const all = await list()
        return all === undefined
          ? await own.runs.listUnfinished(workspaceId)
          : all.filter((run) => run.workspaceId === workspaceId)
      }
    }
  })
}
