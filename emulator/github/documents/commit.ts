import type { Commit, GitHubState } from '../model.ts'
import type { Document, Site } from './site.ts'
import { longAgo, nodeIdOf } from './site.ts'

/** Nothing here is signed. */
const verification = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null
} as const

/** What is known of a commit; of one that nobody described, what all have. */
export function readCommit(state: GitHubState, sha: string): Commit {
  const known = state.commits.get(sha)
  return {
    parents: [],
    message: `Commit ${sha.slice(0, 7)}`,
    author: 'octocat',
    ...known,
    tree: state.trees.get(sha) ?? known?.tree ?? `tree-${sha}`
  }
}

/** REST API: Git commits, get a commit object. */
export function renderGitCommit(
  sha: string,
  state: GitHubState,
  site: Site
): Document {
  const commit = readCommit(state, sha)
  const own = `${site.url()}/repos/${site.repository}/git`
  const person = renderPerson(commit)
  return {
    sha,
    node_id: nodeIdOf('C', sha),
    url: `${own}/commits/${sha}`,
    html_url: htmlOf(sha, site),
    author: person,
    committer: person,
    message: commit.message,
    tree: { sha: commit.tree, url: `${own}/trees/${commit.tree}` },
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${own}/commits/${parent}`,
      html_url: htmlOf(parent, site)
    })),
    verification
  }
}

/** REST API: Commits, get a commit; without its files. */
export function renderCommit(
  sha: string,
  state: GitHubState,
  site: Site
): Document {
  const commit = readCommit(state, sha)
  const own = `${site.url()}/repos/${site.repository}`
  const person = renderPerson(commit)
  return {
    sha,
    node_id: nodeIdOf('C', sha),
    url: `${own}/commits/${sha}`,
    html_url: htmlOf(sha, site),
    comments_url: `${own}/commits/${sha}/comments`,
    commit: {
      url: `${own}/git/commits/${sha}`,
      author: person,
      committer: person,
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${own}/git/trees/${commit.tree}` },
      verification
    },
    author: null,
    committer: null,
    parents: commit.parents.map((parent) => ({
      sha: parent,
      url: `${own}/commits/${parent}`,
      html_url: htmlOf(parent, site)
    }))
  }
}

/** REST API: Git references, get a reference. `ref` without `refs/`. */
export function renderRef(ref: string, sha: string, site: Site): Document {
  const own = `${site.url()}/repos/${site.repository}/git`
  return {
    ref: `refs/${ref}`,
    node_id: nodeIdOf('REF', ref),
    url: `${own}/refs/${ref}`,
    object: { type: 'commit', sha, url: `${own}/commits/${sha}` }
  }
}

function renderPerson({ author }: Commit): Document {
  return { name: author, email: 'somebody@acme.example', date: longAgo }
}

function htmlOf(sha: string, { url, repository }: Site): string {
  return `${url()}/${repository}/commit/${sha}`
}
