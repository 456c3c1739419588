// A js-libp2p on QUIC that listens on loopback only and looks for nobody. The newest @chainsafe/libp2p-quic works with version 2 of
// js-libp2p only, and Helia has 3. See ../js/control.mjs for how it is steered; ../js/probes.mjs has the commands that try streams.
import { quic } from '@chainsafe/libp2p-quic'
import { identify } from '@libp2p/identify'
import { ping } from '@libp2p/ping'
import { multiaddr } from '@multiformats/multiaddr'
import { byteStream } from 'it-byte-stream'
import { createLibp2p } from 'libp2p'
import { serve } from '../js/control.mjs'
import { ANY_NUMBER, connecting, node } from '../js/libp2p.mjs'
import { probes, ResetError } from '../js/probes.mjs'

const AGENT = 'js-libp2p/2.10.0 helia-itest'

const libp2p = await createLibp2p({
  addresses: { listen: ['/ip4/127.0.0.1/udp/0/quic-v1'] },
  transports: [quic()],
  ...ANY_NUMBER,
  nodeInfo: { userAgent: AGENT },
  services: { identify: identify(), ping: ping() }
})

class Stream {
  #stream
  #bytes

  constructor (stream) {
    this.#stream = stream
    this.#bytes = byteStream(stream)
  }

  async read () {
    try {
      const piece = await this.#bytes.read()
      return piece == null ? null : Buffer.from(piece.subarray())
    } catch (error) {
      throw error.name === 'StreamResetError' ? new ResetError(error.message) : error
    }
  }

  write (bytes) {
    return this.#bytes.write(bytes)
  }

  closeWrite () {
    return this.#stream.closeWrite()
  }

  reset () {
    this.#stream.abort(new Error('reset on purpose'))
  }
}

await serve({
  peer: libp2p.peerId.toString(),
  agent: AGENT,
  addresses: libp2p.getMultiaddrs().map(String)
}, {
  ...probes(node(libp2p, Stream)),
  ...connecting(libp2p, multiaddr)
}, () => libp2p.stop())
