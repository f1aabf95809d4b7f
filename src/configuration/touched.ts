import { createGlob } from './trigger-globs.ts'

/** Which files a workspace's runs of version control depend on. */
export interface TriggerRules {
  /** From the root of the repository. */
  readonly workingDirectory: string | undefined
  /** `owner/name`; undefined where no repository is connected. */
  readonly vcsRepoIdentifier: string | undefined
  /** Undefined where the server does not tell. */
  readonly fileTriggersEnabled?: boolean | undefined
  readonly triggerPatterns?: readonly string[] | undefined
  readonly triggerPrefixes?: readonly string[] | undefined
  readonly tagsRegex?: string | undefined
}

/** Paths from the root of the repository; or why they are not known. */
export type Paths =
  | { readonly known: true; readonly value: readonly string[] }
  | { readonly known: false; readonly why: string }

export interface Changes {
  /** `owner/name` of the repository that they are of. */
  readonly repository: string
  readonly files: Paths
  /** Files and folders that this step plans, var-files included. */
  readonly own: Paths
  /** Does the step upload a configuration? */
  readonly uploads: boolean
}

export interface Touch {
  readonly touched: boolean
  /** What decided, in words. */
  readonly rule: string
}

/** What makes a change count, and the end of "'main.tf' …". */
interface Cause {
  readonly covers: (path: string) => boolean
  readonly words: string
}

/**
 * Do changes touch a workspace? By what this step uploads, and by HCP
 * Terraform's rules for version control, in their order; what is not known is
 * touched. Adding a change never makes it untouched. (Reference, many
 * workspaces, 2; Workspaces API: trigger-patterns, trigger-prefixes,
 * working-directory, file-triggers-enabled.)
 */
export function judgeTouch(workspace: TriggerRules, changes: Changes): Touch {
  const { files, own, uploads } = changes
  const always = alwaysBecause(workspace, changes)
  if (always !== undefined) return { touched: true, rule: always }
  const causes = causesOf(workspace, own.known ? own.value : [], uploads)
  if (typeof causes === 'string') return { touched: true, rule: causes }
  const paths = files.known ? files.value.map(plain) : []
  for (const path of paths) {
    const cause = causes.find(({ covers }) => covers(path))
    if (cause !== undefined) {
      return { touched: true, rule: `'${path}' ${cause.words}` }
    }
  }
  return {
    touched: false,
    rule: `none of the changes (${paths.length}) ${causes.map(({ words }) => words).join(', or ')}`
  }
}

/** Why a workspace is touched whatever the changes are. */
function alwaysBecause(
  { tagsRegex, fileTriggersEnabled, vcsRepoIdentifier }: TriggerRules,
  { repository, files, own, uploads }: Changes
): string | undefined {
  if (tagsRegex !== undefined) {
    return 'it is tag-triggered (tags-regex), so HCP Terraform itself would plan for no change of files'
  }
  if (fileTriggersEnabled === false) {
    return 'every change counts (file-triggers-enabled is false)'
  }
  if (!files.known) return `it is not known what is changed: ${files.why}`
  if (!own.known) {
    return `it is not known which files it depends on: ${own.why}`
  }
  if (uploads) return undefined
  if (
    vcsRepoIdentifier !== undefined &&
    vcsRepoIdentifier.toLowerCase() !== repository.toLowerCase()
  ) {
    return `it is connected to ${vcsRepoIdentifier}, of which the changes are not`
  }
  return fileTriggersEnabled === undefined
    ? 'the server does not tell its rules (file-triggers-enabled)'
    : undefined
}

/** All that counts; or why everything does. Patterns replace, prefixes add. */
function causesOf(
  { workingDirectory, triggerPatterns, triggerPrefixes }: TriggerRules,
  own: readonly string[],
  uploads: boolean
): readonly Cause[] | string {
  const ours = own.length === 0 ? [] : [ownCause(own)]
  const patterns = triggerPatterns ?? []
  if (patterns.length > 0) {
    const globs = patterns.map(patternCause)
    const odd = patterns.find((_, at) => globs[at] === undefined)
    return odd === undefined
      ? [...globs.flatMap((each) => each ?? []), ...ours]
      : `it is not documented what its trigger-pattern '${odd}' matches`
  }
  const directory = plain(workingDirectory ?? '')
  if (directory.split('/').includes('..')) {
    return `its working-directory '${directory}' leads out of the repository`
  }
  const prefixes = (triggerPrefixes ?? []).map(plain)
  if (prefixes.includes('')) return 'a trigger-prefix is the whole repository'
  const causes = [...ours, ...prefixes.map(prefixCause)]
  if (directory !== '') return [directoryCause(directory), ...causes]
  // Of what is uploaded, that takes the place of a directory.
  return !uploads
    ? 'every change counts (its working-directory is the root of the repository, and there are no trigger-patterns)'
    : causes
}

function ownCause(own: readonly string[]): Cause {
  const places = own.map(plain)
  return {
    covers: (path) => places.some((place) => overlaps(place, path)),
    words: "is of the files of this step's configuration"
  }
}

function patternCause(pattern: string): Cause | undefined {
  const covers = createGlob(pattern)
  return covers && { covers, words: `matches the trigger-pattern '${pattern}'` }
}

/** As text or as folder: no document says which, and as text is the wider one. */
function prefixCause(prefix: string): Cause {
  return {
    covers: (path) => path.startsWith(prefix) || overlaps(prefix, path),
    words: `begins with the trigger-prefix '${prefix}'`
  }
}

function directoryCause(directory: string): Cause {
  return {
    covers: (path) => overlaps(directory, path),
    words: `is below the working-directory '${directory}'`
  }
}

/**
 * Is a change at or below a place, or the place below it? A submodule, or a
 * link to a folder, is one change of a path above what it holds.
 */
function overlaps(place: string, path: string): boolean {
  return (
    place === '' ||
    place === path ||
    path.startsWith(`${place}/`) ||
    place.startsWith(`${path}/`)
  )
}

/** As git writes a path: from the root, in one Unicode form. */
function plain(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return parts.join('/').normalize('NFC')
}
