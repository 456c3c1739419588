package org.helia.ipld.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.helia.api.ipld.BytesNode;
import org.helia.api.ipld.FloatNode;
import org.helia.api.ipld.IntNode;
import org.helia.api.ipld.LinkNode;
import org.helia.api.ipld.ListNode;
import org.helia.api.ipld.MapNode;
import org.helia.api.ipld.Node;
import org.helia.api.ipld.NullNode;
import org.helia.api.ipld.StringNode;
import org.helia.ipld.dagcbor.DagCbor;
import org.helia.ipld.dagjson.DagJson;
import org.helia.multiformats.Cid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MappingTest {
  private static final Cid CID = Cid.parse("bafkqabiaaebagba");

  enum Mood {
    GLAD,
    SAD
  }

  record Point(int x, int y) {}

  record Everything(
      boolean bool,
      byte small,
      Short medium,
      long large,
      BigInteger huge,
      float single,
      Double twice,
      String text,
      Mood mood,
      Cid link,
      Node any,
      Optional<Point> maybe,
      @Nullable String nullable,
      List<Point> points,
      Set<String> names,
      Map<String, List<Cid>> links) {}

  record Bytes(byte[] value) {}

  record Strict(String name) {
    Strict {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("no name");
      }
    }
  }

  private static final Everything FULL =
      new Everything(
          true,
          (byte) -1,
          (short) 300,
          Long.MIN_VALUE,
          BigInteger.ONE.shiftLeft(63),
          0.5f,
          1e100,
          "ž",
          Mood.SAD,
          CID,
          ListNode.of(NullNode.INSTANCE),
          Optional.of(new Point(1, 2)),
          "here",
          List.of(new Point(3, 4)),
          Set.of("a"),
          Map.of("b", List.of(CID)));

  @Test
  void fromNode_mappedRecord_isTheRecord() {
    Node node = DagCbor.decode(DagCbor.encode(Mapping.toNode(FULL)));

    assertThat(Mapping.fromNode(node, Everything.class)).isEqualTo(FULL);
  }

  @Test
  void toNode_record_isAMapOfItsComponents() {
    assertThat(Mapping.toNode(new Point(1, -2)))
        .isEqualTo(MapNode.of("x", IntNode.of(1), "y", IntNode.of(-2)));
  }

  record Sparse(Optional<Point> maybe, @Nullable String nullable) {}

  @Test
  void toNode_absentComponents_areNotThere() {
    Sparse sparse = new Sparse(Optional.empty(), null);

    assertThat(Mapping.toNode(sparse)).isEqualTo(MapNode.EMPTY);
    assertThat(Mapping.fromNode(MapNode.EMPTY, Sparse.class)).isEqualTo(sparse);
    assertThat(
            Mapping.fromNode(
                MapNode.of("maybe", NullNode.INSTANCE, "nullable", NullNode.INSTANCE),
                Sparse.class))
        .isEqualTo(sparse);
  }

  @Test
  void fromNode_object_isThePlainestOfAll() {
    Node node =
        MapNode.of(
            "list",
            ListNode.of(
                NullNode.INSTANCE,
                IntNode.of(1),
                new FloatNode(0.5),
                new StringNode("a"),
                new LinkNode(CID)),
            "big",
            IntNode.of(BigInteger.ONE.shiftLeft(64)));

    assertThat(Mapping.fromNode(node, Object.class))
        .isEqualTo(
            Map.of(
                "list",
                Arrays.asList(null, 1L, 0.5, "a", CID),
                "big",
                BigInteger.ONE.shiftLeft(64)));
  }

  @Test
  void fromNode_bytes_areTheArray() {
    Node node = MapNode.of("value", new BytesNode(new byte[] {1, 2}));

    assertThat(Mapping.fromNode(node, Bytes.class).value()).containsExactly(1, 2);
    assertThat(Mapping.toNode(new Bytes(new byte[] {1, 2}))).isEqualTo(node);
  }

  record Line(List<Point> points) {}

  @Test
  void fromNode_wrongForm_isRefusedWithThePath() {
    Node wrong =
        MapNode.of(
            "points",
            ListNode.of(
                MapNode.of("x", IntNode.of(1), "y", IntNode.of(1)),
                MapNode.of("x", IntNode.of(1), "y", new StringNode("1"))));

    assertRefused(wrong, Line.class, "at the value.points[1].y: STRING, where int belongs");
    assertRefused(MapNode.of("x", IntNode.of(1)), Point.class, "at the value.y: it is missing");
    assertRefused(
        MapNode.of("x", IntNode.of(1), "y", NullNode.INSTANCE),
        Point.class,
        "at the value.y: null, where a value belongs");
    assertRefused(
        MapNode.of("name", new StringNode("a"), "z", IntNode.of(1)),
        Strict.class,
        "at the value: the key 'z', which Strict does not have");
    assertRefused(
        MapNode.of("x", IntNode.of(1L << 31), "y", IntNode.of(1)),
        Point.class,
        "at the value.x: 2147483648 does not fit into int");
    assertRefused(
        MapNode.of("name", new StringNode("")), Strict.class, "at the value: Strict refuses it");
    assertRefused(new StringNode("HAPPY"), Mood.class, "Mood has no 'HAPPY'");
    assertRefused(new FloatNode(0.1), Float.class, "0.1 does not fit into float");
    assertRefused(new FloatNode(1), Integer.class, "FLOAT, where Integer belongs");
    assertRefused(NullNode.INSTANCE, String.class, "null, where String belongs");
    assertRefused(new StringNode("a"), Thread.class, "STRING, where Thread belongs");
  }

  @Test
  void toNode_whatTheDataModelDoesNotHave_isRefused() {
    for (Object value :
        List.of(Double.NaN, new Object(), Map.of(1, 2), List.of(Float.POSITIVE_INFINITY))) {
      assertThatExceptionOfType(MappingException.class).isThrownBy(() -> Mapping.toNode(value));
    }
  }

  @Test
  void fromNode_tooDeep_isRefused() {
    Node node = ListNode.EMPTY;
    for (int i = 0; i <= Mapping.MAX_DEPTH; i++) {
      node = ListNode.of(node);
    }
    Node tooDeep = node;

    assertThatExceptionOfType(MappingException.class)
        .isThrownBy(() -> Mapping.fromNode(tooDeep, Object.class))
        .withMessageContaining("more than 1024 levels");
  }

  @Test
  void dagJson_treeOfJackson_isTheSameAgain() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonNode tree = mapper.readTree("{\"a\":[1,0.5,\"ž\",null,{\"/\":\"" + CID + "\"}]}");

    Node node = DagJson.decode(mapper.writeValueAsBytes(tree));

    assertThat(node)
        .isEqualTo(
            MapNode.of(
                "a",
                ListNode.of(
                    IntNode.of(1),
                    new FloatNode(0.5),
                    new StringNode("ž"),
                    NullNode.INSTANCE,
                    new LinkNode(CID))));
    assertThat(mapper.readTree(DagJson.encode(node))).isEqualTo(tree);
  }

  private static void assertRefused(Node node, Class<?> type, String message) {
    assertThatExceptionOfType(MappingException.class)
        .isThrownBy(() -> Mapping.fromNode(node, type))
        .withMessageContaining(message);
  }
}
