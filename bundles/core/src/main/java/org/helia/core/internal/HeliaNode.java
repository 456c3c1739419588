package org.helia.core.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.helia.api.bitswap.Bitswap;
import org.helia.api.block.BlockBrokers;
import org.helia.api.block.Blocks;
import org.helia.api.block.Blockstores;
import org.helia.api.car.Cars;
import org.helia.api.codec.Codecs;
import org.helia.api.codec.Hasher;
import org.helia.api.codec.Hashers;
import org.helia.api.crypto.Crypto;
import org.helia.api.dag.Dags;
import org.helia.api.gc.GarbageCollector;
import org.helia.api.key.Keystore;
import org.helia.api.metrics.MetricsExporter;
import org.helia.api.mfs.Mfs;
import org.helia.api.net.Host;
import org.helia.api.net.Joining;
import org.helia.api.node.Helia;
import org.helia.api.node.NodeIdentity;
import org.helia.api.node.NodeStatus;
import org.helia.api.pin.Pins;
import org.helia.api.routing.Routing;
import org.helia.api.store.Datastores;
import org.helia.api.unixfs.UnixFs;
import org.helia.multiformats.Multicodec;
import org.helia.platform.HeliaHome;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Reaches the facades and says who and how the node is. */
@Component(immediate = true)
public final class HeliaNode implements Helia {
  private final Facade<Blocks> blocks = new Facade<>(Blocks.class, "blocks", "helia-blocks");
  private final Facade<Blockstores> blockstores =
      new Facade<>(Blockstores.class, "blockstores", "helia-blocks");
  private final Facade<BlockBrokers> blockBrokers =
      new Facade<>(BlockBrokers.class, "blockbrokers", "helia-blocks");
  private final Facade<Codecs> codecs = new Facade<>(Codecs.class, "codecs", "helia-codecs");
  private final Facade<Hashers> hashers = new Facade<>(Hashers.class, "hashers", "helia-codecs");
  private final Facade<UnixFs> unixFs = new Facade<>(UnixFs.class, "unixfs", "helia-unixfs");
  private final Facade<Mfs> mfs = new Facade<>(Mfs.class, "mfs", "helia-mfs");
  private final Facade<Cars> cars = new Facade<>(Cars.class, "cars", "helia-car");
  private final Facade<Dags> dags = new Facade<>(Dags.class, "dags", "helia-dag");
  private final Facade<Datastores> datastores =
      new Facade<>(Datastores.class, "datastores", "helia-datastores");
  private final Facade<Pins> pins = new Facade<>(Pins.class, "pins", "helia-pins");
  private final Facade<GarbageCollector> gc =
      new Facade<>(GarbageCollector.class, "gc", "helia-gc");
  private final Facade<Crypto> crypto = new Facade<>(Crypto.class, "crypto", "helia-crypto");
  private final Facade<Keystore> keystore =
      new Facade<>(Keystore.class, "keystore", "helia-keystore-file");

  private final Facade<Host> host = new Facade<>(Host.class, "host", "helia-node");
  private final Facade<Routing> routing = new Facade<>(Routing.class, "routing", "helia-routing");
  private final Facade<Bitswap> bitswap =
      new Facade<>(Bitswap.class, "bitswap", "helia-broker-bitswap");
  private final Facade<Joining> joining = new Facade<>(Joining.class, "joining", "helia-core");

  private final Facade<MetricsExporter> metrics =
      new Facade<>(MetricsExporter.class, "metrics", "helia-metrics-prometheus");

  private final List<Facade<?>> facades =
      List.of(
          blocks,
          blockstores,
          codecs,
          hashers,
          unixFs,
          mfs,
          cars,
          dags,
          datastores,
          pins,
          gc,
          crypto,
          keystore);

  private final HeliaHome home;
  private final String version;
  private final InstantSource clock;
  private final Instant started;
  private final Identity identity;

  /** The node whose container this is. */
  @Activate
  public HeliaNode(BundleContext context, @Reference Identity identity) {
    this(HeliaHome.of(context), identity, version(context), InstantSource.system());
  }

  HeliaNode(HeliaHome home, Identity identity, String version, InstantSource clock) {
    this.home = home;
    this.identity = identity;
    this.version = version;
    this.clock = clock;
    this.started = clock.instant();
    // Makes the key at the first start; what is wrong with it shows in the status.
    identity.problem();
  }

  /** The version of the bundle, without its qualifier. */
  static String version(BundleContext context) {
    Version version = context.getBundle().getVersion();
    return version.getMajor() + "." + version.getMinor() + "." + version.getMicro();
  }

