// What is the same with all versions of js-libp2p: how a node is set up, and the commands that connect it.
const MANY = 10_000
const WAIT_MS = 30_000
const limits = { maxInboundStreams: MANY, maxOutboundStreams: MANY }

// As many connections as the tests want, on loopback, which js-libp2p would not dial by itself.
export const ANY_NUMBER = {
  connectionGater: { denyDialMultiaddr: () => false },
  connectionManager: { inboundConnectionThreshold: MANY, maxIncomingPendingConnections: MANY }
}

// The connection with a peer, by its id.
export function connection (libp2p, peer) {
  const first = libp2p.getConnections().find((each) => each.remotePeer.toString() === peer)
  if (first == null) {
    throw new Error(`not connected to ${peer}`)
  }
  return first
}

// A node as probes.mjs wants it.
export function node (libp2p, Stream) {
  return {
    handle: (protocol, handler) => libp2p.handle(protocol, async (opened) => {
      const stream = opened.stream ?? opened // Version 2 hands it over in an object.
      try {
        await handler(new Stream(stream))
      } catch (error) {
        stream.abort(error)
      }
    }, limits),
    open: async (peer, protocol) => new Stream(await connection(libp2p, peer).newStream(protocol, limits))
  }
}

const described = (connection) => ({
  peer: connection.remotePeer.toString(),
  address: connection.remoteAddr.toString(),
  direction: connection.direction,
  security: connection.encryption,
  muxer: connection.multiplexer
})

const saidOfItself = (said) => ({
  agent: said.agentVersion,
  version: said.protocolVersion,
  protocols: said.protocols,
  addresses: said.listenAddrs.map(String),
  observed: said.observedAddr?.toString(),
  signed: said.signedPeerRecord?.addresses.map(String) ?? []
})

// Waits for what a peer says when js-libp2p asks it by itself, upon the new connection.
function identified (libp2p) {
  const peers = new Map()
  const of = (peer) => {
    if (!peers.has(peer)) {
      peers.set(peer, Promise.withResolvers())
    }
    return peers.get(peer)
  }
  libp2p.addEventListener('peer:identify', ({ detail }) => of(detail.peerId.toString()).resolve(saidOfItself(detail)))
  return ({ peer }) => new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${peer} has not said who it is`)), WAIT_MS)
    of(peer).promise.then((said) => { clearTimeout(timer); resolve(said) })
  })
}

// Takes multiaddr of the version of libp2p.
export function connecting (libp2p, multiaddr) {
  const known = (peer) => connection(libp2p, peer).remotePeer
  return {
    dial: async ({ address }) => described(await libp2p.dial(multiaddr(address))),
    hangup: ({ peer }) => libp2p.hangUp(known(peer)),
    connections: () => libp2p.getConnections().map(described),
    ping: ({ peer }) => libp2p.services.ping.ping(known(peer)),
    identify: identified(libp2p)
  }
}
