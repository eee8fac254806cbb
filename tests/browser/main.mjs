// SPDX-License-Identifier: Apache-2.0
// The main job in a browser: sign in, import a register, read advisories, see who must be warned and why; on a desk's screen and, without JavaScript,
// on a phone; then every page of the fictional country for size, width, languages and what the house forbids. node main.mjs PROGRAM
import { chromium } from 'playwright-core'
import { writeFileSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Desk, root } from './desk.mjs'
import { people } from './people.mjs'
import { newcomer } from './newcomer.mjs'
import { passkeys } from './passkey.mjs'
import { finish, is, ok, step } from './tap.mjs'
import { Watcher, faults, overflow } from './watcher.mjs'

const WIRE_BYTES_MAX = 60 * 1024
const norland = join(root, 'tests', 'scenario', 'data', 'norland')
const program = process.argv[2]
const switches = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

const text = async (page) => (await page.locator('main').innerText()).replace(/\s+/g, ' ')
const heading = async (page) => (await page.locator('h1').innerText()).trim()

async function signIn(page, desk, password = desk.login.password) {
	await page.goto(desk.address + '/login')
	await page.fill('input[name=name]', desk.login.login)
	await page.fill('input[name=password]', password)
	await page.click('main button')
}

// Clean: nothing has complained since the last look, and the page obeys the house.
async function clean(page, watcher, name) {
	const found = [...watcher.take(), ...(await page.evaluate(faults))]
	const wide = await page.evaluate(overflow)
	if (wide) found.push(wide)
	ok(found.length === 0, `${name}: no complaint`, found.join('\n'))
}

// What looks after the desk stands below one entry.
async function toMenu(page, label) {
	if (!(await page.locator(`nav.menu a:text-is("${label}")`).count())) await page.click('nav.menu a:text-is("Desk")')
	await page.click(`nav.menu a:text-is("${label}")`)
}

// The whole job, from a fresh desk to the path to the hospital.
async function mainJob(browser, name, options) {
	const desk = new Desk(program)
	const context = await browser.newContext(options)
	const page = await context.newPage()
	page.setDefaultTimeout(8000)
	try {
		desk.advisories([
			['read/rtu.json', 'A-RTU', 'Fjordlogic', 'RTU 20', 'known_affected=<3.2', 'fixed=3.2', 'title=RTU 20: <b>crafted</b> message & stop'],
			['read/relay.json', 'A-RELAY', 'Halden Power', 'Relay R9', 'known_affected=7.1']
		])
		writeFileSync(join(desk.folder, 'read', 'cut.json'), readFileSync(join(desk.folder, 'read', 'rtu.json')).subarray(0, 400))
		await desk.serve()
		const watcher = new Watcher(page, desk.address)
		await step(`${name}: sign in`, () => signingIn(page, desk, watcher, name))
		await step(`${name}: import`, () => importing(page, watcher, name))
		await step(`${name}: read`, () => reading(page, desk, watcher, name))
		await step(`${name}: watch`, () => watching(page, watcher, name))
		await step(`${name}: register`, () => registering(page, watcher, name))
		await step(`${name}: advisory`, () => advisory(page, watcher, name))
		await step(`${name}: warned`, () => warned(page, watcher, name))
		await step(`${name}: aliases`, () => aliases(page, desk, watcher, name))
		await step(`${name}: sign out`, () => signingOut(page, desk, watcher, name))
	} finally {
		await context.close()
		await desk.end()
	}
}

