// SPDX-License-Identifier: Apache-2.0
//
// A random desk for the tests of release: what B (bea, staff of bravo) may see, and was told, is made from the seed alone; everything else (names, values,
// counts, ids, files, people, history of what is hidden) from seed and variant. Every hidden text carries a canary of its own, so a desk can be searched
// for it. Drives the real program.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

export const AT = '2026-06-01T00:00:00Z'
const LATER = '2026-06-02T00:00:00Z'

export function random(seed) {
	let state = createHash('sha256').update(String(seed)).digest().readUInt32LE(0)
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0
		let t = state
		t = Math.imul(t ^ (t >>> 15), t | 1)
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296
	}
	return { below: (n) => Math.floor(next() * n), pick: (list) => list[Math.floor(next() * list.length)] }
}

const columns = {
	sectors: ['id', 'name', 'parent'],
	organizations: ['id', 'name', 'kind', 'sector', 'country', 'parent', 'languages'],
	services: ['id', 'organization', 'name', 'sector', 'area', 'lat', 'lon', 'users', 'max_outage_min'],
	assets: ['id', 'organization', 'name', 'kind', 'sector', 'area', 'lat', 'lon'],
	contacts: ['id', 'organization', 'name', 'role', 'channel', 'address', 'hours', 'order', 'carried_by'],
	components: ['id', 'asset', 'vendor', 'product', 'version', 'serial', 'exposure'],
	dependencies: ['dependent', 'group', 'supplier', 'weight', 'need', 'kind', 'buffer_min', 'grounded'],
}
const common = ['tlp', 'confirmed_by', 'confirmed_on', 'source', 'confidence', 'origin']

