package org.helia.unixfs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.helia.api.unixfs.AddListener;
import org.helia.api.unixfs.AddOptions;
import org.helia.api.unixfs.AddSource;
import org.helia.api.unixfs.Chunker;
import org.helia.api.unixfs.UnixFsProfile;
import org.helia.api.unixfs.UnixFsProfileProvider;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.codec.FakeHashers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Profiles come and go with their providers. */
class ProfileServicesTest {
  private static final UnixFsProfile RABIN =
      UnixFsProfile.V1_2025.toBuilder().chunker(Chunker.Rabin.DEFAULT).build("acme-rabin");
  private static final UnixFsProfile BUZHASH =
      UnixFsProfile.V1_2025.toBuilder().chunker(new Chunker.Buzhash()).build("acme-rabin");

  private final UnixFsComponent unixFs = new UnixFsComponent(new FakeBlocks(), new FakeHashers());

  @AfterEach
  void close() {
    unixFs.close();
  }

  private void bind(UnixFsProfileProvider provider, int ranking) {
    unixFs.bindProfiles(
        provider, Map.of("service.ranking", ranking, "service.id", (long) ranking + 100));
  }

  @Test
  void profiles_noProvider_areThoseOfTheSpecification() {
    assertThat(unixFs.profiles()).isEqualTo(UnixFsProfile.NAMED);
    assertThat(unixFs.profile("unixfs-v0-2015")).contains(UnixFsProfile.V0_2015);
    assertThat(unixFs.profile("acme-rabin")).isEmpty();
  }

  @Test
  void profiles_providerComesAndGoes_followIt() {
    UnixFsProfileProvider provider = () -> List.of(RABIN);

    bind(provider, 0);
    assertThat(unixFs.profile("acme-rabin")).contains(RABIN);
    assertThat(unixFs.profiles()).startsWith(UnixFsProfile.V1_2025, UnixFsProfile.V0_2015);
    unixFs.unbindProfiles(provider);

    assertThat(unixFs.profiles()).isEqualTo(UnixFsProfile.NAMED);
  }

  @Test
  void profiles_oneNameFromTwo_isThatOfTheHigherRanking() {
    UnixFsProfileProvider higher = () -> List.of(BUZHASH);
    bind(() -> List.of(RABIN), 1);
    bind(higher, 2);
    assertThat(unixFs.profile("acme-rabin")).contains(BUZHASH);

    unixFs.updatedProfiles(higher, Map.of("service.ranking", 0, "service.id", 102L));
    assertThat(unixFs.profile("acme-rabin")).contains(RABIN);
  }

  @Test
  void profiles_namesThatAreTakenOrNoNames_areLeftOut() {
    bind(
        () ->
            List.of(
                RABIN.toBuilder().build("unixfs-v1-2025"),
                RABIN.toBuilder().build("custom"),
                RABIN.toBuilder().build("With Space"),
                RABIN.toBuilder().build("")),
        7);

    assertThat(unixFs.profiles()).isEqualTo(UnixFsProfile.NAMED);
  }

  @Test
  void profiles_providerThatFails_costsOnlyItsOwn() {
    bind(
        () -> {
          throw new IllegalStateException("no configuration");
        },
        9);
    bind(() -> List.of(RABIN), 1);

    assertThat(unixFs.profile("acme-rabin")).contains(RABIN);
  }

  @Test
  void add_underAProfileOfAProvider_isAnAddWithItsValues() {
    bind(() -> List.of(RABIN), 0);
    byte[] content = new byte[500_000];
    AddOptions named = AddOptions.DEFAULTS.withProfile(unixFs.profile("acme-rabin").orElseThrow());
    AddOptions same = AddOptions.DEFAULTS.withProfile(RABIN.toBuilder().build("other"));

    assertThat(unixFs.add(AddSource.bytes("", content), named, AddListener.NONE))
        .isEqualTo(unixFs.add(AddSource.bytes("", content), same, AddListener.NONE));
  }
}