async function signingIn(page, desk, watcher, name) {
	watcher.expected.add(401)
	watcher.expected.add(403)
	await page.goto(desk.address + '/register?q=pump')
	ok(page.url().includes('/login'), `${name}: who is not signed in is asked to`, page.url())
	await page.fill('input[name=name]', 'desk')
	await page.fill('input[name=password]', 'wrong')
	await page.click('main button')
	ok(/wrong/i.test(await text(page)), `${name}: a wrong password is said`, await text(page))
	is((await page.context().cookies()).filter((c) => c.httpOnly).length, 0, `${name}: and opens no session`)
	await page.fill('input[name=name]', desk.login.login)
	await page.fill('input[name=password]', desk.login.password)
	await page.click('main button')
	ok(page.url().endsWith('/register?q=pump'), `${name}: after signing in one is where one wanted to be`, page.url())
	const session = (await page.context().cookies()).filter((c) => c.httpOnly)
	is(session.map((c) => [c.sameSite, c.path]), [['Lax', '/'], ['Lax', '/']], `${name}: the cookies of session and device are out of reach of scripts and of other sites`)
	watcher.expected.clear()
	watcher.take()
	await page.goto(desk.address + '/')
	is((await page.locator('nav.menu a').allInnerTexts()).map((t) => t.trim()).sort(), ['Advisories', 'Desk', 'Register', 'Watch', 'Who must be warned'], `${name}: the menu`)
	await clean(page, watcher, `${name}: Watch of an empty desk`)
}

async function importing(page, watcher, name) {
	await toMenu(page, 'Admin')
	await clean(page, watcher, `${name}: Admin`)
	await page.click('main a[href="/admin/import"]')
	await clean(page, watcher, `${name}: Import`)
	await page.setInputFiles('input[type=file]', readdirSync(norland).map((f) => join(norland, f)))
	await page.click('button:text-is("Show what would change")')
	const rows = await page.locator('table').first().locator('tbody tr').allInnerTexts()
	ok(rows.some((r) => /^assets\s+9\s/i.test(r)), `${name}: the difference is shown before anything changes`, rows.join('\n'))
	ok((await text(page)).includes('pump-1'), `${name}: row by row`)
	await clean(page, watcher, `${name}: Difference`)
	await page.click('button:text-is("Import this")')
	await clean(page, watcher, `${name}: Imported`)
	await toMenu(page, 'Register')
	ok(/\b9\b.*Assets|Assets.*\b9\b/i.test(await text(page)), `${name}: the register has nine assets`, await text(page))
	await clean(page, watcher, `${name}: Register`)
	// A mistake is told with file, line and column.
	await page.goto(page.url().replace(/\/register.*/, '/admin/import'))
	watcher.expected.add(400).add(422)
	await page.setInputFiles('input[type=file]', { name: 'assets.csv', mimeType: 'text/csv', buffer: Buffer.from('id,organization,name\nx,nobody,X\n') })
	await page.click('button:text-is("Show what would change")')
	ok(/assets\.csv:2:3/.test(await text(page)), `${name}: a mistake in a file is told with line and column`, await text(page))
	watcher.expected.clear()
	await clean(page, watcher, `${name}: Import with a mistake`)
}

async function reading(page, desk, watcher, name) {
	await toMenu(page, 'Admin')
	await page.click('main a[href="/admin/advisories"]')
	await clean(page, watcher, `${name}: Read advisories`)
	await page.setInputFiles('input[type=file]', ['rtu.json', 'relay.json', 'cut.json'].map((f) => join(desk.folder, 'read', f)))
	await page.click('main button:text-is("Read")')
	const rows = (await page.locator('table tbody tr').allInnerTexts()).map((r) => r.replace(/\s+/g, ' '))
	is([rows.filter((r) => r.includes('accepted')).length, rows.filter((r) => r.includes('quarantined')).length], [2, 1], `${name}: what became of each document`)
	await clean(page, watcher, `${name}: Read`)
	await page.goto(desk.address + '/quarantine')
	ok((await text(page)).includes('cut.json'), `${name}: what could not be read is kept with its reason`)
	await clean(page, watcher, `${name}: Quarantine`)
}

async function watching(page, watcher, name) {
	await toMenu(page, 'Watch')
	const seen = await text(page)
	ok(/Aqua Sund/.test(seen) && /Sund General Hospital/.test(seen), `${name}: Watch: who must act`, seen)
	ok(seen.includes('RTU 20: <b>crafted</b> message & stop'), `${name}: Watch: what is new, and foreign text stays text`, seen)
	is(await page.locator('main b:text-is("crafted")').count(), 0, `${name}: Watch: it makes no elements`)
	await clean(page, watcher, `${name}: Watch`)
}

