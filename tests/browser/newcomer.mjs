// SPDX-License-Identifier: Apache-2.0
// A new desk from its first page on: a newcomer makes themself known, takes a passkey, invites an operator, who sees their own part only; an administrator
// reads nothing; an auditor's proof is checked by stock OpenSSL; the newest backup restores.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { Desk, root } from './desk.mjs'
import { authenticator, byPasskey, signOut } from './passkey.mjs'
import { is, ok, step } from './tap.mjs'
import { Watcher } from './watcher.mjs'

const PASSWORD = 'a fine long password'
const title = async (page) => (await page.locator('h1').innerText()).trim()

async function chooses(page) {
	await page.fill('[name=fresh]', PASSWORD)
	await page.fill('[name=again]', PASSWORD)
	await page.click('main form button')
}

async function byPassword(page, at, name, password) {
	await page.goto(at + '/login')
	await page.fill('input[name=name]', name)
	await page.fill('input[name=password]', password)
	await page.click('main form button')
}

export async function newcomer(browser) {
	const desk = new Desk(process.argv[2], '--setup')
	const contexts = []
	const open = async (at) => {
		const context = await browser.newContext()
		contexts.push(context)
		const page = await context.newPage()
		page.setDefaultTimeout(8000)
		const watcher = new Watcher(page, at)
		watcher.expected.add(404)
		return { context, page, watcher }
	}
	try {
		await desk.serve()
		const at = desk.address.replace('127.0.0.1', 'localhost')
		desk.run('setting', 'set', 'sign-in.origin', at)
		const nora = await open(at)
		const olga = await open(at)

		await step('newcomer: set-up', async () => {
			await nora.page.goto(at + desk.login.setup)
			await nora.page.fill('[name=id]', 'nora')
			await nora.page.fill('[name=name]', 'Nora Newcomer')
			await chooses(nora.page)
			await olga.page.goto(at + desk.login.setup)
			is(await title(olga.page), 'Not found', 'newcomer: the set-up page opens once')
		})
		await step('newcomer: passkey', async () => {
			await authenticator(nora.context, nora.page)
			await nora.page.goto(at + '/account/keys')
			await nora.page.click('[data-passkey=add] button')
			await nora.page.waitForSelector('table.rows')
			await signOut(nora.page)
			await byPasskey(nora.page, at, '/people')
			await nora.page.waitForURL((url) => url.pathname === '/people')
			ok((await nora.page.textContent('.who')).includes('Nora Newcomer'), 'newcomer: signs in with a passkey')
		})
		await step('newcomer: invites an operator', async () => {
			desk.run('import', join(root, 'tests', 'scenario', 'data', 'norland'))
			await nora.page.fill('[name=id]', 'olga')
			await nora.page.fill('[name=organization]', 'aqua')
			await nora.page.click('section form button')
			await olga.page.goto((await nora.page.locator('#one-time').innerText()).trim())
			await chooses(olga.page)
			await olga.page.goto(at + '/register/nodes/pump-1')
			is(await title(olga.page), 'Lake pump', 'newcomer: the operator sees their own')
			await olga.page.goto(at + '/register/nodes/theatre')
			const hidden = await olga.page.content()
			await olga.page.goto(at + '/register/nodes/no-such')
			is((await olga.page.content()).replaceAll('no-such', 'theatre'), hidden, 'newcomer: of what is another\'s they see what they see of nothing')
			await olga.page.goto(at + '/register/assets?q=o')
			ok(!(await olga.page.content()).includes('Operating theatre'), 'newcomer: nor does a search show it')
		})
		await step('newcomer: an administrator does not read', async () => {
			const root = JSON.parse(desk.run('--json', 'user', 'add', 'root', '--role', 'administrator'))
			const admin = await open(at)
			await byPassword(admin.page, at, 'root', root.password)
			is(await title(admin.page), 'People', 'newcomer: an administrator begins at the people')
			for (const path of ['/register', '/register/nodes/pump-1', '/watch', '/advisories', '/warn', '/ledger']) {
				await admin.page.goto(at + path)
				is(await title(admin.page), 'Not found', `newcomer: ${path} is not there for them`)
			}
		})
		await step('newcomer: an auditor verifies', async () => {
			const made = JSON.parse(desk.run('--json', 'user', 'add', 'ada', '--role', 'auditor'))
			const ada = await open(at)
			await byPassword(ada.page, at, 'ada', made.password)
			await ada.page.goto(at + '/ledger')
			is(await title(ada.page), 'Ledger', 'newcomer: an auditor opens the ledger')
			ok(!(await ada.page.content()).includes('Lake pump'), 'newcomer: without what is not released to them')
			desk.run('ledger', 'checkpoint')
			desk.run('ledger', 'prove', 'pump-1', '--out', join(desk.folder, 'proof'))
			const done = spawnSync('sh', ['verify.sh'], { cwd: join(desk.folder, 'proof'), encoding: 'utf8' })
			is(done.status, 0, `newcomer: stock OpenSSL verifies the proof: ${done.stdout.trim().split('\n').pop()}`)
			ok(JSON.parse(desk.run('--json', 'ledger', 'verify').split('\n')[0]), 'newcomer: and the whole ledger holds while it is served')
		})
		await step('newcomer: the drill', async () => {
			desk.run('backup', '--to', join(desk.folder, 'one.backup'))
			const drill = desk.run('--json', 'restore', 'drill', join(desk.folder, 'one.backup'))
			ok(drill.length > 0, 'newcomer: the newest backup restores', drill)
		})
	} finally {
		for (const context of contexts) await context.close()
		await desk.end()
	}
}
