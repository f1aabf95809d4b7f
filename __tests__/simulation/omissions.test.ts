import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { omitMany } from './batch.ts'
import { omissionStories } from './omission-stories.ts'

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const isFuzzing = process.env['FUZZ'] !== undefined
/** However slow the machine. */
const patience = 60 * 60_000

/** What is said beside it: the log and the comment warn of it. */
const told: ReadonlySet<string> = new Set([
  // "The server's answer does not have what the run was made with."
  'a partial plan: runs attributes.target-addrs'
])

test(
  'what an answer leaves out changes no claim',
  async () => {
    const stories = Object.keys(omissionStories)
    const every = isFuzzing ? 1 : 8
    const { parts, claims } = await omitMany({ folder, stories, every })
    expect(
      claims
        .filter(({ story, part }) => !told.has(`${story}: ${part}`))
        .map(({ story, part, claim }) => `${story}, without ${part}: ${claim}`)
    ).toEqual([])
    // Each part of a run in some stories.
    expect(new Set(parts).size).toBeGreaterThan(100)
  },
  patience
)

test.each([
  [
    'what is not told is not there',
    'show the workspace',
    "'current-run' in resource.relationships",
    'true'
  ],
  [
    'a run that does not tell its source is not of this pull request',
    'discard all',
    "source: run.source ?? 'tfe-api'",
    "source: run.source ?? 'none'"
  ],
  [
    'a flag that is not told says no',
    'show',
    'run.actions.isConfirmable === undefined &&',
    'false &&'
  ]
])(
  'finds that %s (%s)',
  async (_, story, find, replace) => {
    const patches = [{ find, replace }]
    const work = { folder, patches, stories: [story], every: 1 }
    expect((await omitMany(work)).claims).not.toEqual([])
  },
  patience
)