async function registering(page, watcher, name) {
	await toMenu(page, 'Register')
	await page.fill('main input[name=q]', 'lake pump')
	await page.click('main form[role=search] button')
	await page.click('main a:has-text("Lake pump")')
	is(await heading(page), 'Lake pump', `${name}: an asset is found by its name`)
	const seen = await text(page)
	ok(/Sund substation/.test(seen) && /Tap water of Sund/.test(seen) && /RTU 20/.test(seen), `${name}: what it needs, who needs it, what is in it`, seen)
	ok((await page.locator('main svg').count()) >= 1, `${name}: drawn`)
	const drawn = await page.locator('main svg').first().textContent()
	ok(/Sund substation/.test(drawn) && /Tap water/.test(drawn), `${name}: the picture holds both`, drawn)
	await clean(page, watcher, `${name}: an asset`)
	await page.click('main a:has-text("Tap water of Sund")')
	ok(/2 of 3/.test(await text(page)), `${name}: a service says how many of its suppliers it needs`, await text(page))
	await clean(page, watcher, `${name}: a service`)
	await page.click('main a:has-text("Aqua Sund")')
	is(await heading(page), 'Aqua Sund', `${name}: its organization`)
	await clean(page, watcher, `${name}: an organization`)
}

async function advisory(page, watcher, name) {
	await toMenu(page, 'Advisories')
	is(await page.locator('main table tbody tr').count(), 2, `${name}: the advisories`)
	await clean(page, watcher, `${name}: Advisories`)
	await page.click('main table a:has-text("RTU 20")')
	const seen = await text(page)
	ok(seen.includes("RTU 20: 3.1.0 < 3.2, vendor 'Fjordlogic' = 'Fjordlogic'"), `${name}: a finding with the reason that can be checked`, seen)
	ok(/undecidable/.test(seen) && /no version known/.test(seen), `${name}: and the one that cannot be decided`)
	ok(/Products/.test(seen) && /<3\.2/.test(seen), `${name}: its products`)
	await clean(page, watcher, `${name}: an advisory`)
}

async function warned(page, watcher, name) {
	await toMenu(page, 'Who must be warned')
	const rows = (await page.locator('main table tbody tr').allInnerTexts()).map((r) => r.replace(/\s+/g, ' '))
	const clinic = rows.find((r) => r.includes('Sund General Hospital'))
	ok(clinic !== undefined && /nothing itself/.test(clinic) && /Duty engineer/.test(clinic), `${name}: the hospital is warned though it runs nothing affected`, rows.join('\n'))
	ok(rows.some((r) => /Telefjord/.test(r) && /possible/.test(r)), `${name}: the possible ones are marked`)
	await clean(page, watcher, `${name}: Who must be warned`)
	await page.click('main table a:has-text("Sund General Hospital")')
	const seen = await text(page)
	const contacts = await page.locator('main ol li b').allInnerTexts()
	is(contacts, ['Duty engineer', 'Security office', 'Switchboard'], `${name}: whom to reach, in this order`)
	ok(/water: needs 1 of 1, has 0/.test(seen), `${name}: why`, seen)
	const path = page.locator('section[aria-labelledby=path] svg')
	is(await path.count(), 1, `${name}: the path as a picture`)
	const drawn = await path.first().textContent()
	ok(/pump/i.test(drawn) && /Tap water/.test(drawn) && /Surgery/.test(drawn), `${name}: from the cause to the surgery`, drawn)
	ok((await path.first().boundingBox()).width > 100, `${name}: and large enough to see`)
	await clean(page, watcher, `${name}: one organization`)
}

