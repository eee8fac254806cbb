// SPDX-License-Identifier: Apache-2.0
// The peer: merely validates every .json below a folder (strict schema and the mandatory tests) and prints seconds, documents and how many are valid.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import validate from '@secvisogram/csaf-validator-lib/validate.js'
import * as schemas from '@secvisogram/csaf-validator-lib/schemaTests.js'
import * as mandatory from '@secvisogram/csaf-validator-lib/mandatoryTests.js'

const tests = [schemas.csaf_2_0_strict, ...Object.values(mandatory)]
const files = readdirSync(process.argv[2], { recursive: true }).filter((f) => f.endsWith('.json'))
const from = performance.now()
let valid = 0, n = 0
for (const file of files) {
  const document = JSON.parse(readFileSync(join(process.argv[2], file), 'utf8'))
  if (!document.document) continue
  n++
  if ((await validate(tests, document)).isValid) valid++
}
console.log(`${((performance.now() - from) / 1000).toFixed(3)} ${n} ${valid}`)
