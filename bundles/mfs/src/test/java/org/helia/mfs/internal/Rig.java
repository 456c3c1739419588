package org.helia.mfs.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.helia.api.block.BlockWriter;
import org.helia.api.block.Blocks;
import org.helia.api.block.CidFormat;
import org.helia.api.block.FetchOptions;
import org.helia.api.mfs.MfsOptions;
import org.helia.api.mfs.MfsWrite;
import org.helia.api.store.Datastore;
import org.helia.api.unixfs.ByteRange;
import org.helia.api.unixfs.DirectoryEntry;
import org.helia.api.unixfs.UnixFs;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.codec.dag.pb.internal.DagPbCodec;
import org.helia.multiformats.Cid;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeCodecs;
import org.helia.testkit.codec.FakeHashers;
import org.helia.testkit.store.FakeDatastore;
import org.helia.unixfs.internal.UnixFsComponent;

/** A mutable file system over real UnixFS, and blocks and a datastore in memory. */
final class Rig {
  static final MfsOptions OPTIONS = MfsOptions.DEFAULTS.withFetch(FetchOptions.OFFLINE);
  static final MfsOptions PARENTS = OPTIONS.withParents(true);

  final Blocks blocks;
  final Datastore datastore;
  final UnixFs unixFs;
  final FakeCodecs codecs = new FakeCodecs();
  final Settings settings;
  MfsComponent mfs;

  Rig(UnixFsProfile profile) {
    this(new FakeBlocks(), new FakeDatastore("fake"), profile);
  }

  Rig(Blocks blocks, Datastore datastore, UnixFsProfile profile) {
    this.blocks = blocks;
    this.datastore = datastore;
    this.unixFs = new UnixFsComponent(blocks, new FakeHashers());
    codecs.add(new DagPbCodec());
    this.settings = new Settings(profile, Duration.ofSeconds(60), 64, 4096);
    this.mfs = open();
  }

  /** Another service of the same node, as after a restart. */
  MfsComponent open() {
    return new MfsComponent(unixFs, blocks, codecs, new RootRecord(datastore), settings);
  }

  /** What a crash would leave. */
  Cid recorded() {
    return new RootRecord(datastore).load().orElseThrow();
  }

  Cid put(CidFormat format, byte[] bytes) {
    try (BlockWriter writer = blocks.writer()) {
      Cid cid = writer.put(format, bytes);
      writer.commit();
      return cid;
    }
  }

  void write(String path, String content) {
    mfs.write(path, in(content), MfsWrite.REPLACE, PARENTS);
  }

  String read(String path) {
    return read(path, ByteRange.ALL);
  }

  String read(String path, ByteRange range) {
    try (InputStream in = mfs.read(path, range, FetchOptions.OFFLINE)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> names(String path) {
    try (Stream<DirectoryEntry> entries = mfs.ls(path, FetchOptions.OFFLINE)) {
      return entries.map(DirectoryEntry::name).toList();
    }
  }

  static InputStream in(String content) {
    return new ByteArrayInputStream(content.getBytes(UTF_8));
  }
}
