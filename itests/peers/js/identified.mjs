// What peers say of themselves when js-libp2p asks them by itself, upon each new connection.
const WAIT_MS = 30_000

const described = (said) => ({
  agent: said.agentVersion,
  version: said.protocolVersion,
  protocols: said.protocols,
  addresses: said.listenAddrs.map(String),
  observed: said.observedAddr?.toString(),
  signed: said.signedPeerRecord?.addresses.map(String) ?? []
})

// Returns the command that waits for what a peer says.
export function identified (libp2p) {
  const peers = new Map()
  const of = (peer) => {
    if (!peers.has(peer)) {
      peers.set(peer, Promise.withResolvers())
    }
    return peers.get(peer)
  }
  libp2p.addEventListener('peer:identify', ({ detail }) => of(detail.peerId.toString()).resolve(described(detail)))
  return ({ peer }) => new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${peer} has not said who it is`)), WAIT_MS)
    of(peer).promise.then((said) => { clearTimeout(timer); resolve(said) })
  })
}