async function aliases(page, desk, watcher, name) {
	await page.goto(desk.address + '/admin/aliases')
	await page.selectOption('main select', 'vendor').catch(() => {})
	await page.fill('main input[name=alias]', 'Oddvar Electric')
	await page.fill('main input[name=canonical]', 'Fjordlogic')
	await page.locator('main form button').first().click()
	ok((await text(page)).includes('Oddvar Electric'), `${name}: an alias is kept`, await text(page))
	await clean(page, watcher, `${name}: Aliases`)
	await page.locator('main form[action$="/remove"] button').first().click()
	is(await page.locator('main form[action$="/remove"]').count(), 0, `${name}: and removed`)
	watcher.take()
}

async function signingOut(page, desk, watcher, name) {
	await page.click('header button:text-is("Sign out")')
	watcher.take()
	await page.goto(desk.address + '/warn')
	ok(page.url().includes('/login'), `${name}: after signing out nothing is shown`, page.url())
	const text404 = await page.request.get(desk.address + '/no-such-page', { maxRedirects: 0 })
	ok([302, 303, 401, 404].includes(text404.status()), `${name}: a page that is not there is no error of the program`, text404.status())
}

// ---- every page of the fictional country ----
async function country(browser) {
	const desk = new Desk(program)
	try {
		desk.run('sample', join(desk.folder, 'country'), '--seed', '1')
		desk.run('import', join(desk.folder, 'country', 'register'))
		desk.run('advisory', 'read', join(desk.folder, 'country', 'advisories'))
		await desk.serve()
		const pages = []
		await step('pages of the country', () => sizes(browser, desk, pages))
		await step('narrow screens', () => narrow(browser, desk, pages))
		await step('languages', () => languages(browser, desk, pages))
		await step('pictures', () => pictures(browser, desk))
		await step('keyboard', () => keyboard(browser, desk))
		await step('dark', () => looks(browser, desk))
	} finally {
		await desk.end()
	}
}

// One path stands for all that differ in names only: up to three of each kind are looked at.
const kindOf = (path) => {
	const url = new URL(path, 'http://x')
	return url.pathname.replace(/^\/(advisories|warn|register\/nodes|register\/organizations)\/.*/, '/$1/*') + '?' + [...url.searchParams.keys()].sort().join('&')
}

