package org.helia.core.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.helia.api.net.JoinStep;
import org.helia.api.net.Joiner;
import org.helia.api.net.Joining;
import org.helia.api.net.NetworkScope;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells all joiners which network is configured. */
@Component(immediate = true, configurationPid = NodeConfig.PID)
@Designate(ocd = NodeConfig.class)
public final class JoinedNetwork implements Joining {
  private static final Logger LOG = LoggerFactory.getLogger(JoinedNetwork.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Joiner> joiners = new ArrayList<>();
  private volatile NetworkScope told;
  private NetworkScope wanted;

  /** Joins what is configured. */
  @Activate
  public JoinedNetwork(NodeConfig config) {
    wanted = scope(config);
    told = wanted;
  }

  @Modified
  void configure(NodeConfig config) {
    NetworkScope scope = scope(config);
    lock.lock();
    try {
      wanted = scope;
      joiners.forEach(this::tell);
      told = scope;
    } finally {
      lock.unlock();
    }
  }

  private static NetworkScope scope(NodeConfig config) {
    try {
      return NetworkScope.parse(config.join());
    } catch (IllegalArgumentException e) {
      LOG.error(
          "join of {} {}; the node stays away from any network", NodeConfig.PID, e.getMessage());
      return NetworkScope.NONE;
    }
  }

  /** One that fails keeps no other from leaving the network. */
  private void tell(Joiner joiner) {
    try {
      joiner.joined(wanted);
    } catch (RuntimeException e) {
      LOG.error("{} could not follow the node to join {}", joiner, wanted.text(), e);
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addJoiner(Joiner joiner) {
    lock.lock();
    try {
      joiners.add(joiner);
      tell(joiner);
    } finally {
      lock.unlock();
    }
  }

  void removeJoiner(Joiner joiner) {
    lock.lock();
    try {
      joiners.remove(joiner);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public NetworkScope scope() {
    return told;
  }

  @Override
  public List<JoinStep> plan(NetworkScope scope) {
    lock.lock();
    try {
      return joiners.stream().flatMap(joiner -> joiner.plan(scope).stream()).toList();
    } finally {
      lock.unlock();
    }
  }
}
