/**
 * GitHub's workflow parser is published for bundlers: it imports JSON without
 * the attribute that Node, and soon jest, asks for.
 */
module.exports = {
  process: (text) => ({
    code: text.replace(
      /^(import .+ from "[^"]+\.json");$/gm,
      "$1 with { type: 'json' };"
    )
  })
}
