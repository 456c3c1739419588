package org.helia.itests;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import org.helia.api.crypto.Crypto;
import org.helia.api.net.Host;
import org.helia.api.node.NodeKey;
import org.helia.multiformats.peer.KeyType;
import org.helia.multiformats.peer.PrivateKey;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Another node in the same container, for the node to be connected with: the component of the
 * bundle {@code net} once more, with a key of its own, which listens nowhere and gets TCP, Noise
 * and yamux only.
 */
final class SecondHost implements AutoCloseable {
  private static final String SPI = "org.helia.net.spi.";

  private final Object component;

  private SecondHost(Object component) {
    this.component = component;
  }

  static SecondHost open(BundleContext context, Bundle net) throws Exception {
    Class<?> type = net.loadClass("org.helia.net.internal.HostComponent");
    Class<?> config = net.loadClass("org.helia.net.internal.NetConfig");
    Crypto crypto = context.getService(context.getServiceReference(Crypto.class));
    PrivateKey key = crypto.generate(KeyType.ED25519);
    NodeKey own = () -> key;
    InvocationHandler defaults =
        (proxy, method, arguments) ->
            method.getName().equals("listen") ? new String[0] : method.getDefaultValue();
    Constructor<?> constructor = type.getConstructors()[0];
    Object[] arguments =
        Arrays.stream(constructor.getParameterTypes())
            .map(
                each ->
                    each == config
                        ? Proxy.newProxyInstance(
                            config.getClassLoader(), new Class<?>[] {config}, defaults)
                        : each.isInstance(own) ? own : crypto)
            .toArray();
    SecondHost second = new SecondHost(constructor.newInstance(arguments));
    second.add(context, "addTransport", "Transport", "org.helia.net.tcp");
    second.add(context, "addSecureChannel", "SecureChannel", "org.helia.net.noise");
    second.add(context, "addMuxer", "Muxer", "org.helia.net.yamux");
    return second;
  }

  private void add(BundleContext context, String method, String service, String bundle)
      throws Exception {
    for (ServiceReference<?> each : context.getAllServiceReferences(SPI + service, null)) {
      if (each.getBundle().getSymbolicName().equals(bundle)) {
        call(method, context.getService(each), Map.of());
      }
    }
  }

  private void call(String name, Object... arguments) throws ReflectiveOperationException {
    for (Method method : component.getClass().getDeclaredMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
        method.setAccessible(true);
        method.invoke(component, arguments);
      }
    }
  }

  Host host() {
    return (Host) component;
  }

  @Override
  public void close() throws ReflectiveOperationException {
    call("close");
  }
}
