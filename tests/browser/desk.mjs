// SPDX-License-Identifier: Apache-2.0
// A desk of its own for browser tests: made, served on a free port of the loopback, ended and removed.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

export class Desk {
	constructor(program, ...more) {
		this.program = program
		this.folder = mkdtempSync(join(tmpdir(), 'mainstay-browser-'))
		const made = this.run('--json', 'init', '--name', 'Desk of Norland', '--country', 'AA', ...more)
		this.login = JSON.parse(made)
	}

	run(...words) {
		const done = spawnSync(this.program, ['--desk', join(this.folder, 'desk.db'), ...words], { encoding: 'utf8', maxBuffer: 1 << 28 })
		if (done.status !== 0 && done.status !== 9) throw new Error(`mainstay ${words.join(' ')}: ${done.stderr || done.error}`)
		return done.stdout
	}

	// Advisories of the fictional State of the scenarios, written by the same shell functions: each entry is the words of `advisory`.
	advisories(list) {
		const script = list.map((words) => 'advisory ' + words.map((w) => `'${w}'`).join(' ')).join('\n')
		const done = spawnSync('sh', ['-ec', `. "$ROOT/tests/scenario/lib.sh"\n. "$ROOT/tests/scenario/norland.sh"\n${script}`], {
			cwd: this.folder, env: { ...process.env, ROOT: root }, encoding: 'utf8'
		})
		if (done.status !== 0) throw new Error(done.stderr)
	}

	async serve() {
		this.server = spawn(this.program, ['--desk', join(this.folder, 'desk.db'), '--json', 'serve', '--plain', '--listen', '127.0.0.1:0'], {
			stdio: ['ignore', 'pipe', 'inherit']
		})
		const line = await new Promise((resolve, reject) => {
			let text = ''
			this.server.stdout.on('data', (bytes) => {
				text += bytes
				if (text.includes('\n')) resolve(text)
			})
			this.server.on('exit', (code) => reject(new Error(`mainstay serve ended with ${code}`)))
		})
		this.address = JSON.parse(line.split('\n')[0]).address
		if (!this.address.startsWith('http')) this.address = 'http://' + this.address
		this.address = this.address.replace(/\/$/, '')
	}

	async end() {
		if (this.server && this.server.exitCode === null) {
			const gone = new Promise((resolve) => this.server.on('exit', resolve))
			this.server.kill('SIGTERM')
			await gone
		}
		rmSync(this.folder, { recursive: true, force: true })
	}
}
