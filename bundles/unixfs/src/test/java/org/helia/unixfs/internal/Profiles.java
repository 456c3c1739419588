package org.helia.unixfs.internal;

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
        Integer.parseInt(options.text("chunker").substring("size-".length())),
        (int) options.number("max_links"),
        options.has("hamt_threshold")
            ? (int) options.number("hamt_threshold")
            : defaults.hamtThresholdBytes(),
        block ? HamtEstimation.BLOCK : HamtEstimation.LINKS,
        options.has("hamt_fanout") ? (int) options.number("hamt_fanout") : defaults.hamtFanout());
  }
}
