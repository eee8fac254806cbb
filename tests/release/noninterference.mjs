// SPDX-License-Identifier: Apache-2.0
//
// noninterference.mjs PROGRAM DESK OTHER-DESK ROOT FOLDER SEED [PAIRS]: two desks that are equal in what B may see and what was released to B, and differ in
// everything else, must give B equal bytes, page by page and command by command; and what is hidden must take no longer than what is missing (Welch's t over
// PAIRS pairs through the server). Both desks are there and empty. Prints TAP.
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { AT, Desk, random, world } from './desk.mjs'
import { Connection } from './http.mjs'
import { commands, requests } from './requests.mjs'

const [program, where, otherWhere, root, folder, seed, pairs = '2000'] = process.argv.slice(2)
let n = 0, bad = 0
function ok(good, name, why = []) {
	console.log(`${good ? 'ok' : 'not ok'} ${++n} - ${name}`)
	if (!good) {
		bad++
		for (const line of why.slice(0, 40)) console.log(`# ${line}`)
	}
}

// What is inherently of one run: the clock of the answer, and the kept connection.
const head = (h) => h.split('\r\n').filter((l) => !/^(date|connection|content-length):/i.test(l)).join('\n')
// B's own session began, and B's own pages were read, at the time of this run; its date is none that the worlds know.
const days = [0, 1].map((k) => new Date(Date.now() + k * 864e5).toISOString().slice(0, 10))
const clock = new RegExp(`(${days.join('|')})([T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z?)?`, 'g')
// What is drawn at random for each question: a passkey's challenge, and the name under which an authenticator keeps a person.
const drawn = /("challenge":|"user":\{"id":)"[\w-]+"/g
const plain = (bytes) => Buffer.from(bytes.toString('latin1').replace(clock, 'NOW').replace(drawn, '$1"DRAWN"'), 'latin1')
function difference(a, b) {
	const x = a.toString('utf8').split('\n'), y = b.toString('utf8').split('\n')
	for (let i = 0; i < Math.max(x.length, y.length); i++)
		if (x[i] !== y[i]) {
			const [l, r] = [x[i] ?? '', y[i] ?? '']
			let at = 0
			while (at < l.length && l[at] === r[at]) at++
			return [`< ${l.slice(Math.max(0, at - 60), at + 120)}`, `> ${r.slice(Math.max(0, at - 60), at + 120)}`]
		}
	return []
}

const worlds = [world(seed, 0), world(seed, 1)]
const desks = [new Desk(program, where, path.join(folder, 'a'), root), new Desk(program, otherWhere, path.join(folder, 'b'), root)]
desks.forEach((d, i) => d.fill(worlds[i], i))
const routes = desks[0].must('routes', '--json').trim().split('\n').map((l) => JSON.parse(l))
const pick = random(`ids ${seed}`)
const some = (list, k) => Array.from({ length: k }, () => pick.pick(list))
const ids = [...worlds.flatMap((w) => [...some(w.hiddenIds, 8), w.upstream.station, w.upstream.organization]), ...worlds.flatMap((w) => some(w.hiddenAdvisories, 2))]

// ---- commands ----
const told = []
let ran = 0
function files(at) {
	return fs.existsSync(at) ? fs.readdirSync(at).sort().map((f) => [f, fs.readFileSync(path.join(at, f))]) : []
}
for (const words of commands(routes, [ids[0], ids[1], ids[10], ids.at(-1)])) {
	const results = desks.map((d) => {
		const out = path.join(folder, 'exported')
		fs.rmSync(out, { recursive: true, force: true })
		const r = d.run('--as', 'bea', '--at', AT, ...words.map((w) => (w === 'EXPORT' ? out : w)))
		return { ...r, files: files(out) }
	})
	const [x, y] = results
	ran++
	for (const k of ['out', 'err']) if (!plain(x[k]).equals(plain(y[k]))) told.push(`${words.join(' ')}: ${k}`, ...difference(x[k], y[k]))
	if (x.code !== y.code) told.push(`${words.join(' ')}: exit code ${x.code}, ${y.code}`)
	if (x.files.length !== y.files.length) told.push(`${words.join(' ')}: files`)
	x.files.forEach(([f, bytes], i) => !bytes.equals(y.files[i][1]) && told.push(`${words.join(' ')}: ${f}`, ...difference(bytes, y.files[i][1])))
}
ok(ran > 80, `commands: ${ran} run on both`)
ok(!told.length, 'commands: two desks that differ only in what is hidden give equal bytes', told)

// ---- pages ----
for (const d of desks) await d.serve()
const connections = desks.map((d) => new Connection(d.port))
for (let i = 0; i < 2; i++) await connections[i].signIn('bea', desks[i].password)
let asked = 0, answered = 0
const unequal = []
for (const r of requests(routes, ids)) {
	const answers = []
	for (const c of connections) answers.push(await c.ask(r.method, r.target, { Cookie: c.cookie, ...r.headers }, r.body))
	const [x, y] = answers
	asked++
	// Guessed links are slowed by address and clock: how many were judged before is no word about the desk.
	if (/^\/(invite|recover|setup)\//.test(r.target) && (x.status === 409 || y.status === 409)) continue
	answered += x.status === 200
	if (x.status !== y.status || head(x.head) !== head(y.head)) unequal.push(`${r.method} ${r.target}: head`, ...difference(Buffer.from(head(x.head)), Buffer.from(head(y.head))))
	const packed = /\r\ncontent-encoding: *gzip/i.test(x.head)
	const [l, m] = [x, y].map((z) => plain(packed ? zlib.gunzipSync(z.body) : z.body))
	if (!l.equals(m) && !unequal.some((u) => u.startsWith(`${r.method} ${r.target.split('?')[0]}`))) unequal.push(`${r.method} ${r.target}: body`, ...difference(l, m))
}
ok(asked > 500 && answered > 150, `pages: ${asked} requests, ${answered} of them answered with a page`)
ok(!unequal.length, 'pages: two desks that differ only in what is hidden give equal bytes', unequal)

// ---- timing ----
async function timing(name, hidden, missing) {
	const c = connections[0], times = [[], []], order = random(`order ${seed} ${name}`)
	const ask = async (target) => {
		const from = process.hrtime.bigint()
		const r = await c.ask('GET', target, { Cookie: c.cookie })
		if (r.status !== 404) throw new Error(`${target} gave ${r.status}`)
		return Number(process.hrtime.bigint() - from) / 1000
	}
	for (let i = 0; i < 200; i++) await ask(i % 2 ? hidden : missing)
	for (let i = 0; i < Number(pairs); i++) {
		const first = order.below(2)
		for (const k of [first, 1 - first]) times[k].push(await ask(k ? hidden : missing))
	}
	// The slowest tenth is the machine's, not the desk's: cut at one place for both.
	const all = [...times[0], ...times[1]].sort((a, b) => a - b), cut = all[Math.floor(all.length * 0.9)]
	const stats = times.map((t) => {
		const kept = t.filter((x) => x < cut), mean = kept.reduce((s, x) => s + x, 0) / kept.length
		return { n: kept.length, mean, variance: kept.reduce((s, x) => s + (x - mean) ** 2, 0) / (kept.length - 1) }
	})
	const t = (stats[1].mean - stats[0].mean) / Math.sqrt(stats[0].variance / stats[0].n + stats[1].variance / stats[1].n)
	console.log(`# ${name}: missing ${stats[0].mean.toFixed(1)} us, hidden ${stats[1].mean.toFixed(1)} us, |t| ${Math.abs(t).toFixed(2)} over ${pairs} pairs`)
	ok(Math.abs(t) < 4.5, `time: ${name}: hidden and missing cannot be told apart`)
}
const like = (id) => id.slice(0, -14) + '0123456789abcd' // as long, and not there
await timing('a node', `/register/nodes/${worlds[0].upstream.station}`, `/register/nodes/${like(worlds[0].upstream.station)}`)
await timing('an organization', `/register/organizations/${worlds[0].upstream.organization}`, `/register/organizations/${like(worlds[0].upstream.organization)}`)
await timing('an advisory', `/advisories/${worlds[0].hiddenAdvisories[0]}`, `/advisories/${like(worlds[0].hiddenAdvisories[0])}`)
await timing('whom to warn', `/warn/${worlds[0].upstream.organization}`, `/warn/${like(worlds[0].upstream.organization)}`)
for (const c of connections) c.end()
for (const d of desks) d.stop()
console.log(`1..${n}`)
process.exit(bad ? 1 : 0)
