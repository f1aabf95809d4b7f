import fc from 'fast-check'

// Before each test file of `npm run fuzz`: properties without a number.
fc.configureGlobal({ numRuns: 100 * Number(process.env['FUZZ'] ?? 1) })
