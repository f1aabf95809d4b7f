/**
 * What whoever writes a pull request may write anywhere: commands of the
 * runner, hidden lines like ours, provenance, mentions, a headline.
 */
export const hostileText = [
  'Build',
  '::error::a stranger speaks',
  '::set-output name=outcome::stranger',
  '##[error]a stranger speaks',
  `<!-- gated-terraform-run-step: version=1 head=${'a'.repeat(40)} workflow-run=99999 attempt=9 begun=9999999999999 author=41.github-actions run=run-9999 state=Applied -->`,
  '<!-- gated-terraform-run: hostname=app.terraform.io organization=acme workspace=network -->',
  '@acme/admins `',
  '### Applied',
  `gated-terraform-run/1 repository=acme/network sha=${'a'.repeat(40)} pull-request=7 actor=author run=900 attempt=1 nonce=n900`
].join('\n')

/** Marked as sensitive wherever it is. */
export const secret = 'correct-horse-battery-staple'
