package org.helia.unixfs.internal;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.helia.api.unixfs.AddMetadata;
import org.helia.api.unixfs.Chunker;
import org.helia.api.unixfs.FileLayout;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.api.unixfs.UnixFsProfile.HamtEstimation;
import org.helia.multiformats.Multicodec;
import org.helia.testkit.fixture.Fixture;

/** The profiles that the fixtures' options describe. */
public final class Profiles {
  private Profiles() {}

  /** All options of a case. */
  public static UnixFsProfile of(Fixture options) {
    UnixFsProfile defaults = UnixFsProfile.V1_2025;
    boolean block = options.text("hamt_size_estimation", "links").equals("block");
    return new UnixFsProfile(
        "custom",
        (int) options.number("cid_version"),
        options.has("hash")
            ? Multicodec.byName(options.text("hash")).orElseThrow().code()
            : defaults.hash(),
        options.flag("raw_leaves"),
        Chunker.parse(options.text("chunker")),
        layout(options.text("layout", "balanced")),
        (int) options.number("max_links"),
        defaults.maxDirectoryLinks(),
        options.has("hamt_threshold")
            ? (int) options.number("hamt_threshold")
            : defaults.hamtThresholdBytes(),
        block ? HamtEstimation.BLOCK : HamtEstimation.LINKS,
        options.has("hamt_fanout") ? (int) options.number("hamt_fanout") : defaults.hamtFanout(),
        defaults.inlineBytes());
  }

  private static FileLayout layout(String name) {
    return FileLayout.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The mode and mtime that a case asks for. */
  public static AddMetadata metadata(Fixture options) {
    OptionalInt mode =
        options.has("mode") ? OptionalInt.of((int) options.number("mode")) : OptionalInt.empty();
    return new AddMetadata(false, false, mode, mtime(options));
  }

  private static Optional<Instant> mtime(Fixture options) {
    if (!options.has("mtime")) {
      return Optional.empty();
    }
    Fixture mtime = options.object("mtime");
    long nanos = mtime.has("nsecs") ? mtime.number("nsecs") : 0;
    return Optional.of(Instant.ofEpochSecond(mtime.number("secs"), nanos));
  }
}
