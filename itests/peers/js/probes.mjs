// What each peer of the interoperability tests speaks and tries with another: the same as Probes.java and probes.go have it.
//
// A node here is { handle (protocol, handler), open (peer, protocol) }. A stream is { read () -> bytes or null at its end,
// write (bytes), closeWrite (), reset () }, and read () throws an error named ResetError when the other side has reset it.
import crypto from 'node:crypto'

export const ECHO = '/helia-itest/echo/1.0.0'
export const DIGEST = '/helia-itest/digest/1.0.0'
export const SOURCE = '/helia-itest/source/1.0.0'
export const RESET = '/helia-itest/reset/1.0.0'
export const PERF = '/perf/1.0.0'

const PIECE = 64 * 1024
const HASH_BYTES = 32
const WAIT_MS = 30_000

export class ResetError extends Error {
  name = 'ResetError'
}

const sha256 = () => crypto.createHash('sha256')

function check (holds, what) {
  if (!holds) {
    throw new Error(what)
  }
}

function uint64 (number) {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(number))
  return bytes
}

async function all (stream) {
  const pieces = []
  for (let piece = await stream.read(); piece != null; piece = await stream.read()) {
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

// Reads so many bytes; what came with the last of them is lost, so nothing may follow before an answer.
async function exactly (stream, count) {
  let got = Buffer.alloc(0)
  while (got.length < count) {
    const piece = await stream.read()
    check(piece != null, `the stream ended after ${got.length} of ${count} bytes`)
    got = Buffer.concat([got, piece])
  }
  check(got.length === count, `${got.length} bytes came, not ${count}`)
  return got
}

// Writes so many random bytes and returns their hash.
async function pour (stream, count) {
  const hash = sha256()
  for (let left = count; left > 0; left -= PIECE) {
    const piece = crypto.randomBytes(Math.min(left, PIECE))
    hash.update(piece)
    await stream.write(piece)
  }
  return hash.digest()
}

// Sends back what comes, piece by piece.
async function echo (stream) {
  for (let piece = await stream.read(); piece != null; piece = await stream.read()) {
    await stream.write(piece)
  }
  await stream.closeWrite()
}

// Answers with the hash when the other side has ended its half.
async function digest (stream) {
  const hash = sha256()
  for (let piece = await stream.read(); piece != null; piece = await stream.read()) {
    hash.update(piece)
  }
  await stream.write(hash.digest())
  await stream.closeWrite()
}

// Sends as many bytes as it was asked for, and their hash.
async function source (stream) {
  const count = Number((await exactly(stream, 8)).readBigUInt64BE())
  await stream.write(await pour(stream, count))
  await stream.closeWrite()
}

async function perf (stream) {
  const first = []
  let length = 0
  for (let piece = await stream.read(); piece != null; piece = await stream.read()) {
    if (length < 8) {
      first.push(piece)
    }
    length += piece.length
  }
  const wanted = Number(Buffer.concat(first).readBigUInt64BE())
  const zeros = Buffer.alloc(PIECE)
  for (let left = wanted; left > 0; left -= PIECE) {
    await stream.write(left < PIECE ? zeros.subarray(0, left) : zeros)
  }
  await stream.closeWrite()
}

// How streams ended that others opened in order to reset them.
class Endings {
  #ended = []
  #waiting = []

  add (how) {
    const waiting = this.#waiting.shift()
    waiting == null ? this.#ended.push(how) : waiting(how)
  }

  async next () {
    if (this.#ended.length > 0) {
      return this.#ended.shift()
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no stream was reset')), WAIT_MS)
      this.#waiting.push((how) => { clearTimeout(timer); resolve(how) })
    })
  }
}

async function howItEnds (stream) {
  try {
    for (let piece = await stream.read(); piece != null; piece = await stream.read()) {}
    return 'end'
  } catch (error) {
    return error.name === 'ResetError' ? 'reset' : `${error.name}: ${error.message}`
  }
}

// The first byte says who resets the stream: "w" the one who opened it, "r" the other.
function reset (endings) {
  return async (stream) => {
    if ((await exactly(stream, 1)).toString() === 'r') {
      stream.reset()
    } else {
      await stream.write(Buffer.from('k'))
      endings.add(await howItEnds(stream))
    }
  }
}

// Makes the node speak the protocols and returns the commands that try them with another.
export function probes (node) {
  const endings = new Endings()
  node.handle(ECHO, echo)
  node.handle(DIGEST, digest)
  node.handle(SOURCE, source)
  node.handle(PERF, perf)
  node.handle(RESET, reset(endings))
  return {
    async upload ({ peer, bytes }) {
      const stream = await node.open(peer, DIGEST)
      const sent = await pour(stream, bytes)
      await stream.closeWrite()
      check(sent.equals(await all(stream)), 'the other side got something else than was sent')
    },

    async download ({ peer, bytes }) {
      const stream = await node.open(peer, SOURCE)
      await stream.write(uint64(bytes))
      await stream.closeWrite()
      const got = await all(stream)
      check(got.length === bytes + HASH_BYTES, `${got.length} bytes came, not ${bytes + HASH_BYTES}`)
      check(sha256().update(got.subarray(0, bytes)).digest().equals(got.subarray(bytes)), 'what came is not what was sent')
    },

    // All streams are open before the first is closed.
    async echoes ({ peer, streams }) {
      const open = await Promise.all(Array.from({ length: streams }, async (_, i) => {
        const stream = await node.open(peer, ECHO)
        const first = Buffer.from(`${i} is there.`)
        await stream.write(first)
        check(first.equals(await exactly(stream, first.length)), 'another echo')
        return stream
      }))
      await Promise.all(open.map(async (stream, i) => {
        const last = Buffer.from(`${i} says goodbye.`)
        await stream.write(last)
        await stream.closeWrite()
        check(last.equals(await all(stream)), 'another echo at the end')
      }))
    },

    // Resets a stream of its own.
    async reset ({ peer }) {
      const stream = await node.open(peer, RESET)
      await stream.write(Buffer.from('w'))
      await exactly(stream, 1)
      stream.reset()
    },

    // Has the other side reset a stream, and says how that ended here.
    async 'be-reset' ({ peer }) {
      const stream = await node.open(peer, RESET)
      await stream.write(Buffer.from('r'))
      return howItEnds(stream)
    },

    // How the stream ended that the other side has reset.
    async ending () {
      return endings.next()
    },

    // Seconds for sending and for receiving so many bytes.
    async perf ({ peer, up, down }) {
      const stream = await node.open(peer, PERF)
      const zeros = Buffer.alloc(PIECE)
      const start = performance.now()
      await stream.write(uint64(down))
      for (let left = up; left > 0; left -= PIECE) {
        await stream.write(left < PIECE ? zeros.subarray(0, left) : zeros)
      }
      await stream.closeWrite()
      let got = 0
      let sent
      for (let piece = await stream.read(); piece != null; piece = await stream.read()) {
        sent ??= performance.now()
        got += piece.length
      }
      const end = performance.now()
      check(got === down, `${got} bytes came, not ${down}`)
      return { up: ((sent ?? end) - start) / 1000, down: (end - (sent ?? end)) / 1000 }
    }
  }
}
