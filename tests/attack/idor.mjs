// SPDX-License-Identifier: Apache-2.0
//
// idor.mjs PROGRAM DESK ROOT FOLDER: every page and command of `mainstay routes --json` is asked by everybody, with ids that belong to others, are missing or
// hostile. What is expected stands in the matrix below, written down a second time on purpose. Prints TAP. A route whose {name} is of no known kind fails.
import { execFile, execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Connection } from '../release/http.mjs'
import { Desk } from '../release/desk.mjs'
import { fixture } from './fixture.mjs'

const [program, where, root, folder] = process.argv.slice(2)
const sqlite = !/^postgres/.test(where)
let n = 0, bad = 0
export function ok(good, name, why = []) {
	console.log(`${good ? 'ok' : 'not ok'} ${++n} - ${name}`)
	if (good) return
	bad++
	for (const line of why.slice(0, 12)) console.log(`# ${line.slice(0, 400).replaceAll('\n', '\n# ')}`)
	if (why.length > 12) console.log(`# and ${why.length - 12} more`)
}

// ---- who may do what ----
const signedIn = ['anyone', 'self']
const ofDesk = [...signedIn, 'read', 'register', 'triage', 'warn', 'audit', 'people', 'policy']
const rights = {
	nobody: ['anyone'], guest: [...signedIn, 'read'], operator: [...signedIn, 'read', 'warn'], regulator: [...signedIn, 'read'], partner: [...signedIn, 'read'],
	auditor: [...signedIn, 'read', 'audit'], administrator: [...signedIn, 'people', 'admin'], desk: ofDesk, approver: [...ofDesk, 'approve'],
}
// The names of marked texts that somebody may be shown: theirs, and what their role is for.
const shown = { desk: ['alpha', 'bravo', 'charlie', 'people', 'hold', 'desk'], approver: ['alpha', 'bravo', 'charlie', 'people', 'hold', 'desk'], administrator: ['people'], auditor: ['hold'] }

// ---- ids ----
const kindOf = { 'organizations/id': 'organization', 'nodes/id': 'node', 'advisories/id': 'advisory', 'people/id': 'person', 'policy/id': 'dataset', 'warn/organization': 'organization',
	'ledger/leaf': 'leaf', 'aliases/key': 'alias', 'public/format': 'format', 'export/format': 'format', 'invite/token': 'link', 'recover/token': 'link', 'setup/token': 'link' }
const kind = (r) => {
	const m = /([^/]+)\/\{([^}]+)\}/.exec(r.path)
	return m ? kindOf[`${m[1]}/${m[2]}`] : ''
}
const hostile = ['../', '..%2f..%2fetc%2fpasswd', '%2e%2e', '%00', 'x%00y', "%27%22%3Cscript%3E", "x'%20OR%20'1'='1", '%0d%0aX-Evil:%201', '%f0%9f%92%a3%e2%80%ae%d7%90', '%ff%fe', '-1', '0',
	'99999999999999999999999', '%25s%25n', 'x'.repeat(3000)]
const queries = ['q=%27%22%3C', 'q=' + 'a'.repeat(2000), 'q=%00', 'q=%25_', 'q=%ff', 'page=-1', 'page=99999999999999999999', 'page=x', 'sort=zz', 'before=-1', 'before=99999999999999999999',
	'sector=%27--', 'role=x&state=y', 'kind=asset&id=ID', 'organization=ID', 'asset=ID', 'advisory=ID', 'id=ID', 'back=%2f%2fevil.example', 'box=1,2', 'box=nan,inf,-1e999,0', 'findings=-1',
	'tlp=%27', 'done=ID', 'a=1&'.repeat(70), '%=%&&&=']
const missing = { organization: 'no-such-organization', node: 'no-such-node', advisory: 'NO-SUCH-ADVISORY', person: 'no-such-person', dataset: 'no-such-set', leaf: '999999', alias: '999999', format: 'exe',
	link: '0123456789abcdef0123456789abcdef0123456789abcdef', session: '999999', token: '999999', passkey: '999999', request: '999999', hold: 'no-such-hold', upload: 'f'.repeat(32) }

