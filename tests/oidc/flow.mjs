// SPDX-License-Identifier: Apache-2.0
// A browser without a screen: node flow.mjs DESK LOGIN [HOW...] signs in at the desk by its provider and prints what the desk said: STATUS LOCATION, then the
// page's text. HOW bends it: nonce, state, client=ID, challenge, cookie (lost on the way), twice (the same answer again), code (an old code with a
// new state), iss, back=/path, error. The desk's session cookie, if any, is printed last.
const [desk, login, ...bends] = process.argv.slice(2)
const how = Object.fromEntries(bends.map((b) => [b.split('=')[0], b.includes('=') ? b.slice(b.indexOf('=') + 1) : true]))

class Browser {
	jars = new Map()
	async go(url, options = {}) {
		const origin = new URL(url).origin
		const jar = this.jars.get(origin) || new Map()
		this.jars.set(origin, jar)
		const answer = await fetch(url, { redirect: 'manual', ...options, headers: { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; '), ...options.headers } })
		for (const line of answer.headers.getSetCookie()) {
			const [pair] = line.split(';')
			jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
		}
		return answer
	}
}

// What the desk said, and the end.
async function tell(answer) {
	console.log(`${answer.status} ${answer.headers.get('location') || '-'}`)
	console.log((await answer.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '))
	console.log(browser.jars.get(desk).get('mainstay') || '-')
	process.exit(0)
}

// From the desk to the provider and back, up to the address that the provider sends the browser to.
async function upToAnswer(browser, bend) {
	const begun = await browser.go(`${desk}/login/oidc?back=${encodeURIComponent(how.back || '/register')}`)
	if (begun.status !== 303) await tell(begun)
	const there = new URL(begun.headers.get('location'))
	if (bend.nonce) there.searchParams.set('nonce', 'another')
	if (bend.client) there.searchParams.set('client_id', bend.client)
	if (bend.challenge) there.searchParams.set('code_challenge', 'A'.repeat(43))
	if (bend.error) there.searchParams.set('prompt', 'none')
	let url = there.href
	for (let i = 0; i < 20; i++) {
		if (url.startsWith(desk)) return new URL(url)
		let answer = await browser.go(url)
		if (answer.status === 200) { // its form for signing in, then the one for agreeing
			const page = await answer.text()
			const action = new URL(/action="([^"]+)"/.exec(page)[1], url).href
			const prompt = /name="prompt" value="([^"]+)"/.exec(page)[1]
			answer = await browser.go(action, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(prompt === 'login' ? { prompt, login, password: 'any' } : { prompt }) })
		}
		if (!answer.headers.get('location')) throw new Error(`the provider said ${answer.status}: ${(await answer.text()).slice(0, 500)}`)
		url = new URL(answer.headers.get('location'), url).href
	}
	throw new Error('round and round')
}

const browser = new Browser()
const back = await upToAnswer(browser, how)
if (how.code) {
	const fresh = await upToAnswer(browser, {})
	await browser.go(fresh.href) // that code is used up now
	const third = await upToAnswer(browser, {})
	back.search = third.search
	back.searchParams.set('code', fresh.searchParams.get('code'))
}
if (how.state) back.searchParams.set('state', back.searchParams.get('state').replace(/^./, (c) => (c === 'A' ? 'B' : 'A')))
if (how.iss) back.searchParams.set('iss', 'https://evil.example')
if (how.cookie) browser.jars.get(desk).delete('flow')
if (how.code) browser.jars.get(desk).delete('mainstay')
let answer = await browser.go(back.href)
if (how.twice) {
	browser.jars.get(desk).delete('mainstay')
	answer = await browser.go(back.href)
}
await tell(answer)
