// SPDX-License-Identifier: Apache-2.0
// Passkeys in a real Chromium with its virtual authenticator: a newcomer adds one, signs out, signs in with it; a copied one is refused; what is another's stays so.
import { Desk } from './desk.mjs'
import { is, ok } from './tap.mjs'
import { Watcher } from './watcher.mjs'

export async function authenticator(context, page, more = {}) {
	const cdp = await context.newCDPSession(page)
	await cdp.send('WebAuthn.enable', { enableUI: false })
	const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
		options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true, ...more }
	})
	return { cdp, authenticatorId, credentials: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials }
}

async function byPassword(page, at, login) {
	await page.goto(at + '/login')
	await page.fill('input[name=name]', login.login)
	await page.fill('input[name=password]', login.password)
	await page.click('main form button')
	await page.waitForURL((url) => url.pathname !== '/login')
}

export const signOut = async (page) => {
	await page.click('.who form button')
	await page.waitForURL('**/login')
}

export async function byPasskey(page, at, back = '/register') {
	await page.goto(`${at}/login?back=${back}`)
	await page.click('[data-passkey=use] button')
}

async function refused(page, name) {
	await page.waitForFunction(() => document.querySelector('[data-passkey=use] [role=status]').textContent.length > 0)
	const said = await page.textContent('[data-passkey=use] [role=status]')
	is(said, 'That did not work. this passkey was not accepted: try again, or sign in another way', name)
	await page.goto(page.url().replace(/\/login.*/, '/register'))
	ok(page.url().includes('/login?back='), `${name}: and no page opens`, page.url())
}

export async function passkeys(browser) {
	const desk = new Desk(process.argv[2])
	try {
		const nora = JSON.parse(desk.run('--json', 'user', 'add', 'nora', '--role', 'desk', '--name', 'Nora Newcomer'))
		await desk.serve()
		const at = desk.address.replace('127.0.0.1', 'localhost')
		desk.run('setting', 'set', 'sign-in.origin', at)
		const context = await browser.newContext()
		const page = await context.newPage()
		const watcher = new Watcher(page, at)
		const device = await authenticator(context, page)

		await byPassword(page, at, nora)
		await page.goto(at + '/account')
		await page.click('a[href="/account/keys"]')
		await page.fill('input[name=passkey-name]', 'Nora\u2019s telephone')
		await page.click('[data-passkey=add] button')
		await page.waitForSelector('table.rows')
		is(await page.textContent('section[aria-labelledby=passkeys] tbody th'), 'Nora\u2019s telephone', 'a newcomer adds a passkey')
		const [made] = await device.credentials()
		is([made.isResidentCredential, made.rpId], [true, 'localhost'], 'it lies in the authenticator, for this host')
		ok(!Buffer.from(made.userHandle, 'base64').toString('latin1').includes('nora'), 'under a name that says nothing')
		await signOut(page)
		await byPasskey(page, at)
		await page.waitForURL((url) => url.pathname === '/register')
		ok((await page.textContent('.who')).includes('Nora Newcomer'), 'and signs in with it, to where they wanted to go')
		await page.goto(at + '/account')
		ok((await page.textContent('main')).includes('passkey'), 'the session says so')

		// Added twice by the same authenticator: the browser says no by itself.
		await page.goto(at + '/account/keys')
		await page.click('[data-passkey=add] button')
		await page.waitForFunction(() => document.querySelector('[data-passkey=add] [role=status]').textContent.length > 0)
		is((await device.credentials()).length, 1, 'one authenticator holds one passkey of a person')
		await signOut(page)
		is(watcher.take(), [], 'no complaint on the way')

		// A copy that counts from where it was taken.
		watcher.expected.add(403)
		const [now] = await device.credentials()
		await device.cdp.send('WebAuthn.clearCredentials', { authenticatorId: device.authenticatorId })
		await device.cdp.send('WebAuthn.addCredential', { authenticatorId: device.authenticatorId, credential: { ...now, signCount: 0 } })
		await byPasskey(page, at)
		await refused(page, 'a copied passkey, whose counter fell back, is refused')
		is(JSON.parse(desk.run('--json', 'passkey', 'list', 'nora').split('\n')[0]).name, 'Nora\u2019s telephone', 'its owner keeps it')
		await device.cdp.send('WebAuthn.clearCredentials', { authenticatorId: device.authenticatorId })
		await device.cdp.send('WebAuthn.addCredential', { authenticatorId: device.authenticatorId, credential: { ...now, signCount: now.signCount + 10 } })
		await byPasskey(page, at)
		await page.waitForURL((url) => url.pathname === '/register')
		ok(true, 'and signs in with the true one')
		await signOut(page)

		// Another place than the desk was told: passkeys are bound to it.
		desk.run('setting', 'set', 'sign-in.origin', at.replace(/\d+$/, '1'))
		await byPasskey(page, at)
		await refused(page, 'an answer given to another origin is refused')
		desk.run('setting', 'set', 'sign-in.origin', at)
		desk.run('passkey', 'end', 'nora')
		await byPasskey(page, at)
		await refused(page, 'a passkey that was ended is refused')

		// Who has none is not kept out.
		const plain = await browser.newContext({ javaScriptEnabled: false })
		const still = await plain.newPage()
		await byPassword(still, at, nora)
		await still.goto(at + '/account/keys')
		ok(!(await still.isVisible('[data-passkey]')), 'without JavaScript no button that does nothing')
		await still.fill('form:has(input[value=token-add]) input[name=name]', 'status board')
		await still.click('form:has(input[value=token-add]) button')
		const token = await still.textContent('section[aria-labelledby=made] code')
		const asked = await fetch(desk.address + '/register', { headers: { Authorization: `Bearer ${token}` } })
		is(asked.status, 200, 'a token made on the page reads')
		await still.click('section[aria-labelledby=tokens] tbody button')
		is((await fetch(desk.address + '/register', { headers: { Authorization: `Bearer ${token}` } })).status, 401, 'and no more once it was ended there')
		await plain.close()
		await context.close()
	} finally {
		await desk.end()
	}
}