async function sizes(browser, desk, pages) {
	const context = await browser.newContext()
	const page = await context.newPage()
	const watcher = new Watcher(page, desk.address)
	await signIn(page, desk)
	await watcher.weigh()
	const kinds = new Map()
	const queue = ['/']
	const seen = new Set(queue)
	let heaviest = { bytes: 0 }
	const heavy = []
	const complaints = []
	while (queue.length && pages.length < 60) {
		const path = queue.shift()
		watcher.bytes = 0
		const response = await page.goto(desk.address + path, { waitUntil: 'load' })
		if (!(response.headers()['content-type'] || '').startsWith('text/html')) continue
		pages.push(path)
		if (watcher.bytes > heaviest.bytes) heaviest = { bytes: watcher.bytes, path }
		if (watcher.bytes > WIRE_BYTES_MAX) heavy.push(`${path}: ${watcher.bytes}`)
		if (!/default-src 'self'/.test(response.headers()['content-security-policy'] || '')) complaints.push(`${path}: no CSP`)
		for (const c of [...watcher.take(), ...(await page.evaluate(faults))]) complaints.push(`${path}: ${c}`)
		for (const href of await page.evaluate(() => [...document.querySelectorAll('a[href]')].map((a) => new URL(a.getAttribute('href'), location.href).href))) {
			if (!href.startsWith(desk.address) || href.includes('/language')) continue
			const next = href.slice(desk.address.length).replace(/#.*/, '') || '/'
			const kind = kindOf(next)
			if (seen.has(next) || (kinds.get(kind) || 0) >= 3) continue
			kinds.set(kind, (kinds.get(kind) || 0) + 1)
			seen.add(next)
			queue.push(next)
		}
	}
	ok(pages.length >= 20, `${pages.length} pages are reached by links`)
	console.log(`# heaviest: ${heaviest.bytes} bytes on the wire: ${heaviest.path}`)
	ok(heavy.length === 0, `no page over ${WIRE_BYTES_MAX} bytes on the wire, style and pictures included`, heavy.join('\n'))
	ok(complaints.length === 0, 'no page complains, leaves the desk, or holds what the house forbids', complaints.join('\n'))
	await context.close()
}

async function narrow(browser, desk, pages) {
	for (const [width, height] of [[320, 568], [360, 740]]) {
		const context = await browser.newContext({ viewport: { width, height }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 })
		const page = await context.newPage()
		await signIn(page, desk)
		const wide = []
		for (const path of pages) {
			await page.goto(desk.address + path)
			const found = await page.evaluate(overflow)
			if (found) wide.push(`${path}: ${found}`)
		}
		ok(wide.length === 0, `no page scrolls sideways at ${width} px`, wide.join('\n'))
		await context.close()
	}
}

const mainPages = ['/', '/warn', '/advisories', '/register', '/register/assets', '/register/services', '/register/organizations', '/admin', '/admin/import', '/admin/advisories',
	'/admin/aliases', '/quarantine']

async function languages(browser, desk, pages) {
	const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
	const page = await context.newPage()
	const watcher = new Watcher(page, desk.address)
	await signIn(page, desk)
	watcher.take()
	for (const code of ['fr', 'es', 'ru', 'zh', 'en', 'ar']) {
		await page.goto(`${desk.address}/language?to=${code}&back=/warn`)
		is([await page.getAttribute('html', 'lang'), await page.getAttribute('html', 'dir')], [code, code === 'ar' ? 'rtl' : 'ltr'], `the desk speaks ${code}`)
	}
	const details = pages.filter((p) => /^\/(warn|advisories|register\/nodes)\/[^?]*$/.test(p)).slice(0, 8)
	const complaints = []
	const untranslated = []
	for (const path of [...mainPages, ...details]) {
		await page.goto(desk.address + path)
		const wide = await page.evaluate(overflow)
		if (wide) complaints.push(`${path}: ${wide}`)
		for (const c of [...watcher.take(), ...(await page.evaluate(faults))]) complaints.push(`${path}: ${c}`)
		const words = [...(await page.locator('main h2, thead th, nav.menu a, main button, main label').allInnerTexts()), ...(mainPages.includes(path) ? [await heading(page)] : [])]
		for (const word of words) if (/[A-Za-z]{4}/.test(word.replace(/\b[A-Z]{2,}\b/g, '')) && !/[\u0600-\u06ff]/.test(word)) untranslated.push(`${path}: ${word.trim()}`)
	}
	ok(complaints.length === 0, 'in Arabic, on a phone, without JavaScript: no complaint, nothing sticks out', complaints.join('\n'))
	ok(untranslated.length === 0, 'in Arabic every heading, label and button is Arabic', [...new Set(untranslated)].join('\n'))
	await page.goto(desk.address + '/warn')
	const sides = await page.evaluate(() => {
		const brand = document.querySelector('.brand').getBoundingClientRect()
		return brand.right > window.innerWidth / 2
	})
	ok(sides, 'and begins at the right')
	await context.close()
}

// Names that lie on each other, or beyond the picture. Runs in the page.
function namesOnNames() {
	const out = []
	for (const svg of document.querySelectorAll('.map svg')) {
		const edge = svg.getBoundingClientRect()
		const boxes = [...svg.querySelectorAll('text.name')].filter((t) => getComputedStyle(t).display !== 'none').map((t) => ({ text: t.textContent, box: t.getBoundingClientRect() }))
		if (boxes.length < 3) out.push(`only ${boxes.length} names`)
		for (const a of boxes) {
			if (a.box.left < edge.left - 1 || a.box.right > edge.right + 1) out.push(`beyond the edge: ${a.text}`)
			for (const b of boxes) if (a !== b && a.box.left < b.box.right && b.box.left < a.box.right && a.box.top + 3 < b.box.bottom && b.box.top + 3 < a.box.bottom) out.push(`${a.text} lies on ${b.text}`)
		}
	}
	return out
}

// Labels of the path that break a word of their node's name, or stick out of its box. Runs in the page.
function brokenLabels() {
	const out = []
	for (const node of document.querySelectorAll('.path .node')) {
		const whole = node.querySelector('title').textContent
		const box = node.querySelector('rect').getBoundingClientRect()
		for (const line of node.querySelectorAll('text.label, text.kind')) {
			const text = line.textContent.replace(/\u2026$/, '')
			const at = whole.indexOf(text)
			const before = whole[at - 1], after = whole[at + text.length]
			if (at < 0 || (before && !' -/'.includes(before)) || (after && !' -/,:'.includes(after) && !text.endsWith('-') && !text.endsWith('/'))) out.push(`${whole}: "${line.textContent}"`)
			const drawn = line.getBoundingClientRect()
			if (drawn.left < box.left - 1 || drawn.right > box.right + 1) out.push(`sticks out: "${line.textContent}"`)
		}
		const link = node.closest('a')
		if (link && !link.getAttribute('aria-label')) out.push(`a link without its whole name: ${whole}`)
	}
	return out
}

async function pictures(browser, desk) {
	for (const [name, width, lang] of [['desk', 1280, 'en'], ['desk', 1280, 'ar'], ['phone', 360, 'en'], ['phone', 360, 'ar']]) {
		const context = await browser.newContext({ viewport: { width, height: 800 }, isMobile: width < 500 })
		const page = await context.newPage()
		await signIn(page, desk)
		await page.goto(`${desk.address}/language?to=${lang}&back=/`)
		const crossed = []
		for (const path of ['/', '/register']) {
			await page.goto(desk.address + path)
			for (const c of await page.evaluate(namesOnNames)) crossed.push(`${path}: ${c}`)
		}
		ok(crossed.length === 0, `${name}, ${lang}: the heaviest places are named, and no name lies on another`, crossed.join('\n'))
		await page.goto(desk.address + '/warn')
		const hrefs = await page.evaluate(() => [...document.querySelectorAll('main table th a')].slice(0, 12).map((a) => a.getAttribute('href')))
		const broken = []
		const hidden = []
		for (const href of hrefs) {
			await page.goto(desk.address + href)
			for (const c of await page.evaluate(brokenLabels)) broken.push(`${href}: ${c}`)
			if (width < 500) hidden.push(...(await page.evaluate(() => [...document.querySelectorAll('.scroll:has(> table.rows)')].filter((s) => s.scrollWidth > s.clientWidth + 1).map((s) => location.pathname))))
			if (lang !== 'ar') continue
			for (const t of await page.locator('ol li .tag').allInnerTexts()) if (!/[\u0600-\u06ff]/.test(t)) broken.push(`${href}: ${t} is not Arabic`)
			if (await page.evaluate(() => [...document.querySelectorAll('bdi[lang=en]')].some((e) => getComputedStyle(e).direction !== 'ltr'))) broken.push(`${href}: English from right to left`)
		}
		ok(broken.length === 0, `${name}, ${lang}: paths break no word and name whole what they shorten`, broken.join('\n'))
		if (width < 500) ok(hidden.length === 0, `${name}, ${lang}: no column of a table is out of sight`, [...new Set(hidden)].join('\n'))
		await context.close()
	}
}

async function keyboard(browser, desk) {
	const context = await browser.newContext({ viewport: { width: 1000, height: 700 } })
	const page = await context.newPage()
	await signIn(page, desk)
	const focused = () => page.evaluate(() => {
		const e = document.activeElement
		const box = e.getBoundingClientRect()
		const style = getComputedStyle(e)
		return {
			skip: e.classList.contains('skip'), main: document.getElementById('main').contains(e), menu: Boolean(e.closest('nav.menu')),
			seen: box.width > 0 && box.height > 0 && box.bottom > 0, marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none', what: e.outerHTML.slice(0, 90)
		}
	})
	for (const path of ['/', '/warn', '/register', '/advisories', '/admin/import']) {
		await page.goto(desk.address + path)
		await page.keyboard.press('Tab')
		const first = await focused()
		ok(first.skip && first.seen, `${path}: the first Tab shows the way past the menu`, first)
		await page.keyboard.press('Enter')
		await page.keyboard.press('Tab')
		const next = await focused()
		ok(next.main && next.marked, `${path}: it leads into the content, and the focus can be seen`, next)
		await page.goto(desk.address + path)
		let menu = 0
		let reached = null
		const unmarked = []
		for (let i = 0; i < 40 && !reached; i++) {
			await page.keyboard.press('Tab')
			const now = await focused()
			menu += now.menu ? 1 : 0
			if (!now.marked) unmarked.push(now.what)
			if (now.main) reached = i
		}
		ok(reached !== null && menu >= 4 && unmarked.length === 0, `${path}: Tab goes through the menu to the content`, { reached, menu, unmarked })
	}
	// Signing in needs no pointer.
	await context.clearCookies()
	await page.goto(desk.address + '/login')
	await page.locator('input[name=name]').focus()
	await page.keyboard.type(desk.login.login)
	await page.keyboard.press('Tab')
	await page.keyboard.type(desk.login.password)
	await page.keyboard.press('Enter')
	await page.waitForURL(desk.address + '/')
	ok(true, 'one signs in by keyboard')
	await context.close()
}

// Contrast of text in both colour schemes, as WCAG 2.1 counts it: at least 4.5, for large text 3.
function contrast() {
	const channel = (c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)
	const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
	const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
	const rgb = (css) => {
		canvas.clearRect(0, 0, 1, 1)
		canvas.fillStyle = css
		canvas.fillRect(0, 0, 1, 1)
		return [...canvas.getImageData(0, 0, 1, 1).data]
	}
	const behind = (e) => {
		for (; e; e = e.parentElement) {
			const c = rgb(getComputedStyle(e).backgroundColor)
			if (c[3] > 250) return c
		}
		return rgb(getComputedStyle(document.documentElement).colorScheme.includes('dark') && matchMedia('(prefers-color-scheme: dark)').matches ? '#121212' : '#fff')
	}
	const out = []
	for (const e of document.querySelectorAll('body *')) {
		if (e.closest('svg') || e.classList.contains('skip') || ![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) || !e.getClientRects().length) continue
		const style = getComputedStyle(e)
		const a = light(rgb(style.color))
		const b = light(behind(e))
		const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
		const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.6 && Number(style.fontWeight) >= 700)
		if (ratio < (large ? 3 : 4.5)) out.push(`${ratio.toFixed(2)} ${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 30)}`)
	}
	return [...new Set(out)]
}

async function looks(browser, desk) {
	for (const colorScheme of ['light', 'dark']) {
		const context = await browser.newContext({ colorScheme })
		const page = await context.newPage()
		await signIn(page, desk)
		const faint = []
		for (const path of ['/', '/warn', '/advisories', '/register', '/admin/import']) {
			await page.goto(desk.address + path)
			for (const f of await page.evaluate(contrast)) faint.push(`${path}: ${f}`)
		}
		ok(faint.length === 0, `text can be read in ${colorScheme} colours (contrast by WCAG 2.1)`, faint.join('\n'))
		await context.close()
	}
}

const browser = await chromium.launch({ executablePath: process.env.MAINSTAY_CHROMIUM || '/usr/bin/chromium', headless: true, args: switches })
try {
	await step('on a desk', () => mainJob(browser, 'desk', { viewport: { width: 1280, height: 900 } }))
	await step('on a phone', () => mainJob(browser, 'phone, no JavaScript', { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2, javaScriptEnabled: false }))
	await people(browser)
	await step('passkeys', () => passkeys(browser))
	await step('newcomer', () => newcomer(browser))
	await step('the fictional country', () => country(browser))
} finally {
	await browser.close()
}
finish()