const desk = new Desk(program, where, path.join(folder, 'idor'), root)
const ids = await fixture(desk, { sql, folder })
const routes = desk.must('routes', '--json').trim().split('\n').map((l) => JSON.parse(l))
const pages = routes.filter((r) => r.path), commands = routes.filter((r) => r.command)
ok(pages.every((r) => kind(r) !== undefined), 'the {name} of each page is of a kind that is asked for', pages.filter((r) => kind(r) === undefined).map((r) => `${r.method} ${r.path}: say in idor.mjs what it names (kindOf)`))
ok(routes.every((r) => r.right === '-' || r.right === 'machine' || Object.values(rights).some((l) => l.includes(r.right))), 'and each right is in the matrix')
for (const r of pages) r.kind = kind(r)

// ---- the database, past the program ----
function sql(text) {
	const args = sqlite ? ['-batch', '-noheader', '-separator', '|', where, text] : ['-X', '-q', '-A', '-t', '-F', '|', '-d', where, '-c', text]
	return execFileSync(sqlite ? 'sqlite3' : 'psql', args, { encoding: 'utf8', maxBuffer: 1 << 28 })
}
// What a refusal may touch: the ledger; when a session was last used and what sign-ins slow down; what is laid out for whoever comes; chores of the server.
const moving = /^(ledger_.*|sqlite_.*|session|api_token|sign_in_bucket|clearance|clearance_profile|release_class|counter|job|event|passkey_challenge|oidc_flow|known_device|certificate_version|desk_certificate)$/
const tables = sql(sqlite ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1" : "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
	.trim().split('\n').filter((t) => !moving.test(t))
const parts = { session: 'token, person, how, created_us, fresh_us', api_token: 'key, hash, person, scope, ended_us' }
function digests() {
	const out = new Map()
	const text = [...tables.map((t) => [t, '*']), ...Object.entries(parts)].map(([t, what]) => `SELECT '=== ${t}'; SELECT ${what} FROM ${t} ORDER BY 1, 2;`)
	let table = ''
	for (const line of sql(text.join('\n').replace(/ORDER BY 1, 2;/g, 'ORDER BY 1;')).split('\n'))
		if (line.startsWith('=== ')) table = line.slice(4)
		else out.set(table, `${out.get(table) ?? ''}${line}\n`)
	return new Map([...out].map(([t, lines]) => [t, createHash('sha256').update(lines.split('\n').sort().join('\n')).digest('hex')]))
}
const differing = (a, b) => [...new Set([...a.keys(), ...b.keys()])].filter((t) => a.get(t) !== b.get(t))

// ---- everybody ----
await desk.serve()
const people = [
	{ name: 'nobody', role: 'nobody' }, { name: 'nobody with headers of a proxy', role: 'nobody', headers: { 'X-Forwarded-For': '127.0.0.1', 'X-Forwarded-User': 'desk', 'X-SSL-Client-Verify': 'SUCCESS', 'X-SSL-Client-Cert': 'MIIB', Forwarded: 'for=127.0.0.1;proto=https' } },
	...ids.people.map((p) => ({ ...p })), // signed in with a password
	{ name: 'anna by token', person: 'anna', role: 'operator', organization: 'alpha', bearer: ids.bearers.anna, scope: ['anyone', 'read'] },
	{ name: 'dora by token', person: 'dora', role: 'desk', bearer: ids.bearers.dora, scope: ['anyone', 'triage'] },
	{ name: 'aud by token', person: 'aud', role: 'auditor', bearer: ids.bearers.aud, scope: ['anyone', 'audit'] },
]
for (const p of people) {
	p.rights = rights[p.role].filter((r) => !p.scope || p.scope.includes(r))
	p.shown = [...(p.organization ? [p.organization] : []), ...(shown[p.role] ?? [])]
	p.lines = [1, 2, 3].map(() => new Connection(desk.port))
	if (p.password) {
		await p.lines[0].signIn(p.person, p.password)
		p.cookie = p.lines[0].cookie
	}
}
const may = (p, r) => p.rights.includes(r.right)

// ---- what is asked, and what is expected ----
const wrong = { status: [], same: [], leak: [], broken: [], kept: [] }
const say = (list, p, q, what) => list.push(`${p.name}: ${q.method} ${q.target.slice(0, 120)}: ${what}`)
let asked = 0
async function ask(p, line, q) {
	const headers = { ...(p.headers ?? {}), ...(p.cookie ? { Cookie: p.cookie } : {}), ...(p.bearer ? { Authorization: `Bearer ${p.bearer}` } : {}) }
	if (q.method === 'POST') headers.Origin = 'http://127.0.0.1'
	const a = await line.ask(q.method, q.target, headers, q.body ?? '')
	a.text = a.body.toString('utf8')
	asked++
	return a
}
const innards = /SQLSTATE|sqlite3?_|libpq|\bERROR: {2}|SELECT .* FROM |\.c:\d+|\/tmp\/|\/root\/|\/usr\/(lib|share)|Sanitizer|core dumped|\(null\)/
function looked(p, q, a) {
	if (!a.head) say(wrong.broken, p, q, 'no answer')
	if (a.status >= 500) say(wrong.broken, p, q, `${a.status} ${/<p[^>]*>([^<]*)/.exec(a.text)?.[1] ?? ''}`)
	if (/\r\nx-evil/i.test(a.head)) say(wrong.broken, p, q, 'a header of its own')
	const path_ = q.target.split('?')[0]
	// Where a backup lies, and where an advisory was read from, is for whoever looks after them.
	const told = (path_ === '/backup' && p.rights.includes('admin')) || (path_.startsWith('/advisories/') && p.rights.includes('triage'))
	if (innards.test(a.text) && !(told && innards.exec(a.text)[0] === '/tmp/')) say(wrong.broken, p, q, `tells ${innards.exec(a.text)[0]}`)
	for (const m of (a.head + a.text).matchAll(/KANARY-([a-z]+)-([a-z0-9]+)/g))
		if (!p.shown.includes(m[1]) && !(m[1] === 'people' && m[2] === p.person)) say(wrong.leak, p, q, `tells ${m[0]}`)
	const personal = p.cookie || p.bearer
	if (personal && a.status === 200 && !/\r\ncache-control: *(no-store|private)/i.test(a.head)) say(wrong.kept, p, q, /\r\ncache-control[^\r]*/i.exec(a.head)?.[0].trim() ?? 'no Cache-Control')
}
// An answer without what was asked for and without the time it took.
function bare(q, a, like = q) {
	let text = `${a.head.replace(/\r\n(date|etag|content-length|x-request-id|server-timing):[^\r]*/gi, '')}\n${a.text}`.split('\n').filter((l) => !/page made/.test(l)).join('\n')
	for (const { target } of [q, like]) {
		const plain = decodeURI(target), escaped = plain.replaceAll('&', '&amp;')
		for (const t of new Set([encodeURIComponent(target), encodeURIComponent(plain), target, plain, escaped])) if (t !== '/') text = text.replaceAll(t, 'TARGET')
	}
	return text.replace(/datetime="[^"]*"[^<]*<\/time>|\d+(\.\d+)? ?ms/g, '')
}
// Would a row of another method that they may open say that the address is used another way?
const pattern = (r) => new RegExp(`^${r.path.replace(/\{[^}]*\}/g, '[^/]+')}$`)
const otherWay = (p, q) => pages.some((r) => r.method !== q.method && may(p, r) && pattern(r).test(q.target.split('?')[0]))
const absent = new Map()
async function likeAbsent(p, line, q) {
	const way = otherWay(p, q)
	const base = q.target.split('?')[0].split('/').slice(0, 3).join('/') // the same entry of the menu is the open one
	const other = { method: q.method, target: `${base === '/' ? '' : base}/zz/zz/zz/zz/zz`, body: q.body }
	const key = `${p.name} ${q.method} ${base}`
	if (!absent.has(key)) absent.set(key, await ask(p, line, other))
	const text = bare(other, absent.get(key), q)
	return way ? text.replace('there is no such page', 'this address is not used that way') : text
}
// Whose it is, of ids that are somebody's.
const hidden = (p, what, id) => ['organization', 'node', 'advisory'].includes(what) && ids.owner[id] !== undefined && !p.shown.includes(ids.owner[id])

async function one(p, line, r, q) {
	const a = await ask(p, line, q)
	looked(p, q, a)
	if (may(p, r)) {
		if (q.id && hidden(p, r.kind, q.id) && q.method === 'GET') {
			const none = { method: q.method, target: r.path.replace(/\{[^}]*\}/, missing[r.kind]) }
			const b = await ask(p, line, none)
			if (a.status !== 404 || b.status !== 404) say(wrong.status, p, q, `${a.status}, and what is missing ${b.status}`)
			else if (bare(q, a).replaceAll(q.id, 'ID') !== bare(none, b).replaceAll(missing[r.kind], 'ID')) say(wrong.same, p, q, 'hidden and missing differ')
		} else if (q.hostile && r.kind && a.status === 200) say(wrong.status, p, q, '200 for an id that is none')
		return
	}
	if (p.role === 'nobody') {
		const to = /\r\nlocation: *([^\r]*)/i.exec(a.head)?.[1] ?? ''
		// A hostile address may be none that the row has.
		if (!(a.status === 303 && /^\/login(\?back=|$)/.test(to)) && !(q.hostile && [400, 404, 414, 431].includes(a.status))) say(wrong.status, p, q, `${a.status} to '${to}'`)
		return
	}
	if (q.target.split('?')[0] === '/' && q.method === 'GET') return a.status === 303 || say(wrong.status, p, q, `${a.status}`)
	if (a.status !== 404 && !(q.hostile && [400, 414, 431].includes(a.status))) return say(wrong.status, p, q, `${a.status}, not 404`)
	if (a.status === 404 && !q.hostile && bare(q, a) !== (await likeAbsent(p, line, q))) say(wrong.same, p, q, 'refused and absent differ')
}

