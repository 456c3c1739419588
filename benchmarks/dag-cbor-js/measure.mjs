// Measures @ipld/dag-cbor with the values of DagCborBenchmark: blocks per second by the clock, median (min-max, rounds),
// and what the processor would do if it did nothing else: in the columns of benchmarks/figures.
// node measure.mjs FOLDER, where FOLDER has node_modules with @ipld/dag-cbor and multiformats.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import path from 'node:path'

const require = createRequire(path.join(path.resolve(process.argv[2]), 'index.js'))
const load = (name) => import(pathToFileURL(require.resolve(name)))
const { encode, decode } = await load('@ipld/dag-cbor')
const { CID } = await load('multiformats/cid')
const Digest = await load('multiformats/hashes/digest')

const links = Array.from({ length: 50 }, (_, i) => {
  const digest = new Uint8Array(32)
  digest[0] = i
  return CID.createV1(0x71, Digest.create(0x12, digest))
})
const values = {
  MAP_OF_5: { id: 123456, name: 'hello world', ok: true, ratio: 0.75, tag: 'abc' },
  LINKS_50: links,
  BYTES_64K: new Uint8Array(64 * 1024)
}

const ROUND_MS = 1000
const WARMUPS = 3
const ROUNDS = 5
let sink

function round (work) {
  const cpuBefore = process.cpuUsage()
  const start = performance.now()
  let count = 0
  while (performance.now() - start < ROUND_MS) {
    for (let i = 0; i < 50; i++) sink = work()
    count += 50
  }
  const seconds = (performance.now() - start) / 1000
  const cpu = process.cpuUsage(cpuBefore)
  return { clock: count / seconds, cpu: count / ((cpu.user + cpu.system) / 1e6) }
}

function measure (name, work) {
  for (let i = 0; i < WARMUPS; i++) round(work)
  const rounds = Array.from({ length: ROUNDS }, () => round(work))
  const rates = (kind) => rounds.map((each) => each[kind]).sort((a, b) => a - b)
  const text = (rate) => Math.round(rate).toLocaleString('en')
  const clock = rates('clock')
  const range = `(${text(clock[0])}-${text(clock[ROUNDS - 1])}, ${ROUNDS})`
  const middle = (ROUNDS - 1) / 2
  console.log([
    `DAG-CBOR ${name}`.padEnd(32),
    text(clock[middle]).padStart(29),
    ` ${range.padEnd(27)}`,
    text(rates('cpu')[middle]).padStart(14),
    ' /s'
  ].join(' '))
}

for (const [name, value] of Object.entries(values)) {
  const block = encode(value)
  measure(`encode ${name}`, () => encode(value))
  measure(`decode ${name}`, () => decode(block))
}
if (sink === undefined) throw new Error('nothing was measured')
