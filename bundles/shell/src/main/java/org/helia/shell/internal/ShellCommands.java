package org.helia.shell.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.apache.karaf.config.core.ConfigRepository;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.helia.api.node.Helia;
import org.helia.platform.Workers;
import org.helia.shell.internal.command.Add;
import org.helia.shell.internal.command.BitswapLedgers;
import org.helia.shell.internal.command.BitswapStats;
import org.helia.shell.internal.command.BitswapWantlist;
import org.helia.shell.internal.command.BlockGet;
import org.helia.shell.internal.command.BlockPut;
import org.helia.shell.internal.command.BlockRm;
import org.helia.shell.internal.command.BlockStat;
import org.helia.shell.internal.command.BlockstoreMigrate;
import org.helia.shell.internal.command.Bootstrap;
import org.helia.shell.internal.command.BootstrapAdd;
import org.helia.shell.internal.command.BootstrapList;
import org.helia.shell.internal.command.BootstrapRm;
import org.helia.shell.internal.command.CarIndex;
import org.helia.shell.internal.command.CarLs;
import org.helia.shell.internal.command.CarVerify;
import org.helia.shell.internal.command.Cat;
import org.helia.shell.internal.command.CidBase32;
import org.helia.shell.internal.command.CidBases;
import org.helia.shell.internal.command.CidCodecs;
import org.helia.shell.internal.command.CidFormatting;
import org.helia.shell.internal.command.CidHashes;
import org.helia.shell.internal.command.Config;
import org.helia.shell.internal.command.DagDiff;
import org.helia.shell.internal.command.DagExport;
import org.helia.shell.internal.command.DagGet;
import org.helia.shell.internal.command.DagImport;
import org.helia.shell.internal.command.DagPut;
import org.helia.shell.internal.command.DagResolve;
import org.helia.shell.internal.command.DagStats;
import org.helia.shell.internal.command.DatastoreMigrate;
import org.helia.shell.internal.command.FilesChcid;
import org.helia.shell.internal.command.FilesChmod;
import org.helia.shell.internal.command.FilesCp;
import org.helia.shell.internal.command.FilesFlush;
import org.helia.shell.internal.command.FilesLs;
import org.helia.shell.internal.command.FilesMkdir;
import org.helia.shell.internal.command.FilesMv;
import org.helia.shell.internal.command.FilesRead;
import org.helia.shell.internal.command.FilesRm;
import org.helia.shell.internal.command.FilesStat;
import org.helia.shell.internal.command.FilesTouch;
import org.helia.shell.internal.command.FilesWrite;
import org.helia.shell.internal.command.Get;
import org.helia.shell.internal.command.Id;
import org.helia.shell.internal.command.Join;
import org.helia.shell.internal.command.KeyExport;
import org.helia.shell.internal.command.KeyGen;
import org.helia.shell.internal.command.KeyImport;
import org.helia.shell.internal.command.KeyList;
import org.helia.shell.internal.command.KeyLs;
import org.helia.shell.internal.command.KeyRename;
import org.helia.shell.internal.command.KeyRm;
import org.helia.shell.internal.command.ListBlockstores;
import org.helia.shell.internal.command.ListBrokers;
import org.helia.shell.internal.command.ListDatastores;
import org.helia.shell.internal.command.ListProfiles;
import org.helia.shell.internal.command.Ls;
import org.helia.shell.internal.command.Metrics;
import org.helia.shell.internal.command.NetPerf;
import org.helia.shell.internal.command.PinAdd;
import org.helia.shell.internal.command.PinLs;
import org.helia.shell.internal.command.PinRm;
import org.helia.shell.internal.command.PinUpdate;
import org.helia.shell.internal.command.PinVerify;
import org.helia.shell.internal.command.Ping;
import org.helia.shell.internal.command.Refs;
import org.helia.shell.internal.command.RefsLocal;
import org.helia.shell.internal.command.RepoGc;
import org.helia.shell.internal.command.RepoStat;
import org.helia.shell.internal.command.RepoVerify;
import org.helia.shell.internal.command.StatsBw;
import org.helia.shell.internal.command.Status;
import org.helia.shell.internal.command.SwarmAddrs;
import org.helia.shell.internal.command.SwarmConnect;
import org.helia.shell.internal.command.SwarmDisconnect;
import org.helia.shell.internal.command.SwarmPeers;
import org.helia.shell.internal.command.SwarmResources;
import org.helia.shell.internal.command.Version;
import org.helia.shell.internal.complete.BlockstoreCompleter;
import org.helia.shell.internal.complete.BootstrapCompleter;
import org.helia.shell.internal.complete.ConfigCompleter;
import org.helia.shell.internal.complete.ContentPathCompleter;
import org.helia.shell.internal.complete.FileCompleter;
import org.helia.shell.internal.complete.KeyCompleter;
import org.helia.shell.internal.complete.MfsPathCompleter;
import org.helia.shell.internal.complete.PeerCompleter;
import org.helia.shell.internal.complete.ProfileCompleter;
import org.helia.shell.internal.config.Configurations;
import org.helia.shell.internal.config.ContainerConfigurations;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.MetaTypeService;

