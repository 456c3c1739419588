package org.helia.multiformats.internal.base;

import java.util.HashMap;
import java.util.Map;

/**
 * Base256emoji: each byte as one code point.
 *
 * @see <a href="https://github.com/multiformats/multibase/blob/master/rfcs/Base256Emoji.md">the
 *     table</a>
 */
public final class EmojiEncoding implements TextEncoding {
  private static final int[] DIGITS =
      ("🚀🪐☄🛰🌌🌑🌒🌓🌔🌕🌖🌗🌘🌍🌏🌎🐉☀💻🖥💾💿😂❤😍🤣😊🙏💕😭😘👍"
              + "😅👏😁🔥🥰💔💖💙😢🤔😆🙄💪😉☺👌🤗💜😔😎😇🌹🤦🎉💞✌✨🤷😱😌🌸🙌"
              + "😋💗💚😏💛🙂💓🤩😄😀🖤😃💯🙈👇🎶😒🤭❣😜💋👀😪😑💥🙋😞😩😡🤪👊🥳"
              + "😥🤤👉💃😳✋😚😝😴🌟😬🙃🍀🌷😻😓⭐✅🥺🌈😈🤘💦✔😣🏃💐☹🎊💘😠☝"
              + "😕🌺🎂🌻😐🖕💝🙊😹🗣💫💀👑🎵🤞😛🔴😤🌼😫⚽🤙☕🏆🤫👈😮🙆🍻🍃🐶💁"
              + "😲🌿🧡🎁⚡🌞🎈❌✊👋😰🤨😶🤝🚶💰🍓💢🤟🙁🚨💨🤬✈🎀🍺🤓😙💟🌱😖👶"
              + "🥴▶➡❓💎💸⬇😨🌚🦋😷🕺⚠🙅😟😵👎🤲🤠🤧📌🔵💅🧐🐾🍒😗🤑🌊🤯🐷☎"
              + "💧😯💆👆🎤🙇🍑❄🌴💣🐸💌📍🥀🤢👅💡💩👐📸👻🤐🤮🎼🥵🚩🍎🍊👼💍📣🥂")
          .codePoints()
          .toArray();
  private static final Map<Integer, Integer> VALUES = values();

  private static Map<Integer, Integer> values() {
    Map<Integer, Integer> values = new HashMap<>();
    for (int i = 0; i < DIGITS.length; i++) {
      values.put(DIGITS[i], i);
    }
    return values;
  }

  @Override
  public String encode(String prefix, byte[] bytes) {
    StringBuilder text = new StringBuilder(prefix.length() + 2 * bytes.length);
    text.append(prefix);
    for (byte next : bytes) {
      text.appendCodePoint(DIGITS[next & 0xff]);
    }
    return text.toString();
  }

  @Override
  public byte[] decode(String text, int from) {
    byte[] bytes = new byte[text.codePointCount(from, text.length())];
    int index = from;
    for (int i = 0; i < bytes.length; i++) {
      int found = text.codePointAt(index);
      Integer value = VALUES.get(found);
      if (value == null) {
        throw TextEncoding.badCharacter("base256emoji", text, index);
      }
      bytes[i] = value.byteValue();
      index += Character.charCount(found);
    }
    return bytes;
  }
}
