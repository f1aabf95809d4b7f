import type { Document, Site } from './site.ts'
import { idOf, longAgo, nodeIdOf } from './site.ts'
import { renderUser } from './user.ts'

/** Addresses of a repository, below its own. */
const addresses = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}'
} as const

/** What every repository here has, as nobody changes it. */
const constants = {
  private: false,
  description: null,
  homepage: null,
  language: 'HCL',
  license: null,
  mirror_url: null,
  forks: 0,
  forks_count: 0,
  open_issues: 0,
  open_issues_count: 0,
  stargazers_count: 0,
  watchers: 0,
  watchers_count: 0,
  size: 1,
  topics: [],
  has_downloads: true,
  has_issues: true,
  has_pages: false,
  has_projects: true,
  has_wiki: true,
  archived: false,
  disabled: false,
  visibility: 'public',
  allow_forking: true,
  is_template: false,
  web_commit_signoff_required: false,
  created_at: longAgo,
  updated_at: longAgo,
  pushed_at: longAgo
} as const

/** REST API: Repositories, of this one and of forks of it. */
export function renderRepository(fullName: string, site: Site): Document {
  const [owner = '', name = ''] = fullName.split('/')
  const own = `${site.url()}/repos/${fullName}`
  const html = `${site.url()}/${fullName}`
  return {
    ...renderRepositoryLink(fullName, site),
    node_id: nodeIdOf('R', idOf(fullName)),
    full_name: fullName,
    owner: renderUser({ id: idOf(owner), login: owner, type: 'User' }, site),
    html_url: html,
    clone_url: `${html}.git`,
    git_url: `git://127.0.0.1/${fullName}.git`,
    ssh_url: `git@127.0.0.1:${fullName}.git`,
    svn_url: html,
    ...Object.fromEntries(
      Object.entries(addresses).map(([key, path]) => [key, `${own}${path}`])
    ),
    ...constants,
    name,
    fork: fullName !== site.repository,
    default_branch: 'main'
  }
}

/** A repository as pull requests of checks and workflow runs name it. */
export function renderRepositoryLink(
  fullName: string,
  { url }: Site
): { id: number; url: string; name: string } {
  return {
    id: idOf(fullName),
    url: `${url()}/repos/${fullName}`,
    name: fullName.split('/')[1] ?? ''
  }
}
