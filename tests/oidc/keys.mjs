// SPDX-License-Identifier: Apache-2.0
// Prints fresh signing keys of a provider as a JSON list.
import { generateKeyPairSync } from 'node:crypto'
const keys = [generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('ec', { namedCurve: 'P-256' })]
console.log(JSON.stringify(keys.map((k, i) => ({ ...k.privateKey.export({ format: 'jwk' }), use: 'sig', kid: `${process.argv[2] || 'k'}${i}` }))))
