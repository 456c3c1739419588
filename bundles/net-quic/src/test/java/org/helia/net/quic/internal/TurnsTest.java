package org.helia.net.quic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Deque<Runnable> loop = new ArrayDeque<>();
  private final List<String> ran = new ArrayList<>();
  private long now;

  private Turns turns(Executor executor) {
    return new Turns(executor, executor, () -> now);
  }

  private void runAll() {
    while (!loop.isEmpty()) {
      loop.remove().run();
    }
  }

  @Test
  void execute_manyTasksOfOne_thoseOfAnotherWaitForOneTurnOnly() {
    Turns busy = turns(loop::add);
    Turns quiet = turns(loop::add);
    int many = 10 * Turns.TASKS;
    for (int i = 0; i < many; i++) {
      busy.execute(() -> ran.add("busy"));
    }
    quiet.execute(() -> ran.add("quiet"));
    runAll();

    assertThat(ran).hasSize(many + 1);
    assertThat(ran.indexOf("quiet")).isEqualTo(Turns.TASKS);
  }

  @Test
  void execute_longTasks_thoseOfAnotherWaitForOneTurnOnly() {
    Turns busy = turns(loop::add);
    Turns quiet = turns(loop::add);
    for (int i = 0; i < 10; i++) {
      busy.execute(
          () -> {
            ran.add("busy");
            now += Turns.MAX_NANOS / 2;
          });
    }
    quiet.execute(() -> ran.add("quiet"));
    runAll();

    assertThat(ran).hasSize(11);
    assertThat(ran.indexOf("quiet")).isEqualTo(2);
  }

  @Test
  void turn_tasksAreLeft_theNextComesAfterTheSockets() {
    Deque<Runnable> afterSockets = new ArrayDeque<>();
    Turns turns = new Turns(loop::add, afterSockets::add, () -> now);
    for (int i = 0; i < 2 * Turns.TASKS; i++) {
      turns.execute(() -> ran.add("task"));
    }
    runAll();
    assertThat(ran).hasSize(Turns.TASKS);
    afterSockets.remove().run();
    assertThat(ran).hasSize(2 * Turns.TASKS);
    assertThat(afterSockets).isEmpty();
  }

  @Test
  void execute_manyTasks_runInTheirOrder() {
    Turns turns = turns(loop::add);
    List<String> names = IntStream.range(0, 100).mapToObj(String::valueOf).toList();
    names.forEach(name -> turns.execute(() -> ran.add(name)));
    runAll();

    assertThat(ran).isEqualTo(names);
  }

  @Test
  void execute_taskThatFails_keepsNoneOfTheOthers() {
    Turns turns = turns(loop::add);
    turns.execute(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    turns.execute(() -> ran.add("next"));
    assertThatThrownBy(() -> loop.remove().run()).hasMessage("on purpose");
    runAll();

    assertThat(ran).containsExactly("next");
  }

  @Test
  void turn_loopEndsMeanwhile_theRestRunsInIt() {
    AtomicBoolean ended = new AtomicBoolean();
    Turns turns =
        turns(
            task -> {
              if (ended.get()) {
                throw new RejectedExecutionException("ended");
              }
              loop.add(task);
            });
    for (int i = 0; i < 3 * Turns.TASKS; i++) {
      turns.execute(() -> ran.add("task"));
    }
    ended.set(true);
    runAll();

    assertThat(ran).hasSize(3 * Turns.TASKS);
  }

  @Test
  void execute_loopHasEnded_saysSoEachTime() {
    Executor ended =
        task -> {
          throw new RejectedExecutionException("ended");
        };
    Turns turns = turns(ended);
    assertThatThrownBy(() -> turns.execute(() -> ran.add("never"))).hasMessage("ended");
    assertThatThrownBy(() -> turns.execute(() -> ran.add("never"))).hasMessage("ended");
    assertThat(ran).isEmpty();
  }
}
