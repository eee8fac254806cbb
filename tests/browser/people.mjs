// SPDX-License-Identifier: Apache-2.0
// People in a browser: one-time codes, an invitation, what waits for a second, recovery, sessions that end. Without JavaScript on a phone too.
import { createHmac } from 'node:crypto'
import { Desk } from './desk.mjs'
import { is, ok, step } from './tap.mjs'
import { Watcher, faults, overflow } from './watcher.mjs'

// The code that a telephone would show (RFC 6238: SHA-1, 6 digits, 30 s).
function totp(base32, steps = 0) {
	const bits = [...base32.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('')
	const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)))
	const counter = Buffer.alloc(8)
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps))
	const mac = createHmac('sha1', key).update(counter).digest()
	return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0')
}

const title = async (page) => (await page.locator('h1').innerText()).trim()
const act = (page, name) => page.click(`form:has(input[name=act][value="${name}"]) button`)

async function clean(page, watcher, name) {
	const found = [...watcher.take(), ...(await page.evaluate(faults))]
	const wide = await page.evaluate(overflow)
	if (wide) found.push(wide)
	ok(found.length === 0, `${name}: no complaint`, found.join('\n'))
}

async function signIn(page, desk, name, password) {
	await page.goto(desk.address + '/login')
	await page.fill('[name=name]', name)
	await page.fill('[name=password]', password)
	await page.click('main button')
}

async function chooses(page, password) {
	await page.fill('[name=fresh]', password)
	await page.fill('[name=again]', password)
	await page.click('main form button')
}

async function enrols(page, watcher, name) {
	is(await title(page), 'Set up one-time codes', `${name}: one is led to one-time codes`)
	ok(await page.locator('svg.qr').isVisible(), `${name}: a picture for the telephone`)
	await clean(page, watcher, `${name}: enrolment`)
	const key = (await page.locator('ol code').first().innerText()).trim()
	await page.fill('[name=code]', '000000')
	await page.click('main form button')
	ok((await page.locator('.help strong').count()) === 1, `${name}: a wrong code is not taken`)
	is((await page.locator('ol code').first().innerText()).trim(), key, `${name}: the key stays the same`)
	await page.fill('[name=code]', totp(key))
	await page.click('main form button')
	is(await page.locator('main li code').count(), 10, `${name}: ten recovery codes`)
	await clean(page, watcher, `${name}: recovery codes`)
	return { key, codes: await page.locator('main li code').allInnerTexts() }
}