// The world: rows by file, advisories, commands that mark, canaries, and ids to ask for.
export function world(seed, variant) {
	const shared = random(`shared ${seed}`), hidden = random(`hidden ${seed} ${variant}`)
	const w = { rows: {}, canaries: new Set(), advisories: [], garbage: [], marks: [], people: [], seen: {}, hiddenIds: [], hiddenAdvisories: [], closed: new Set() }
	for (const file of Object.keys(columns)) w.rows[file] = []
	let serial = 0
	const secret = (kind) => {
		const text = `${kind}${createHash('sha256').update(`${seed} ${variant} ${++serial}`).digest('hex').slice(0, 14)}`
		w.canaries.add(text)
		return text
	}
	const add = (file, row) => w.rows[file].push(row)
	// A hidden row lands anywhere among the others: keys differ, the order of what is seen does not.
	const bury = (file, row) => {
		w.rows[file].splice(hidden.below(w.rows[file].length + 1), 0, row)
		w.hiddenIds.push(row.id ?? `${row.dependent}|${row.group}|${row.supplier}`)
	}
	const provenance = () => ({ confirmed_by: secret('by'), source: secret('src'), origin: secret('org') })
	const place = () => ({ area: secret('area'), lat: (40 + hidden.below(1000) / 100).toFixed(2), lon: (10 + hidden.below(1000) / 100).toFixed(2) })

	// ---- what B may see ----
	for (const [id, parent] of [['energy'], ['water'], ['district', 'water'], ['telecom'], ['health']]) add('sectors', { id, name: `Sector ${id}`, parent })
	add('organizations', { id: 'bravo', name: 'Bravo Water', kind: 'operator', sector: 'district', country: 'AA' })
	add('organizations', { id: 'meteo', name: 'Meteo', kind: 'agency', sector: 'telecom', tlp: 'CLEAR', ...provenance() })
	add('organizations', { id: 'carrier', name: 'Carrier', kind: 'operator', sector: 'telecom', tlp: 'GREEN', ...provenance() })
	add('organizations', { id: 'gamma', name: 'Gamma Grid', kind: 'operator', sector: 'energy', tlp: 'AMBER', source: 'their word' })
	const pumps = 3 + shared.below(4)
	for (let i = 1; i <= pumps; i++)
		add('assets', { id: `b-pump-${i}`, organization: 'bravo', name: `Pump ${i}`, kind: 'pump', area: shared.pick(['Weir', 'Dike']), lat: 45 + i / 10, lon: 15 })
	add('assets', { id: 'meteo-radar', organization: 'meteo', name: 'Radar', kind: 'radar', area: 'Hill', lat: 46, lon: 15, tlp: 'CLEAR', ...provenance() })
	for (const i of [1, 2]) add('assets', { id: `carrier-${i}`, organization: 'carrier', name: `Exchange ${i}`, kind: 'exchange', tlp: 'GREEN', ...provenance() })
	add('assets', { id: 'gamma-sub', organization: 'gamma', name: 'Gamma substation', kind: 'substation', tlp: 'AMBER' })
	add('assets', { id: 'named-1', organization: 'gamma', name: 'Named to bravo', kind: 'relay', tlp: 'AMBER+STRICT' })
	w.marks.push(['named-1', '--audience', 'bravo'])
	add('services', { id: 'b-water', organization: 'bravo', name: 'Tap water', sector: 'district', users: 5000 + shared.below(1000), max_outage_min: 60, area: 'Weir' })
	add('services', { id: 'calls', organization: 'carrier', name: 'Calls', users: 70000, tlp: 'GREEN', ...provenance() })

	// ---- what stands upstream of B: there in both, told by sector only ----
	const up = secret('uporg'), holding = secret('holding'), source = secret('upsource'), station = secret('upstation')
	w.upstream = { organization: up, station }
	for (const [id, more] of [[up, { sector: 'energy' }], [holding, { sector: 'energy' }]])
		bury('organizations', { id, name: secret('name'), kind: 'operator', ...more, ...provenance(), tlp: hidden.pick(['AMBER', 'AMBER+STRICT', 'RED', '']) })
	w.rows.organizations.find((o) => o.id === 'bravo').parent = holding
	for (const id of [source, station])
		bury('assets', { id, organization: up, name: secret('name'), kind: secret('kind'), ...place(), tlp: hidden.pick(['AMBER', 'AMBER+STRICT', 'RED', '']) })
	add('dependencies', { dependent: station, group: secret('group'), supplier: source, kind: 'physical' })
	add('dependencies', { dependent: 'b-pump-1', group: 'power', supplier: station, kind: 'physical', buffer_min: 45 })
	add('dependencies', { dependent: 'b-pump-2', group: 'power', supplier: 'gamma-sub', kind: 'physical', buffer_min: 30 })
	add('dependencies', { dependent: 'b-pump-3', group: 'net', supplier: 'carrier-1', kind: 'cyber' })
	for (let i = 1; i <= pumps; i++) add('dependencies', { dependent: 'b-water', group: 'pumps', supplier: `b-pump-${i}`, need: pumps, kind: 'physical' })
	bury('components', { id: secret('part'), asset: source, vendor: 'Acme', product: 'Breaker 9', version: '1.0', serial: secret('sn') })
	add('components', { id: 'b-pump-1-rtu', asset: 'b-pump-1', vendor: 'Fjordlogic', product: 'RTU 20', version: '3.1.0', serial: 'B1' })
	add('components', { id: 'b-pump-3-modem', asset: 'b-pump-3', vendor: 'Skarv', product: 'Modem M4', version: '1.0', serial: 'B3' })
	add('components', { id: 'carrier-relay', asset: 'carrier-1', vendor: 'Halden', product: 'Relay R9', version: '7.1', tlp: 'GREEN', ...provenance() })
	add('contacts', { id: 'bravo-duty', organization: 'bravo', name: 'Duty', role: 'duty', channel: 'phone', address: '+99 1', order: 1, carried_by: station })
	add('contacts', { id: 'carrier-noc', organization: 'carrier', name: 'NOC', role: 'duty', channel: 'phone', address: '+99 2', tlp: 'GREEN', carried_by: station, ...provenance() })

	// ---- everything else ----
	const sectors = []
	for (let i = 1 + hidden.below(3); i--;) {
		sectors.push(secret('sector'))
		bury('sectors', { id: sectors.at(-1), name: secret('name'), tlp: 'RED' })
	}
	const nodes = [source, station]
	for (let i = 2 + hidden.below(6); i--;) {
		const id = secret('org')
		bury('organizations', { id, name: secret('name'), kind: 'operator', sector: hidden.pick([...sectors, 'energy', 'water', 'health']), languages: 'en',
			...provenance(), tlp: hidden.pick(['AMBER', 'AMBER+STRICT', 'RED', '']) })
		for (let k = 1 + hidden.below(5); k--;) {
			const node = secret('asset')
			nodes.push(node)
			bury('assets', { id: node, organization: id, name: secret('name'), kind: secret('kind'), ...place(), sector: hidden.pick(['', ...sectors, 'water']),
				tlp: hidden.pick(['AMBER', 'AMBER+STRICT', 'RED', '']) })
			if (hidden.below(2))
				bury('components', { id: secret('part'), asset: node, vendor: hidden.pick(['Fjordlogic', 'Skarv', 'Halden', secret('vendor')]),
					product: hidden.pick(['RTU 20', 'Modem M4', 'Relay R9']), version: '1.0', serial: secret('sn'), exposure: secret('exp') })
		}
		const service = secret('service')
		bury('services', { id: service, organization: id, name: secret('name'), users: hidden.below(900000), ...place(), tlp: hidden.pick(['AMBER', 'RED', '']) })
		bury('dependencies', { dependent: service, group: secret('group'), supplier: nodes.at(-1), kind: 'physical' })
		bury('dependencies', { dependent: service, group: secret('group'), supplier: hidden.pick(['b-water', 'b-pump-2', 'carrier-2', 'meteo-radar']), kind: 'logical' })
		bury('contacts', { id: secret('contact'), organization: id, name: secret('name'), role: 'duty', channel: 'email', address: `${secret('mail')}@x.example`,
			hours: secret('hours') })
	}
	bury('dependencies', { dependent: 'carrier-2', group: secret('group'), supplier: hidden.pick(nodes), kind: 'physical', tlp: 'AMBER' })
	// Bravo's own, in a compartment that bea does not hold; and another's that was released until some time ago, or will be.
	for (let i = 1 + hidden.below(2); i--;) {
		const own = secret('ownasset')
		bury('assets', { id: own, organization: 'bravo', name: secret('name'), kind: secret('kind'), ...place() })
		bury('components', { id: secret('part'), asset: own, vendor: 'Fjordlogic', product: 'RTU 20', version: '3.1.0', serial: secret('sn') })
		w.marks.push([own, '--compartments', secret('compartment')])
		w.closed.add(own) // nobody of the desk holds it, so nobody imports it again
	}
	for (const [option, time] of [['--until', '2020-01-01T00:00:00Z'], ['--from', '2090-01-01T00:00:00Z']]) {
		const bounded = secret('bounded')
		bury('assets', { id: bounded, organization: 'carrier', name: secret('name'), kind: secret('kind'), tlp: 'GREEN', ...place(), ...provenance() })
		w.marks.push([bounded, option, time])
	}

	// ---- advisories: [id, tlp, title, vendor, product, version] ----
	w.advisories.push(['ADV-PUMP', 'GREEN', 'Pump controllers', 'Fjordlogic', 'RTU 20', '3.1.0'], ['ADV-CLEAR', 'WHITE', 'Relays', 'Halden', 'Relay R9', '7.1'])
	const bury_advisory = (...words) => {
		w.advisories.splice(hidden.below(w.advisories.length + 1), 0, words)
		w.hiddenAdvisories.push(words[0])
	}
	bury_advisory(secret('ADV'), 'RED', secret('title'), 'Acme', 'Breaker 9', '1.0')
	bury_advisory(secret('ADV'), hidden.pick(['RED', 'AMBER', '']), secret('title'), 'Skarv', 'Modem M4', '1.0')
	for (let i = 1 + hidden.below(4); i--;) bury_advisory(secret('ADV'), hidden.pick(['RED', 'AMBER', '']), secret('title'), secret('vendor'), secret('product'), '1.0')
	for (let i = hidden.below(3); i--;) w.garbage.push(`{"${secret('garbage')}": `)
	for (let i = 1 + hidden.below(4); i--;) w.people.push([secret('person'), hidden.pick(['desk', 'guest', 'operator', 'auditor']), up])
	w.spare = { secret, hidden }
	return w
}