// Forms of the pages, as those see them who may: action -> bodies.
const forms = new Map()
async function learn() {
	for (const p of people.filter((x) => x.cookie && ['approver', 'desk', 'administrator'].includes(x.role)))
		for (const r of pages.filter((x) => x.method === 'GET' && may(p, x) && x.path !== '/account/totp')) {
			const some = r.kind ? ids[r.kind] : ['']
			for (const id of some.slice(0, 3)) {
				const a = await ask(p, p.lines[0], { method: 'GET', target: r.path.replace(/\{[^}]*\}/, id) })
				for (const f of a.text.matchAll(/<form[^>]*method="post"[^>]*>([\s\S]*?)<\/form>/g)) {
					const to = (/action="([^"]*)"/.exec(f[0])?.[1] ?? r.path).replaceAll('&amp;', '&')
					const row = pages.find((x) => x.method === 'POST' && pattern(x).test(to))
					const fields = new URLSearchParams()
					for (const i of f[1].matchAll(/<(?:input|select|textarea|button)[^>]*name="([^"]*)"[^>]*>/g)) fields.set(i[1], /value="([^"]*)"/.exec(i[0])?.[1] || 'x')
					if (!row) continue
					if (!forms.has(row.path)) forms.set(row.path, new Set())
					forms.get(row.path).add(`${fields}`)
				}
			}
		}
}
const fieldKinds = { session: 'session', request: 'request', token: 'upload', number: 'token', key: 'passkey', name: 'hold', id: 'person' }
// Plausible bodies for a row, with ids of others in the fields that take ids.
function bodies(r) {
	const list = new Set(forms.get(r.path) ?? ['a=b'])
	for (const body of [...list])
		for (const [field, what] of Object.entries(fieldKinds)) {
			const fields = new URLSearchParams(body)
			if (!fields.has(field)) continue
			fields.set(field, ids[what]?.[0] ?? missing[what])
			list.add(`${fields}`)
		}
	return [...list].slice(0, 14)
}

