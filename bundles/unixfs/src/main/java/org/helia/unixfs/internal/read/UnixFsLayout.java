package org.helia.unixfs.internal.read;

import java.util.Iterator;
import java.util.Optional;
import org.helia.api.CancelledException;
import org.helia.api.block.Block;
import org.helia.api.block.BlockSession;
import org.helia.api.codec.MalformedBlockException;
import org.helia.api.dag.DagLayout;
import org.helia.api.dag.EntityRange;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.ipld.dagpb.PbLink;
import org.helia.multiformats.Cid;
import org.helia.multiformats.Multicodec;
import org.osgi.service.component.annotations.Component;

/**
 * Files and directories as the graph below them has to know them: names lead through the nodes of
 * HAMTs, and a file or directory is all of its blocks.
 */
@Component
public final class UnixFsLayout implements DagLayout {
  @Override
  public String name() {
    return "unixfs";
  }

  @Override
  public boolean covers(Block block) {
    if (block.cid().codec() != Multicodec.DAG_PB) {
      return false;
    }
    try {
      NodeDecoder.decode(block);
      return true;
    } catch (MalformedBlockException e) {
      // Any other DAG-PB: its links have names, but it is neither file nor directory.
      return false;
    }
  }

  /** The session is the caller's, so what is made of it is not closed. */
  @Override
  @SuppressWarnings("resource")
  public Optional<Cid> find(Block root, String name, BlockSession session) {
    UnixFsNode node = NodeDecoder.decode(root);
    Optional<PbLink> link = Optional.empty();
    if (node instanceof HamtNode hamt) {
      link = HamtLookup.find(hamt, name, root.cid().toString(), new NodeLoader(session));
    } else if (node instanceof DirectoryNode plain) {
      link = plain.find(name);
    }
    return link.map(PbLink::cid);
  }

  @Override
  @SuppressWarnings("resource")
  public void readEntity(Block root, EntityRange range, BlockSession session) {
    UnixFsNode node = NodeDecoder.decode(root);
    String path = root.cid().toString();
    NodeLoader nodes = new NodeLoader(session);
    if (node instanceof FileNode file) {
      FileWalk walk = new FileWalk(file, path, range.within(file.size()), nodes);
      while (walk.next() != null) {
        CancelledException.checkpoint("reading " + path);
      }
    } else if (node instanceof HamtNode hamt) {
      Iterator<DirectoryEntry> entries = new HamtEntries(hamt, path, nodes);
      while (entries.hasNext()) {
        CancelledException.checkpoint("reading " + path);
        entries.next();
      }
    }
  }
}