function cell(text) {
	const s = String(text ?? '')
	return /[",\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s
}

export function writeRegister(w, folder, only = () => true) {
	fs.mkdirSync(folder, { recursive: true })
	for (const [file, own] of Object.entries(columns)) {
		const all = [...own, ...common]
		const lines = w.rows[file].filter(only).map((row) => all.map((c) => cell(row[c])).join(','))
		if (lines.length) fs.writeFileSync(path.join(folder, `${file}.csv`), [all.join(','), ...lines, ''].join('\n'))
	}
}

export class Desk {
	constructor(program, where, folder, root) {
		Object.assign(this, { program, where, folder, root })
		fs.mkdirSync(folder, { recursive: true })
	}
	run(...args) {
		const r = spawnSync(this.program, args, { env: { ...process.env, MAINSTAY_DESK: this.where }, encoding: 'buffer', maxBuffer: 1 << 28, input: '' })
		return { code: r.status, out: r.stdout, err: r.stderr }
	}
	must(...args) {
		const r = this.run(...args)
		if (r.code) throw new Error(`mainstay ${args.join(' ')}: ${r.code} ${r.err}`)
		return r.out.toString()
	}
	fill(w, variant) {
		const register = path.join(this.folder, 'register'), docs = path.join(this.folder, 'docs')
		writeRegister(w, register)
		this.must('--at', AT, 'import', register)
		this.must('--at', AT, 'grant', 'add', 'bravo', '--owner', 'gamma', '--agreement', 'MoU 1')
		for (const [id, ...more] of w.marks) this.must('--at', AT, 'release', 'mark', id, ...more)
		fs.mkdirSync(docs)
		w.advisories.forEach(([id, tlp, title, vendor, product, version], i) => {
			const words = [id, vendor, product, `known_affected=${version}`, `title=${title}`, ...(tlp ? [`tlp=${tlp}`] : [])]
			const doc = execFileSync('jq', ['-n', '-f', path.join(this.root, 'tests/scenario/data/advisory.jq'), '--args', '--', ...words])
			fs.writeFileSync(path.join(docs, `${String(i).padStart(3, '0')}.json`), doc)
		})
		w.garbage.forEach((text, i) => fs.writeFileSync(path.join(docs, `g${i}.json`), text))
		this.run('--at', AT, 'advisory', 'read', docs)
		this.password = JSON.parse(this.must('--at', AT, '--json', 'user', 'add', 'bea', '--organization', 'bravo')).password
		for (const [id, role, organization] of w.people) this.must('--at', AT, 'user', 'add', id, '--role', role, '--organization', organization)
		// What is hidden has a history of its own, which differs too.
		for (let i = 0; i < 1 + variant * 3; i++) {
			const again = path.join(this.folder, `again${i}`)
			const rows = w.rows.assets.filter((row) => w.hiddenIds.includes(row.id) && !w.closed.has(row.id))
			for (const row of rows) row.name = w.spare.secret('renamed')
			writeRegister({ rows: { ...Object.fromEntries(Object.keys(columns).map((f) => [f, []])), assets: rows } }, again)
			this.must('--at', LATER, 'import', again)
		}
	}
	async serve() {
		this.server = spawn(this.program, ['serve', '--listen', '127.0.0.1:0', '--plain', '--json'], { env: { ...process.env, MAINSTAY_DESK: this.where }, stdio: ['ignore', 'pipe', 'inherit'] })
		const line = await new Promise((good, bad) => {
			let text = ''
			this.server.stdout.on('data', (d) => (text += d).includes('\n') && good(text))
			this.server.on('exit', () => bad(new Error('the server ended')))
		})
		this.port = Number(new URL(JSON.parse(line).address).port)
	}
	stop() {
		this.server?.kill('SIGTERM')
	}
}
