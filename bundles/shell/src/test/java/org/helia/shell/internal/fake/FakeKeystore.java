package org.helia.shell.internal.fake;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.helia.api.key.KeyExistsException;
import org.helia.api.key.Keystore;
import org.helia.api.key.NoSuchKeyException;
import org.helia.multiformats.peer.PrivateKey;

/** Keys in memory, under any name. */
public final class FakeKeystore implements Keystore {
  private final TreeMap<String, PrivateKey> keys = new TreeMap<>();

  @Override
  public List<String> list() {
    return List.copyOf(keys.keySet());
  }

  @Override
  public Optional<PrivateKey> get(String name) {
    return Optional.ofNullable(keys.get(name));
  }

  @Override
  public void put(String name, PrivateKey key) {
    if (keys.putIfAbsent(name, key) != null) {
      throw new KeyExistsException(name);
    }
  }

  @Override
  public boolean remove(String name) {
    return keys.remove(name) != null;
  }

  @Override
  public boolean rename(String from, String to, boolean replace) {
    PrivateKey key = get(from).orElseThrow(() -> new NoSuchKeyException(from));
    if (!replace && keys.containsKey(to)) {
      throw new KeyExistsException(to);
    }
    keys.remove(from);
    return keys.put(to, key) != null;
  }
}
