package org.helia.shell.internal.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.helia.api.block.Block;
import org.helia.api.block.BlockTooLargeException;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.CidFormat;
import org.helia.api.node.Helia;
import org.helia.multiformats.Cid;
import org.helia.shell.internal.Io;
import org.helia.shell.internal.complete.FileCompleter;

/** {@code helia:block-put}. */
@Command(
    scope = "helia",
    name = "block-put",
    description = "Store files or standard input, each as one block",
    detailedDescription =
        "Prints the CIDs. The bytes are taken as they are: --cid-codec only names what they are said to be.")
public final class BlockPut extends DataCommand {
  /** The largest block with {@code --allow-big-block}: it is held in memory as a whole. */
  static final int MAX_BIG_BLOCK_BYTES = 64 * 1024 * 1024;

  @Option(name = "--cid-codec", description = "The codec in the CID, as raw, dag-pb or dag-cbor")
  private String codec = "raw";

  @Option(name = "--mhtype", description = "The hash function, as sha2-256")
  private String hash = "sha2-256";

  @Option(
      name = "--allow-big-block",
      description = "Store a block of more than 2 MiB, though other nodes will not take it")
  private boolean big;

  @Argument(
      index = 0,
      name = "data",
      description = "Files; - is standard input",
      multiValued = true)
  @Completion(FileCompleter.class)
  private List<String> files = List.of();

  private final Helia helia;

  /** Stores in a node. */
  public BlockPut(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    CidFormat format = new CidFormat(1, CodecNames.code(codec), HashNames.code(hash));
    try (BlockWriter writer = helia.blocks().writer()) {
      for (String file : files.isEmpty() ? List.of("-") : files) {
        byte[] bytes = read(io, file);
        Cid cid = writer.put(format, bytes);
        writer.commit();
        io.println(json() ? BlockStat.asJson(cid, bytes.length) : cid.toString());
      }
    }
  }

  private byte[] read(Io io, String file) throws IOException {
    if (LocalFiles.isStandardInput(file)) {
      return read(StandardInput.of(io), "standard input");
    }
    try (InputStream in = Files.newInputStream(LocalFiles.resolve(io, file))) {
      return read(in, file);
    }
  }

  private byte[] read(InputStream in, String name) throws IOException {
    int limit = big ? MAX_BIG_BLOCK_BYTES : Block.MAX_OUTSIDE_BYTES;
    byte[] bytes = in.readNBytes(limit + 1);
    if (bytes.length <= limit) {
      return bytes;
    }
    throw new BlockTooLargeException(
        big ? name : name + ", to be one block unless --allow-big-block is given,",
        bytes.length,
        limit);
  }
}
