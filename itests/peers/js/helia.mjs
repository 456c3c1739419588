// A Helia with Bitswap on TCP and WebSockets that listens on loopback only, keeps its blocks in memory and looks for nobody. See
// control.mjs for how it is steered; probes.mjs has the commands with which streams are tried.
import { noise } from '@chainsafe/libp2p-noise'
import { yamux } from '@chainsafe/libp2p-yamux'
import { withBitswap } from '@helia/bitswap'
import { withHTTP } from '@helia/http'
import { withLibp2pLight } from '@helia/libp2p'
import { globSource, unixfs } from '@helia/unixfs'
import * as dagCbor from '@ipld/dag-cbor'
import { fetch as fetchProtocol } from '@libp2p/fetch'
import { identify, identifyPush } from '@libp2p/identify'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { tls } from '@libp2p/tls'
import { byteStream } from '@libp2p/utils'
import { webSockets } from '@libp2p/websockets'
import { multiaddr } from '@multiformats/multiaddr'
import { createHeliaLight } from 'helia'
import { CID } from 'multiformats/cid'
import { sha256 } from 'multiformats/hashes/sha2'
import crypto from 'node:crypto'
import { serve } from './control.mjs'
import { ANY_NUMBER, connecting, connection, node } from './libp2p.mjs'
import { probes, ResetError } from './probes.mjs'

const BUFFER_BYTES = 64 * 1024 * 1024
const FILES_AT_ONCE = 32
const CODECS = { raw: 0x55, 'dag-pb': 0x70, 'dag-cbor': 0x71 }

const helia = withBitswap(withLibp2pLight(createHeliaLight({ codecs: [dagCbor] }), {
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0', '/ip4/127.0.0.1/tcp/0/ws'] },
  transports: [tcp(), webSockets()],
  connectionEncrypters: process.argv.includes('-tls') ? [tls(), noise()] : [noise(), tls()],
  streamMuxers: [yamux()],
  ...ANY_NUMBER,
  services: { fetch: fetchProtocol(), identify: identify(), identifyPush: identifyPush(), ping: ping() }
}))
await helia.start()
const { libp2p } = helia
const files = unixfs(helia)

// What this peer has for those who ask by /libp2p/fetch/0.0.1: a key ends with how many bytes of it, over and over, its value has.
libp2p.services.fetch.registerLookupFunction('/helia-itest/', (key) => {
  const last = Buffer.from(key).toString().split('/').pop()
  if (last === 'failing') {
    throw new Error('this key fails')
  }
  return last === 'none' ? undefined : Buffer.alloc(Number(last), key)
})

class Stream {
  #stream
  #bytes

  constructor (stream) {
    this.#stream = stream
    this.#bytes = byteStream(stream, { maxBufferSize: BUFFER_BYTES })
  }

  async read () {
    let piece
    try {
      piece = await this.#bytes.read()
    } catch (error) {
      this.#failIfReset()
      throw error
    }
    if (piece == null) {
      this.#failIfReset()
      return null
    }
    return Buffer.from(piece.subarray())
  }

  #failIfReset () {
    if (this.#stream.status === 'reset') {
      throw new ResetError('the other side has reset the stream')
    }
  }

  write (bytes) {
    return this.#bytes.write(bytes)
  }

  closeWrite () {
    return this.#stream.close()
  }

  reset () {
    this.#stream.abort(new Error('reset on purpose'))
  }
}

// The importer knows the named profiles, but Helia's own settings go before theirs unless they are taken away.
const NAMED = { cidVersion: undefined, rawLeaves: undefined, layout: undefined, chunker: undefined }

async function addFolder ({ path, profile, hamtThreshold }) {
  const options = { wrapWithDirectory: true, shardSplitThresholdBytes: hamtThreshold, ...profile && { ...NAMED, profile } }
  let root
  for await (const entry of files.addAll(globSource(path, '**/*'), options)) {
    root = entry.cid
  }
  return root.toString()
}

async function putBlock ({ codec, base64 }) {
  const bytes = Buffer.from(base64, 'base64')
  const cid = CID.createV1(CODECS[codec ?? 'raw'], await sha256.digest(bytes))
  await helia.blockstore.put(cid, bytes)
  return cid.toString()
}

async function gather (source) {
  const pieces = []
  for await (const piece of source) {
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

async function read (from, request) {
  const hash = crypto.createHash('sha256')
  let length = 0
  for await (const piece of from.cat(CID.parse(request.cid), { ...patience(request), path: request.path })) {
    hash.update(piece)
    length += piece.length
  }
  return { length, sha256: hash.digest('hex') }
}

// The SHA-256 of each file of a directory; many files are read at a time, as Helia collects its wants for 10 ms before it sends them.
async function readAll (from, request) {
  const entries = []
  for await (const entry of from.ls(CID.parse(request.cid), patience(request))) {
    entries.push(entry)
  }
  const digests = {}
  const rest = entries.values()
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, async () => {
    for (const { name, cid } of rest) {
      digests[name] = (await read(from, { ...request, cid: cid.toString() })).sha256
    }
  }))
  return digests
}

const patience = ({ millis }) => ({ signal: AbortSignal.timeout(millis ?? 60_000) })

const commands = {
  ...probes(node(libp2p, Stream)),
  ...connecting(libp2p, multiaddr),

  // Blocks, as base64; blocks that it does not have come over Bitswap.
  'put-block': putBlock,
  'get-block': async (request) =>
    (await gather(await helia.blockstore.get(CID.parse(request.cid), patience(request)))).toString('base64'),
  'has-block': ({ cid }) => helia.blockstore.has(CID.parse(cid), { offline: true }),
  'delete-block': async ({ cid }) => { await helia.blockstore.delete(CID.parse(cid)) },

  // Files: added from base64 or a folder (with a profile of IPIP-499, or HAMTs over some size), read as length and SHA-256.
  'add-bytes': async ({ base64 }) => (await files.addBytes(Buffer.from(base64, 'base64'))).toString(),
  'add-folder': addFolder,
  cat: (request) => read(files, request),
  'cat-all': (request) => readAll(files, request),

  // The same by another Helia, which has no blocks and knows one HTTP gateway and nobody else.
  'cat-from-gateway': async (request) => {
    const reader = withHTTP(createHeliaLight({ codecs: [dagCbor] }), {
      delegatedRouters: [],
      recursiveGateways: [request.gateway],
      allowInsecure: true,
      allowLocal: true
    })
    // Gateways are asked when the other routers have found nothing, which waits for ever where there is no other.
    reader.addRouter({ name: 'nobody', async * findProviders () {} })
    await reader.start()
    try {
      return await read(unixfs(reader), request)
    } finally {
      await reader.stop()
    }
  },
  ls: async (request) => {
    const entries = []
    for await (const entry of files.ls(CID.parse(request.cid), { ...patience(request), path: request.path })) {
      entries.push({ name: entry.name, cid: entry.cid.toString(), type: entry.type, size: Number(entry.size ?? 0) })
    }
    return entries
  },

  // The value that another peer has for a key, as base64; null when it has none.
  fetch: async ({ peer, key }) => {
    const value = await libp2p.services.fetch.fetch(connection(libp2p, peer).remotePeer, key)
    return value == null ? null : Buffer.from(value).toString('base64')
  }
}

await serve({
  peer: libp2p.peerId.toString(),
  agent: `helia/${helia.info.version}`,
  addresses: libp2p.getMultiaddrs().map(String)
}, commands, () => helia.stop())
