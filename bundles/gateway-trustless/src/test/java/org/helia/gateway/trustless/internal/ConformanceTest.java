package org.helia.gateway.trustless.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.helia.ipld.car.CarReader;
import org.helia.testkit.block.FakeBlocks;
import org.helia.testkit.fixture.Fixture;
import org.helia.testkit.fixture.FixtureSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;

/** The tests that gateways are compared by, over HTTP. */
@Timeout(60)
class ConformanceTest {
  private final FakeBlocks blocks = new FakeBlocks();
  private final RunningGateway gateway = new RunningGateway(blocks);

  @AfterEach
  void close() {
    gateway.close();
    assertThat(blocks.openSessions()).isZero();
  }

  @ParameterizedTest
  @FixtureSource({
    "gateway/conformance-trustless-raw.json",
    "gateway/conformance-trustless-car.json"
  })
  void request_ofTheConformanceTests_isAnsweredAsExpected(Fixture given) throws Exception {
    for (String car : given.object("needs").texts("cars")) {
      gateway.load(car);
    }
    for (Fixture request : given.list("requests")) {
      Map<String, String> headers = new HashMap<>();
      if (request.has("headers")) {
        Fixture all = request.object("headers");
        all.names().forEach(name -> headers.put(name, all.text(name)));
      }
      HttpResponse<byte[]> response =
          gateway.send(request.text("method"), request.text("path"), headers);
      check(given.object("expect").json(), response);
    }
  }

  private static void check(JsonNode expect, HttpResponse<byte[]> response) {
    expect.path("allOf").forEach(each -> check(each, response));
    if (expect.has("anyOf")) {
      List<String> failures = new ArrayList<>();
      for (JsonNode one : expect.get("anyOf")) {
        try {
          check(one, response);
          return;
        } catch (AssertionError e) {
          failures.add(e.getMessage());
        }
      }
      Assertions.fail("none of several: " + failures);
    }
    if (expect.has("status")) {
      assertThat(response.statusCode())
          .describedAs(() -> new String(response.body(), StandardCharsets.UTF_8))
          .isEqualTo(expect.get("status").intValue());
    }
    expect.path("headers").forEach(header -> checkHeader(header, response));
    checkBody(expect.path("body"), response.body());
  }

  private static void checkHeader(JsonNode expect, HttpResponse<byte[]> response) {
    String name = expect.get("name").textValue();
    String value = String.join(", ", response.headers().allValues(name));
    expect
        .fields()
        .forEachRemaining(
            field -> {
              String wanted = field.getValue().asText();
              switch (field.getKey()) {
                case "name" -> {}
                case "present" -> assertThat(value).as(name).isNotEmpty();
                case "equals" -> assertThat(value).as(name).isEqualTo(wanted);
                case "contains" -> assertThat(value).as(name).contains(wanted);
                case "matches" -> assertThat(value).as(name).containsPattern(wanted);
                case "cacheControl" ->
                    assertThat(value).contains("public", "immutable", "29030400");
                default -> Assertions.fail("an expectation that is not checked: " + field.getKey());
              }
            });
  }

  private static void checkBody(JsonNode expect, byte[] body) {
    expect
        .fields()
        .forEachRemaining(
            field -> {
              switch (field.getKey()) {
                case "equalsBytes" -> assertThat(body).isEqualTo(bytes(field.getValue()));
                case "contains" ->
                    assertThat(new String(body, StandardCharsets.UTF_8))
                        .contains(field.getValue().textValue());
                case "all" -> field.getValue().forEach(each -> checkBody(each, body));
                case "car" -> checkCar(field.getValue(), body);
                default -> Assertions.fail("an expectation that is not checked: " + field.getKey());
              }
            });
  }

  private static byte[] bytes(JsonNode expect) {
    return expect.has("base64")
        ? Base64.getDecoder().decode(expect.get("base64").textValue())
        : expect.get("text").textValue().getBytes(StandardCharsets.UTF_8);
  }

  private static void checkCar(JsonNode expect, byte[] body) {
    List<String> expected = new ArrayList<>();
    expect.path("blocks").forEach(block -> expected.add(block.textValue()));
    List<String> found = new ArrayList<>();
    CarReader car = new CarReader(new ByteArrayInputStream(body));
    for (var section = car.next(); section.isPresent(); section = car.next()) {
      found.add(section.get().block().cid().toString());
    }
    if (expect.path("exact").asBoolean() && expect.path("ordered").asBoolean()) {
      assertThat(found).isEqualTo(expected);
    } else if (expect.path("exact").asBoolean()) {
      assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    } else {
      assertThat(found).containsAll(new HashSet<>(expected));
    }
  }
}
