// SPDX-License-Identifier: Apache-2.0
//
// A small desk on which everything is somebody's: three organizations, each text marked KANARY-<whose>, people of every role with passwords, tokens, links,
// requests that wait, holds, a backup. Gives what can be asked for by its id.
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

const csv = (v) => (/[",\n]/.test(v) ? `"${v.replaceAll('"', '""')}"` : v)
export function table(folder, name, rows) {
	fs.mkdirSync(folder, { recursive: true })
	const columns = Object.keys(rows[0])
	fs.writeFileSync(path.join(folder, `${name}.csv`), `${[columns, ...rows.map((r) => columns.map((c) => csv(r[c] ?? '')))].map((l) => l.join(',')).join('\n')}\n`)
}
function advisory(root, file, id, ...more) {
	fs.writeFileSync(file, execFileSync('jq', ['-n', '-f', path.join(root, 'tests/scenario/data/advisory.jq'), '--args', '--', id, 'Fjordlogic', 'RTU 20', 'known_affected=<3.2', ...more]))
}
const roles = [['gus', 'guest'], ['anna', 'operator', 'alpha'], ['bert', 'operator', 'bravo'], ['reg', 'regulator'], ['par', 'partner', 'state-x'], ['aud', 'auditor'], ['root', 'administrator'], ['dora', 'desk'], ['app', 'approver']]

export async function fixture(desk, { sql, folder }) {
	const register = path.join(folder, 'register'), owner = { 'ADV-RED': 'desk' }
	const organizations = [{ id: 'state-x', name: 'State X', kind: 'agency', sector: 'energy', tlp: 'CLEAR' }], assets = [], services = [], contacts = [], components = [], dependencies = []
	for (const org of ['alpha', 'bravo', 'charlie']) {
		const mark = (what) => `KANARY-${org}-${what}`, l = org[0]
		organizations.push({ id: org, name: mark('name'), kind: 'operator', sector: 'water', tlp: 'RED' })
		services.push({ id: `${l}-water`, organization: org, name: mark('service'), sector: 'water', area: mark('area'), tlp: 'RED' })
		for (const i of [1, 2]) {
			assets.push({ id: `${l}-pump-${i}`, organization: org, name: mark(`pump${i}`), kind: 'pump', sector: 'water', area: mark('place'), tlp: 'RED' })
			components.push({ id: `${l}-part-${i}`, asset: `${l}-pump-${i}`, vendor: 'Fjordlogic', product: 'RTU 20', version: '3.1', serial: mark('serial'), tlp: 'RED' })
			dependencies.push({ dependent: `${l}-water`, group: 'pumps', supplier: `${l}-pump-${i}`, tlp: 'RED' })
			owner[`${l}-pump-${i}`] = org
		}
		contacts.push({ id: `${l}-duty`, organization: org, name: mark('contact'), channel: 'phone', address: mark('number'), tlp: 'RED' })
		owner[org] = owner[`${l}-water`] = org
	}
	dependencies.push({ dependent: 'b-pump-1', group: 'up', supplier: 'a-water', tlp: 'RED' })
	table(register, 'sectors', [{ id: 'energy', name: 'Energy' }, { id: 'water', name: 'Water' }])
	for (const [name, rows] of Object.entries({ organizations, services, assets, contacts, components, dependencies })) table(register, name, rows)
	desk.must('import', register)
	const advisories = path.join(folder, 'advisories')
	fs.mkdirSync(advisories, { recursive: true })
	advisory(desk.root ?? path.resolve(import.meta.dirname, '../..'), path.join(advisories, 'red.json'), 'ADV-RED', 'tlp=RED', 'title=KANARY-desk-title')
	advisory(desk.root ?? path.resolve(import.meta.dirname, '../..'), path.join(advisories, 'clear.json'), 'ADV-CLEAR', 'tlp=WHITE', 'title=Known to all')
	desk.must('advisory', 'read', advisories)
	const people = []
	for (const [person, role, organization] of roles) {
		const out = JSON.parse(desk.must('--json', 'user', 'add', person, '--role', role, '--name', `KANARY-people-${person}`, ...(organization ? ['--organization', organization] : []), ...(role === 'regulator' ? ['--sectors', 'energy'] : [])))
		people.push({ name: `${role} ${person}`, person, role, organization: role === 'operator' ? organization : undefined, password: out.password })
	}
	const link = (...args) => JSON.parse(desk.must('--json', ...args)).link
	const invited = link('--as', 'dora', 'user', 'invite', 'newcomer', '--role', 'operator', '--organization', 'alpha')
	desk.must('--as', 'root', 'user', 'invite', 'waiting', '--role', 'desk')
	desk.must('--as', 'root', 'user', 'recover', 'bert')
	desk.must('--as', 'dora', 'hold', 'add', 'case-1', '--organization', 'bravo', '--reason', 'KANARY-hold-reason')
	desk.must('--as', 'dora', 'alias', 'add', 'vendor', 'KANARY-desk-alias', 'Fjordlogic')
	desk.must('policy', 'list')
	desk.must('backup', '--to', path.join(folder, 'x.backup'))
	const token = (person, scope) => JSON.parse(desk.must('--json', 'token', 'add', person, '--scope', scope)).token
	const bearers = { anna: token('anna', 'read'), dora: token('dora', 'triage'), aud: token('aud', 'audit') }
	token('bert', 'read')
	// A passkey nobody holds: its public half is all a desk ever has.
	const zero = desk.where?.startsWith('postgres') || !fs.existsSync(desk.where ?? '') ? "'\\x00'::bytea" : "x'00'"
	const bytes = /^postgres/.test(process.argv[3]) ? zero : "x'00'"
	sql(`INSERT INTO passkey (key, id, person, name, algorithm, public_key, counter, flags, aaguid, format, attestation, created_us) SELECT 4711, 'abcd', key, 'Key', -7, ${bytes}, 0, 0, '', 'none', ${bytes}, 1 FROM person WHERE id = 'bert'`)
	const column = (text) => sql(text).trim().split('\n').filter(Boolean)
	return {
		owner, people, bearers,
		organization: ['alpha', 'state-x', 'bravo', 'charlie'], node: ['a-pump-1', 'a-water', 'b-pump-1', 'b-water', 'c-pump-2'], advisory: ['ADV-CLEAR', 'ADV-RED'],
		person: [...roles.map(([id]) => id), 'newcomer', 'waiting'], dataset: ['people', 'sessions', 'contacts'], leaf: ['1', '7', '20'], alias: column('SELECT key FROM alias'), format: ['csv', 'json'],
		link: [invited.split('/').pop()], request: column('SELECT key FROM person_request ORDER BY 1'), token: column('SELECT key FROM api_token ORDER BY 1 DESC'), passkey: ['4711'], hold: ['case-1'],
		backup: column('SELECT key FROM backup_run'), upload: ['0123456789abcdef0123456789abcdef'],
		get session() { return column('SELECT key FROM session ORDER BY 1') },
	}
}