/**
 * Puts Helia's commands into Karaf's shell. They hold on to the {@link Helia} service only, which
 * finds the facades anew for each call: so the commands stay while facades and plugins are swapped,
 * where those that Karaf's own extender registers would go and come.
 */
@Component
public final class ShellCommands {
  private static final int BACKGROUND_THREADS = 4;

  private final Registry registry;
  private final ExecutorService workers = Workers.open("helia-shell", BACKGROUND_THREADS);
  private final List<ShellCommand> commands;

  /** Registers the commands. */
  @Activate
  public ShellCommands(
      BundleContext context,
      @Reference Helia helia,
      @Reference SessionFactory sessions,
      @Reference ConfigurationAdmin admin,
      @Reference ConfigRepository repository,
      @Reference MetaTypeService metatypes,
      @Reference ServiceComponentRuntime runtime) {
    this.registry = sessions.getRegistry();
    this.commands =
        commands(
            helia,
            new ContainerConfigurations(context, admin, repository, metatypes, runtime),
            workers);
    commands.forEach(registry::register);
  }

  /** All commands of a node. */
  static List<ShellCommand> commands(
      Helia helia, Configurations configurations, ExecutorService workers) {
    RecentRoots recent = new RecentRoots();
    Map<Class<?>, Completer> completers =
        Map.of(
            BlockstoreCompleter.class, new BlockstoreCompleter(helia),
            BootstrapCompleter.class, new BootstrapCompleter(configurations),
            ConfigCompleter.class, new ConfigCompleter(configurations),
            ContentPathCompleter.class, new ContentPathCompleter(helia, recent),
            FileCompleter.class, new FileCompleter(),
            KeyCompleter.class, new KeyCompleter(helia),
            MfsPathCompleter.class, new MfsPathCompleter(helia),
            PeerCompleter.class, new PeerCompleter(helia),
            ProfileCompleter.class, new ProfileCompleter(helia));
    List<Supplier<HeliaCommand>> factories =
        List.of(
            () -> new Add(helia, recent, workers),
            () -> new BitswapLedgers(helia),
            () -> new BitswapStats(helia),
            () -> new BitswapWantlist(helia),
            () -> new BlockGet(helia),
            () -> new BlockPut(helia),
            () -> new BlockRm(helia),
            () -> new BlockStat(helia),
            () -> new BlockstoreMigrate(helia),
            () -> new ListBlockstores(helia),
            () -> new Bootstrap(configurations),
            () -> new BootstrapAdd(configurations),
            () -> new BootstrapList(configurations),
            () -> new BootstrapRm(configurations),
            () -> new ListBrokers(helia),
            () -> new CarIndex(helia),
            () -> new CarLs(helia),
            () -> new CarVerify(helia),
            () -> new Cat(helia),
            () -> new CidBase32(),
            () -> new CidBases(),
            () -> new CidCodecs(helia),
            () -> new CidFormatting(),
            () -> new CidHashes(helia),
            () -> new Config(helia, configurations),
            () -> new DagDiff(helia),
            () -> new DagExport(helia),
            () -> new DagGet(helia),
            () -> new DagImport(helia, recent),
            () -> new DagPut(helia),
            () -> new DagResolve(helia),
            () -> new DagStats(helia),
            () -> new DatastoreMigrate(helia),
            () -> new ListDatastores(helia),
            () -> new FilesChcid(helia),
            () -> new FilesChmod(helia),
            () -> new FilesCp(helia),
            () -> new FilesFlush(helia),
            () -> new FilesLs(helia),
            () -> new FilesMkdir(helia),
            () -> new FilesMv(helia),
            () -> new FilesRead(helia),
            () -> new FilesRm(helia),
            () -> new FilesStat(helia),
            () -> new FilesTouch(helia),
            () -> new FilesWrite(helia),
            () -> new Get(helia),
            () -> new Id(helia),
            () -> new Join(helia, configurations),
            () -> new KeyExport(helia),
            () -> new KeyGen(helia),
            () -> new KeyImport(helia),
            () -> new KeyList(helia),
            () -> new KeyLs(helia),
            () -> new KeyRename(helia),
            () -> new KeyRm(helia),
            () -> new Ls(helia),
            () -> new Metrics(helia),
            () -> new NetPerf(helia),
            () -> new PinAdd(helia),
            () -> new PinLs(helia),
            () -> new PinRm(helia),
            () -> new PinUpdate(helia),
            () -> new PinVerify(helia),
            () -> new Ping(helia),
            () -> new ListProfiles(helia),
            () -> new Refs(helia),
            () -> new RefsLocal(helia),
            () -> new RepoGc(helia),
            () -> new RepoStat(helia),
            () -> new RepoVerify(helia),
            () -> new StatsBw(helia),
            () -> new Status(helia, configurations),
            () -> new SwarmAddrs(helia),
            () -> new SwarmConnect(helia),
            () -> new SwarmDisconnect(helia),
            () -> new SwarmPeers(helia, workers),
            () -> new SwarmResources(helia),
            () -> new Version(helia));
    return factories.stream().map(factory -> new ShellCommand(factory, completers)).toList();
  }

  /** Takes the commands away. */
  @Deactivate
  public void close() {
    commands.forEach(registry::unregister);
    workers.shutdownNow();
  }
}