  @Override
  public NodeIdentity identity() {
    return identity.get();
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public NodeStatus status() {
    Map<String, Boolean> services = new LinkedHashMap<>();
    facades.forEach(facade -> services.put(facade.name(), facade.now().isPresent()));
    // A node without a network is whole, too.
    host.now().ifPresent(present -> services.put(host.name(), true));
    return new NodeStatus(
        home.directory(), Duration.between(started, clock.instant()), services, problems());
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    identity.problem().ifPresent(problems::add);
    facades.stream()
        .filter(facade -> facade.now().isEmpty())
        .forEach(facade -> problems.add(missing("service " + facade.name(), facade.feature())));
    blockstores
        .now()
        .filter(present -> present.list().isEmpty())
        .ifPresent(
            none ->
                problems.add(
                    "nothing can be stored: " + missing("blockstore", "helia-blockstore-flatfs")));
    datastores
        .now()
        .filter(present -> present.list().isEmpty())
        .ifPresent(
            none ->
                problems.add(
                    "nothing can be pinned: " + missing("datastore", "helia-datastore-mvstore")));
    host.now().ifPresent(present -> problems.addAll(present.status().problems()));
    hashers
        .now()
        .filter(present -> present.list().stream().noneMatch(HeliaNode::isSha2))
        .ifPresent(
            none ->
                problems.add(
                    "hardly a block can be checked: " + missing("sha2-256", "helia-hash-sha2")));
    return problems;
  }

  private static boolean isSha2(Hasher hasher) {
    return hasher.code() == Multicodec.SHA2_256;
  }

  private static String missing(String what, String feature) {
    return "no %s is there: feature:install %s".formatted(what, feature);
  }

  @Override
  public Blocks blocks() {
    return blocks.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addBlocks(Blocks service, Map<String, Object> properties) {
    blocks.add(service, properties);
  }

  void removeBlocks(Blocks service) {
    blocks.remove(service);
  }

  @Override
  public Blockstores blockstores() {
    return blockstores.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addBlockstores(Blockstores service, Map<String, Object> properties) {
    blockstores.add(service, properties);
  }

  void removeBlockstores(Blockstores service) {
    blockstores.remove(service);
  }

  @Override
  public BlockBrokers blockBrokers() {
    return blockBrokers.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addBlockBrokers(BlockBrokers service, Map<String, Object> properties) {
    blockBrokers.add(service, properties);
  }

  void removeBlockBrokers(BlockBrokers service) {
    blockBrokers.remove(service);
  }

  @Override
  public Codecs codecs() {
    return codecs.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addCodecs(Codecs service, Map<String, Object> properties) {
    codecs.add(service, properties);
  }

  void removeCodecs(Codecs service) {
    codecs.remove(service);
  }

  @Override
  public Hashers hashers() {
    return hashers.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addHashers(Hashers service, Map<String, Object> properties) {
    hashers.add(service, properties);
  }

  void removeHashers(Hashers service) {
    hashers.remove(service);
  }

  @Override
  public UnixFs unixFs() {
    return unixFs.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addUnixFs(UnixFs service, Map<String, Object> properties) {
    unixFs.add(service, properties);
  }

  void removeUnixFs(UnixFs service) {
    unixFs.remove(service);
  }

  @Override
  public Mfs mfs() {
    return mfs.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addMfs(Mfs service, Map<String, Object> properties) {
    mfs.add(service, properties);
  }

  void removeMfs(Mfs service) {
    mfs.remove(service);
  }

  @Override
  public Cars cars() {
    return cars.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addCars(Cars service, Map<String, Object> properties) {
    cars.add(service, properties);
  }

  void removeCars(Cars service) {
    cars.remove(service);
  }

  @Override
  public Datastores datastores() {
    return datastores.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addDatastores(Datastores service, Map<String, Object> properties) {
    datastores.add(service, properties);
  }

  void removeDatastores(Datastores service) {
    datastores.remove(service);
  }

  @Override
  public Dags dags() {
    return dags.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addDags(Dags service, Map<String, Object> properties) {
    dags.add(service, properties);
  }

  void removeDags(Dags service) {
    dags.remove(service);
  }

  @Override
  public Pins pins() {
    return pins.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addPins(Pins service, Map<String, Object> properties) {
    pins.add(service, properties);
  }

  void removePins(Pins service) {
    pins.remove(service);
  }

  @Override
  public Host host() {
    return host.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addHost(Host service, Map<String, Object> properties) {
    host.add(service, properties);
  }

  void removeHost(Host service) {
    host.remove(service);
  }

  @Override
  public Routing routing() {
    return routing.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addRouting(Routing service, Map<String, Object> properties) {
    routing.add(service, properties);
  }

  void removeRouting(Routing service) {
    routing.remove(service);
  }

  @Override
  public Bitswap bitswap() {
    return bitswap.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addBitswap(Bitswap service, Map<String, Object> properties) {
    bitswap.add(service, properties);
  }

  void removeBitswap(Bitswap service) {
    bitswap.remove(service);
  }

  @Override
  public Joining joining() {
    return joining.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addJoining(Joining service, Map<String, Object> properties) {
    joining.add(service, properties);
  }

  void removeJoining(Joining service) {
    joining.remove(service);
  }

  @Override
  public MetricsExporter metrics() {
    return metrics.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addMetrics(MetricsExporter service, Map<String, Object> properties) {
    metrics.add(service, properties);
  }

  void removeMetrics(MetricsExporter service) {
    metrics.remove(service);
  }

  @Override
  public GarbageCollector gc() {
    return gc.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addGc(GarbageCollector service, Map<String, Object> properties) {
    gc.add(service, properties);
  }

  void removeGc(GarbageCollector service) {
    gc.remove(service);
  }

  @Override
  public Keystore keystore() {
    return keystore.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addKeystore(Keystore service, Map<String, Object> properties) {
    keystore.add(service, properties);
  }

  void removeKeystore(Keystore service) {
    keystore.remove(service);
  }

  @Override
  public Crypto crypto() {
    return crypto.get();
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addCrypto(Crypto service, Map<String, Object> properties) {
    crypto.add(service, properties);
  }

  void removeCrypto(Crypto service) {
    crypto.remove(service);
  }
}
