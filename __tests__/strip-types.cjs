'use strict'
const { stripTypeScriptTypes } = require('node:module')

/** How jest reads TypeScript: as Node does, blanks in place of types. */
module.exports = {
  process: (text) => ({ code: stripTypeScriptTypes(text) })
}
