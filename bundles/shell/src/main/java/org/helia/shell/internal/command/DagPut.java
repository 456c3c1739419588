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
import org.helia.shell.internal.output.Json;

/** {@code helia:dag-put}. */
@Command(
    scope = "helia",
    name = "dag-put",
    description = "Store values, each as one block",
    detailedDescription =
        "Reads files or standard input in one codec, stores them in another, and prints the CIDs.")
public final class DagPut extends DataCommand {
  /** The longest value that is read: it is held in memory as a whole. */
  static final int MAX_INPUT_BYTES = 64 * 1024 * 1024;

  @Option(name = "--store-codec", description = "The codec of the block")
  private String storeCodec = "dag-cbor";

  @Option(name = "--input-codec", description = "The codec of the input")
  private String inputCodec = "dag-json";

  @Option(name = "--hash", description = "The hash function, as sha2-256")
  private String hash = "sha2-256";

  @Option(
      name = "--allow-big-block",
      description = "Store a block of more than 2 MiB, though other nodes will not take it")
  private boolean big;

  @Argument(
      index = 0,
      name = "object data",
      description = "Files; - is standard input",
      multiValued = true)
  @Completion(FileCompleter.class)
  private List<String> files = List.of();

  private final Helia helia;

  /** Stores in a node. */
  public DagPut(Helia helia) {
    this.helia = helia;
  }

  @Override
  protected void run(Io io) throws IOException {
    long from = CodecNames.code(inputCodec);
    CidFormat format = new CidFormat(1, CodecNames.code(storeCodec), HashNames.code(hash));
    try (BlockWriter writer = helia.blocks().writer()) {
      for (String file : files.isEmpty() ? List.of("-") : files) {
        byte[] block = helia.dags().convert(read(io, file), from, format.codec());
        requireSize(file, block.length, big ? MAX_INPUT_BYTES : Block.MAX_OUTSIDE_BYTES);
        Cid cid = writer.put(format, block);
        writer.commit();
        io.println(json() ? asJson(cid) : cid.toString());
      }
    }
  }

  private static byte[] read(Io io, String file) throws IOException {
    if (LocalFiles.isStandardInput(file)) {
      return read(StandardInput.of(io), "standard input");
    }
    try (InputStream in = Files.newInputStream(LocalFiles.resolve(io, file))) {
      return read(in, file);
    }
  }

  private static byte[] read(InputStream in, String name) throws IOException {
    byte[] bytes = in.readNBytes(MAX_INPUT_BYTES + 1);
    requireSize(name, bytes.length, MAX_INPUT_BYTES);
    return bytes;
  }

  private static void requireSize(String name, int size, int limit) {
    if (size > limit) {
      throw new BlockTooLargeException(name, size, limit);
    }
  }

  private static String asJson(Cid cid) throws IOException {
    return Json.object(
        json -> {
          json.writeObjectFieldStart("Cid");
          json.writeStringField("/", cid.toString());
          json.writeEndObject();
        });
  }
}