function requests(p, r) {
	const list = [], allowed = may(p, r)
	if (['/login', '/login/code', '/logout', '/account/totp', '/login/oidc', '/account/confirm'].includes(r.path) && (r.method === 'POST' || r.path === '/account/totp' || r.path === '/login/oidc')) return list
	const known = r.kind ? [...ids[r.kind], missing[r.kind]] : ['']
	for (const id of known) {
		const target = r.path.replace(/\{[^}]*\}/, encodeURIComponent(id))
		if (r.method === 'GET') list.push({ method: 'GET', target, id })
		else if (!allowed) for (const body of bodies(r)) list.push({ method: 'POST', target, id, body })
	}
	if (r.kind) {
		for (const id of hostile) if (r.method === 'GET' || !allowed) list.push({ method: r.method, target: r.path.replace(/\{[^}]*\}/, id), hostile: true, body: r.method === 'POST' ? 'a=b' : '' })
	} else if (r.method === 'GET' && allowed)
		for (const q of queries) list.push({ method: 'GET', target: `${r.path}?${q.replaceAll('ID', ids.organization[2])}` })
	return list
}
async function each(p, list) {
	await Promise.all(p.lines.map(async (line) => {
		for (let item; (item = list.shift()); ) await one(p, line, item[0], item[1])
	}))
}