async function whole(browser, name, options) {
	const desk = new Desk(process.argv[2])
	const contexts = []
	const open = async (expected = []) => {
		const context = await browser.newContext(options)
		contexts.push(context)
		const page = await context.newPage()
		page.setDefaultTimeout(8000)
		const watcher = new Watcher(page, desk.address)
		expected.forEach((s) => watcher.expected.add(s))
		return { page, watcher }
	}
	try {
		const made = (id, role) => JSON.parse(desk.run('--json', 'user', 'add', id, '--role', role)).password
		const vera = made('vera', 'approver')
		const root = made('root', 'administrator')
		await desk.serve()
		const officer = await open()
		const newcomer = await open([404])
		const admin = await open([404])
		let telephone

		await step(`${name}: invitation`, async () => {
			await signIn(officer.page, desk, 'desk', desk.login.password)
			await officer.page.goto(desk.address + '/people')
			await clean(officer.page, officer.watcher, `${name}: people`)
			await officer.page.fill('[name=id]', 'olga')
			await officer.page.fill('[name=name]', 'Olga Ek')
			await officer.page.fill('[name=organization]', 'aqua')
			await officer.page.click('section form button')
			const link = (await officer.page.locator('#one-time').innerText()).trim()
			ok(link.startsWith(desk.address + '/invite/'), `${name}: an invitation is a link`, link)
			await clean(officer.page, officer.watcher, `${name}: the link`)
			await newcomer.page.goto(link)
			await clean(newcomer.page, newcomer.watcher, `${name}: the newcomer's page`)
			await chooses(newcomer.page, 'a fine long password')
			telephone = await enrols(newcomer.page, newcomer.watcher, name)
			await newcomer.page.goto(desk.address + '/people')
			is(await title(newcomer.page), 'Not found', `${name}: the newcomer administers nobody`)
			newcomer.watcher.take()
			await admin.page.goto(link)
			is(await title(admin.page), 'Not found', `${name}: the link opens once`)
			admin.watcher.take()
		})

		await step(`${name}: sign in with a code`, async () => {
			const { page, watcher } = await open()
			await signIn(page, desk, 'olga', 'a fine long password')
			is(await title(page), 'One-time code', `${name}: the password alone opens nothing`)
			await clean(page, watcher, `${name}: the code's page`)
			await page.goto(desk.address + '/account')
			ok(page.url().includes('/login'), `${name}: truly nothing`)
			await signIn(page, desk, 'olga', 'a fine long password')
			await page.fill('[name=code]', totp(telephone.key, 1)) // the step after: the telephone's clock may be ahead, and the last code was used
			await page.click('main button')
			ok(!page.url().includes('/login'), `${name}: with a code one is in`, page.url())
			const other = await open()
			await signIn(other.page, desk, 'olga', 'a fine long password')
			await other.page.fill('[name=code]', telephone.codes[0])
			await other.page.click('main button')
			ok(!other.page.url().includes('/login'), `${name}: with a recovery code too`)
			await page.goto(desk.address + '/account')
			ok((await page.locator('main').innerText()).includes('9 recovery codes'), `${name}: nine are left`)
			await clean(page, watcher, `${name}: account`)
			is(await page.locator('main table tbody tr').count(), 3, `${name}: three sessions are listed`)
			await act(page, 'others')
			is(await page.locator('main table tbody tr').count(), 1, `${name}: the others are ended`)
			await other.page.goto(desk.address + '/account')
			ok(other.page.url().includes('/login'), `${name}: and out`)
		})

		await step(`${name}: recovery by two`, async () => {
			await signIn(admin.page, desk, 'root', root)
			is(await title(admin.page), 'People', `${name}: an administrator begins at the people`)
			ok((await admin.page.locator('nav.menu').innerText()).includes('People') && !(await admin.page.locator('nav.menu').innerText()).includes('Register'), `${name}: and sees no register`)
			await admin.page.goto(desk.address + '/register')
			is(await title(admin.page), 'Not found', `${name}: nor opens it`)
			admin.watcher.take()
			await admin.page.goto(desk.address + '/people/olga')
			await clean(admin.page, admin.watcher, `${name}: one person`)
			await act(admin.page, 'recover')
			is(await admin.page.locator('#one-time').count(), 0, `${name}: one alone makes no link`)
			await admin.page.goto(desk.address + '/people')
			is(await admin.page.locator('button[value=confirm]').count(), 0, `${name}: nor confirms it`)
			const second = await open()
			await signIn(second.page, desk, 'vera', vera)
			await second.page.goto(desk.address + '/people')
			await clean(second.page, second.watcher, `${name}: what waits`)
			await second.page.click('button[value=confirm]')
			const link = (await second.page.locator('#one-time').innerText()).trim()
			const back = await open()
			await back.page.goto(link)
			is(await title(back.page), 'Get back your account', `${name}: a link for who was shut out`)
			await chooses(back.page, 'brand new password')
			is(await title(back.page), 'Set up one-time codes', `${name}: lets in, codes are set up anew`)
		})

		await step(`${name}: suspended`, async () => {
			const { page } = await open()
			await signIn(page, desk, 'olga', 'brand new password')
			await page.goto(desk.address + '/account')
			is(await title(page), 'Your account', `${name}: she is in`)
			await admin.page.goto(desk.address + '/people/olga')
			await act(admin.page, 'suspend')
			await page.goto(desk.address + '/account')
			ok(page.url().includes('/login'), `${name}: who is suspended is out at once`)
			await admin.page.goto(desk.address + '/people/rights')
			is(await title(admin.page), 'Rights of the roles', `${name}: the matrix of rights`)
			await clean(admin.page, admin.watcher, `${name}: rights`)
		})
	} finally {
		for (const context of contexts) await context.close()
		await desk.end()
	}
}

export async function people(browser) {
	await step('people on a desk', () => whole(browser, 'people', { viewport: { width: 1280, height: 900 } }))
	await step('people on a phone', () => whole(browser, 'people, phone, no JavaScript', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2, javaScriptEnabled: false }))
}
