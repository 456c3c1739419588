package org.helia.gateway.trustless.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.helia.api.block.Blocks;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.kubo.Kubo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Kubo reads the CARs that our gateway sends. */
@Timeout(120)
@EnabledIfSystemProperty(
    named = Kubo.PROPERTY,
    matches = ".+",
    disabledReason = "NOT COMPARED WITH KUBO: give -Dhelia.kubo=PATH")
class KuboReadsGatewayTest {
  @TempDir Path temp;

  @Test
  void get_car_isReadByKubo() throws Exception {
    byte[] content = new byte[5_000_000];
    new Random(1).nextBytes(content);
    Path source = Files.write(temp.resolve("file"), content);
    Kubo adds = Kubo.init(temp.resolve("adds"), "test");
    Kubo reads = Kubo.init(temp.resolve("reads"), "test");
    String file = adds.run("add", "-Q", "--cid-version=1", source.toString()).line();
    Path exported = Files.write(temp.resolve("car"), adds.run("dag", "export", file).output());
    Blocks blocks = new FakeBlocks();

    try (RunningGateway gateway = new RunningGateway(blocks)) {
      gateway.load(exported);
      HttpResponse<byte[]> response = gateway.get("/ipfs/" + file + "?format=car");
      assertThat(response.statusCode()).isEqualTo(200);
      Path car = Files.write(temp.resolve("ours"), response.body());
      reads.run("dag", "import", car.toString()).line();
    }

    assertThat(reads.run("cat", file).output()).isEqualTo(content);
  }
}
