// SPDX-License-Identifier: Apache-2.0
// TAP for browser tests. Must never stop at a failure: what follows may still tell something.
let number = 0
let bad = 0

const comment = (text) => String(text).split('\n').slice(0, 12).map((line) => '# ' + line.slice(0, 300)).join('\n')

export function ok(good, name, detail) {
	number++
	if (!good) bad++
	console.log(`${good ? 'ok' : 'not ok'} ${number} - ${name.replaceAll('#', ' ')}`)
	if (!good && detail !== undefined) console.log(comment(typeof detail === 'string' ? detail : JSON.stringify(detail)))
	return good
}

export function is(got, wanted, name) {
	const g = JSON.stringify(got)
	const w = JSON.stringify(wanted)
	return ok(g === w, name, `got    ${g}\nwanted ${w}`)
}

// A step of several actions: an exception is one failure with its first lines.
export async function step(name, work) {
	try {
		await work()
	} catch (error) {
		ok(false, name, error.message)
	}
}

export function finish() {
	console.log(`1..${number}`)
	process.exitCode = bad ? 1 : 0
}