await learn()
ok(pages.filter((r) => r.method === 'POST').every((r) => forms.has(r.path) || /passkey|\/login|\/logout|\{token\}|totp|confirm|lift|remove/.test(r.path)), `forms of ${forms.size} pages were learnt from the pages themselves`,
	pages.filter((r) => r.method === 'POST' && !forms.has(r.path)).map((r) => r.path))
let before = digests()
ok(before.size > 25 && ['person', 'session', 'asset', 'legal_hold', 'api_token', 'passkey'].every((t) => before.has(t)), `${before.size} tables with rows are watched`)
const changed = []
for (const p of people) {
	await each(p, pages.flatMap((r) => requests(p, r).map((q) => [r, q])))
	const after = digests()
	for (const t of differing(before, after)) changed.push(`${p.name}: ${t}`)
	before = after
}
ok(!wrong.status.length, `${asked} requests: each row answers whom the matrix says`, wrong.status)
ok(!wrong.same.length, 'what is refused, hidden or missing is one answer', wrong.same)
ok(!wrong.leak.length, 'no answer tells what is another organization\'s', wrong.leak)
ok(!wrong.broken.length, 'none is a fault of the server or tells of its inside', wrong.broken)
ok(!wrong.kept.length, 'no personal page may be kept by what lies between', wrong.kept)
ok(!changed.length, 'and nothing that was refused has changed a table', changed)

// ---- whoever has the right, with others' ids in the forms that take them ----
for (const p of people.filter((x) => x.cookie)) {
	const own = Object.fromEntries(['session', 'passkey', 'api_token'].map((t) => [t, sql(`SELECT key FROM ${t} WHERE person = (SELECT key FROM person WHERE id = '${p.person}')`).trim().split('\n')]))
	own.token = own.api_token
	for (const what of ['session', 'passkey', 'token'])
		for (const id of [...ids[what].filter((x) => !own[what].includes(x)), missing[what], '-1', '99999999999999999999', 'x'])
			for (const [target, body] of [['/account', `act=${what}&${what}=${id}&number=${id}&key=${id}`], ['/account/keys', `act=end&passkey=${id}&token=${id}&number=${id}&key=${id}`], ['/account/keys', `act=${what}-end&${what}=${id}&number=${id}&key=${id}`]])
				looked(p, { method: 'POST', target }, await ask(p, p.lines[0], { method: 'POST', target, body }))
}
let after = digests()
ok(!differing(before, after).length, 'nobody ends a session, passkey or token of another by its number', differing(before, after))

// Forms with nothing sensible in them, by who may send them: refused in words.
const mess = ["'\"<script>", '\u0000', '../../etc/passwd', '9'.repeat(30), '-1', 'x'.repeat(5000), '\u202e\u05d0💣', '=1+1', '%s%n']
for (const p of people.filter((x) => x.cookie && ['approver', 'administrator', 'operator'].includes(x.role)))
	for (const r of pages.filter((x) => x.method === 'POST' && may(p, x) && !/login|logout|\{token\}|totp|confirm|password/.test(x.path)))
		for (const body of bodies(r).slice(0, 4))
			for (const m of mess) {
				const fields = new URLSearchParams(body)
				for (const f of fields.keys()) if (f !== 'act') fields.set(f, m)
				const q = { method: 'POST', target: r.path.replace(/\{[^}]*\}/, missing[r.kind]), body: `${fields}` }
				if (fields.get('act') === 'others' || fields.get('act') === 'sessions' || fields.get('act') === 'password') continue
				looked(p, q, await ask(p, p.lines[0], q))
			}
