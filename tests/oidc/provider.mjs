// SPDX-License-Identifier: Apache-2.0
// The certified provider `oidc-provider` on a free port of the loopback: node provider.mjs REDIRECT. Prints its issuer, ends with its standard input. Whoever
// signs in is who they say, so that tests can be anybody. Clients: desk, other (of the same address), late (whose ID tokens have expired when they are made).
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

const server = createServer()
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
const issuer = `http://127.0.0.1:${server.address().port}`
const client = (client_id, more = {}) => ({ client_id, client_secret: 'a-secret+of/letters,that:needs%escapes', redirect_uris: [process.argv[2]], application_type: 'native', ...more })
const provider = new Provider(issuer, {
	clients: [client('desk'), client('other'), client('late'), client('post', { token_endpoint_auth_method: 'client_secret_post' }), client('es', { id_token_signed_response_alg: 'ES256' })],
	enabledJWA: { idTokenSigningAlgValues: ['RS256', 'PS256', 'ES256'] },
	jwks: { keys: JSON.parse(process.env.OIDC_KEYS) },
	cookies: { keys: ['for tests'] },
	conformIdTokenClaims: false,
	claims: { email: ['email', 'email_verified'] },
	ttl: { IdToken: (ctx, token, c) => (c.clientId === 'late' ? -600 : 300), Grant: 600, Session: 600, Interaction: 600, AccessToken: 600, AuthorizationCode: 60 },
	findAccount: (ctx, sub) => ({ accountId: sub, claims: () => ({ sub, email: `${sub}@Example.org`, email_verified: !sub.startsWith('un') }) })
})
server.on('request', provider.callback())
process.stdout.write(issuer + '\n')
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