ok(!wrong.broken.length && !wrong.leak.length, `${asked} requests: forms full of nonsense are refused in words`, [...wrong.broken, ...wrong.leak])
for (const p of people) for (const l of p.lines) l.end()
desk.stop()

// ---- commands ----
const words = { DIR: ['.'], 'NODE...': ['b-pump-1'], 'PATH...': ['.'], ID: ['b-pump-1'], 'LEAF|ID': ['b-pump-1'], RANK: ['1'], NAME: ['x'], PERSON: ['bert'], ORGANIZATION: ['bravo'], NUMBER: ['1'], KIND: ['vendor'], ALIAS: ['x'],
	ROLE: ['guest'], REQUEST: [ids.request[0]], FILE: ['x'], KEY: ['x'], VALUE: ['x'], FIELD: ['title'], FROM: ['1'], TO: ['2'], VERIFIER: ['x'], SHA256: ['x'], FOLDER: ['.'], 'CERT.pem': ['x'], 'KEY.pem': ['x'], 'CA.pem': ['x'], SHELL: ['bash'], FINGERPRINT: ['x'] }
const unknown = []
const line = (r) => (r.arguments ?? '').split(' ').filter(Boolean).map((w) => {
	const found = words[w.replace(/[[\]]/g, '')]
	if (!found) unknown.push(`${r.command}: say in idor.mjs what ${w} names (words)`)
	return found?.[0] ?? 'x'
})
const run = (args) => new Promise((done) => execFile(program, args, { env: { ...process.env, MAINSTAY_DESK: where }, cwd: folder, maxBuffer: 1 << 26 },
	(e, out, err) => done({ code: e ? (e.code ?? 1) : 0, out, err })))
const jobs = [], refused = [], told = []
before = digests()
for (const p of ids.people)
	for (const r of commands.filter((x) => x.right !== '-' && !rights[p.role].includes(x.right)))
		jobs.push(async () => {
			const a = await run(['--as', p.person, ...r.command.split(' '), ...line(r)])
			if (a.code !== 6 || a.out || a.err.trim().split('\n').length !== 1) refused.push(`${p.name}: ${r.command}: ${a.code} ${a.err.trim()}`)
			if (/KANARY/.test(a.out + a.err)) told.push(`${p.name}: ${r.command}`)
		})
// Who may ask is told of what is hidden as of what is missing.
const about = [['advisory show', 'ADV-RED', 'ADV-XXX'], ['history', 'b-pump-1', 'b-pump-9'], ['impact fail', 'b-pump-1', 'b-pump-9'], ['findings --asset', 'b-pump-1', 'b-pump-9'],
	['affected --organization', 'bravo', 'brava'], ['history', 'bert', 'berx'], ['ledger prove', 'b-pump-1', 'b-pump-9']]
for (const p of ids.people.filter((x) => !['bert', 'dora', 'app', 'root'].includes(x.person)))
	for (const [command, id, none] of about)
		jobs.push(async () => {
			const [a, b] = [await run(['--as', p.person, ...command.split(' '), id]), await run(['--as', p.person, ...command.split(' '), none])]
			if (command.startsWith('ledger') && p.role === 'auditor') return // sees that there is a leaf, by its kind
			if (a.code !== b.code || a.code === 0 || a.out.replaceAll(id, 'ID') !== b.out.replaceAll(none, 'ID') || a.err.replaceAll(id, 'ID') !== b.err.replaceAll(none, 'ID'))
				told.push(`${p.name}: ${command} ${id}: ${a.code} ${a.out}${a.err} not ${b.code} ${b.out}${b.err}`)
		})
const ran = jobs.length
await Promise.all([1, 2, 3].map(async () => { for (let job; (job = jobs.shift()); ) await job() }))
after = digests()
ok(!unknown.length, 'the words of each command are of a kind that is known', unknown)
ok(!refused.length, `${ran} commands: who may not run it is told so in one line`, refused)
ok(!told.length, 'and what is hidden is as what is missing', told)
ok(!differing(before, after).length, 'nothing has changed', differing(before, after))
console.log(`1..${n}`)
process.exit(bad ? 1 : 0)
